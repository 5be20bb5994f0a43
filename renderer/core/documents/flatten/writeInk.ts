// Draws ink on a page of a PDF as it is seen on the screen. Knows tools and PDF's drawing instructions.
import {
  closePath,
  concatTransformationMatrix,
  fill,
  lineTo,
  moveTo,
  PDFName,
  popGraphicsState,
  pushGraphicsState,
  setFillingRgbColor,
  setGraphicsState,
  type PDFDocument,
  type PDFOperator,
  type PDFPage,
  type PDFRef,
} from '@cantoo/pdf-lib';
import { arrowOutline, HIGHLIGHTER_OPACITY, INK_COLOURS, NOTE, type Ink } from '../ink.ts';
import { penOutline } from '../penOutline.ts';
import { placeOnPage, type PagePlace } from './pagePlace.ts';
import { wrapText } from './pictureSource.ts';
import { colourOf, type TextWriter } from './textWriter.ts';

const HIGHLIGHTER_STATE = 'VisavisHighlighter';
/** Of a letter's size: what letters take on average, to know a note's height before it is written. */
const LETTER_WIDTH = 0.52;

export async function writeInk(
  pdf: PDFDocument,
  writer: TextWriter,
  inks: ReadonlyMap<number, readonly Ink[]>,
): Promise<void> {
  let highlighter: PDFRef | undefined;
  for (const [number, onPage] of inks) {
    const page = pdf.getPages()[number - 1];
    if (!page) continue;
    const place = placeOnPage(page);
    if (onPage.some(({ tool }) => tool === 'highlighter')) {
      highlighter ??= pdf.context.register(
        pdf.context.obj({ Type: 'ExtGState', ca: HIGHLIGHTER_OPACITY, BM: 'Multiply' }),
      );
      page.node.setExtGState(PDFName.of(HIGHLIGHTER_STATE), highlighter);
    }
    for (const ink of onPage) {
      if (ink.tool === 'note') await writeNote(page, place, writer, ink);
      else page.pushOperators(...shapes(place, polygonsOf(ink), INK_COLOURS[ink.colour], ink.tool === 'highlighter'));
    }
  }
}

function polygonsOf({ tool, points, widthUnits }: Ink): number[][][] {
  if (tool === 'arrow') return [arrowOutline(points, widthUnits)];
  if (tool === 'rectangle') return frame(points, widthUnits);
  return [penOutline(points, widthUnits, tool === 'highlighter')];
}

/** Four bars: PDF then needs no rule for corners. */
function frame([x0 = 0, y0 = 0, x1 = x0, y1 = y0]: readonly number[], width: number): number[][][] {
  const half = width / 2;
  const [left, right] = [Math.min(x0, x1) - half, Math.max(x0, x1) + half];
  const [top, bottom] = [Math.min(y0, y1) - half, Math.max(y0, y1) + half];
  return [
    box(left, top, right, top + width),
    box(left, bottom - width, right, bottom),
    box(left, top, left + width, bottom),
    box(right - width, top, right, bottom),
  ];
}

function box(left: number, top: number, right: number, bottom: number): number[][] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

function shapes(place: PagePlace, polygons: number[][][], colour: string, isHighlighter: boolean): PDFOperator[] {
  const { red, green, blue } = colourOf(colour);
  return [
    pushGraphicsState(),
    ...(isHighlighter ? [setGraphicsState(HIGHLIGHTER_STATE)] : []),
    concatTransformationMatrix(...place.matrix),
    setFillingRgbColor(red, green, blue),
    ...polygons.filter((polygon) => polygon.length > 2).flatMap(polygonOperators),
    popGraphicsState(),
  ];
}

function polygonOperators(polygon: number[][]): PDFOperator[] {
  const steps = polygon.map(([x = 0, y = 0], index) => (index === 0 ? moveTo(x, y) : lineTo(x, y)));
  return [...steps, closePath(), fill()];
}

async function writeNote(page: PDFPage, place: PagePlace, writer: TextWriter, ink: Ink): Promise<void> {
  const [x = 0, y = 0] = ink.points;
  const text = ink.text ?? '';
  const inner = NOTE.widthUnits - 2 * NOTE.paddingUnits;
  const lines = wrapText(text, inner, (part) => part.length * NOTE.textUnits * LETTER_WIDTH).length;
  const height = lines * NOTE.lineUnits + 2 * NOTE.paddingUnits;
  const paper = box(x, y, x + NOTE.widthUnits, y + height);
  const edge = frame([x, y, x + NOTE.widthUnits, y + height], NOTE.edgeUnits);
  page.pushOperators(...shapes(place, [paper], NOTE.paper, false));
  page.pushOperators(...shapes(place, edge, INK_COLOURS[ink.colour], false));
  const corner = place.toPdf(x + NOTE.paddingUnits, y + NOTE.paddingUnits);
  await writer.write(
    page,
    text,
    { ...corner, angleDegrees: place.angleDegrees },
    {
      sizePoints: NOTE.textUnits * place.pointsPerUnit,
      linePoints: NOTE.lineUnits * place.pointsPerUnit,
      maxWidthPoints: inner * place.pointsPerUnit,
      colour: NOTE.text,
    },
  );
}
