// Writes marks on a page of a PDF: areas, text in embedded fonts, and pictures of text with the text itself beneath. Knows pdf-lib's operators.
import {
  appendBezierCurve,
  beginText,
  clip,
  closePath,
  concatTransformationMatrix,
  drawObject,
  endPath,
  endText,
  fill,
  lineTo,
  moveTo,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  setCharacterSqueeze,
  setFillingRgbColor,
  setFontAndSize,
  setGraphicsState,
  setTextMatrix,
  showText,
  type PDFDocument,
  type PDFOperator,
  type PDFPage,
} from '@cantoo/pdf-lib';
import type { Mark, MarkGroup, Matrix, PathStep, ShapeMark, TextMark } from '../marks/mark.ts';
import type { FlattenFonts } from './flattenFonts.ts';
import type { PictureSource, TextPicture } from './pictureSource.ts';
import { colourOf } from './colourOf.ts';

/** 300 dpi. */
const PIXELS_PER_POINT = 300 / 72;

export type MarkWriter = {
  /** `toPdf`: from the points in which the marks' groups are placed to those of the file. */
  write: (page: PDFPage, groups: readonly MarkGroup[], toPdf: Matrix) => Promise<void>;
};

export function createMarkWriter(pdf: PDFDocument, fonts: FlattenFonts, pictures: PictureSource): MarkWriter {
  const write: MarkWriter['write'] = async (page, groups, toPdf) => {
    for (const group of groups) {
      if (group.marks.length === 0) continue;
      const operators: PDFOperator[] = [pushGraphicsState(), concatTransformationMatrix(...toPdf)];
      operators.push(concatTransformationMatrix(...group.matrix));
      if (group.clip) operators.push(rectangle(0, 0, group.clip.width, group.clip.height), clip(), endPath());
      const pixelsPerUnit = PIXELS_PER_POINT * Math.hypot(group.matrix[0], group.matrix[1]) || PIXELS_PER_POINT;
      for (const mark of group.marks) operators.push(...(await operatorsOf(page, mark, pixelsPerUnit)));
      page.pushOperators(...operators, popGraphicsState());
    }
  };
  const operatorsOf = async (page: PDFPage, mark: Mark, pixelsPerUnit: number): Promise<PDFOperator[]> => {
    if (mark.kind === 'shape') return shapeOperators(pdf, page, mark);
    if (mark.outline !== undefined) return textOperators(page, mark, fonts);
    return foreignOperators(page, mark, await pictures.ofText(mark, pixelsPerUnit));
  };
  const foreignOperators = async (page: PDFPage, mark: TextMark, picture: TextPicture): Promise<PDFOperator[]> => {
    const image = await pdf.embedPng(picture.png);
    const name = page.node.newXObject('Text', image.ref);
    const { x, y, width, height } = picture;
    return [
      ...fonts.hiddenText(page, mark),
      pushGraphicsState(),
      concatTransformationMatrix(width, 0, 0, -height, x, y + height),
      drawObject(name),
      popGraphicsState(),
    ];
  };
  return { write };
}

function textOperators(page: PDFPage, mark: TextMark, fonts: FlattenFonts): PDFOperator[] {
  const font = fonts[mark.font];
  const name = fonts.nameOn(page, mark.font);
  return [
    beginText(),
    fillColour(mark.colour),
    setFontAndSize(name, mark.sizePoints),
    ...(mark.stretch === 1 ? [] : [setCharacterSqueeze(mark.stretch * 100)]),
    // Marks grow downwards; letters stand upright all the same.
    setTextMatrix(1, 0, 0, -1, mark.x, mark.baseline),
    showText(font.encodeText(mark.text)),
    ...(mark.stretch === 1 ? [] : [setCharacterSqueeze(100)]),
    endText(),
  ];
}

function shapeOperators(pdf: PDFDocument, page: PDFPage, mark: ShapeMark): PDFOperator[] {
  if (mark.path.length === 0) return [];
  const paint = [fillColour(mark.colour), ...mark.path.map(stepOperator), fill()];
  if (mark.opacity === 1 && !mark.multiplies) return paint;
  const state = pdf.context.obj({ Type: 'ExtGState', ca: mark.opacity, BM: mark.multiplies ? 'Multiply' : 'Normal' });
  const name = page.node.newExtGState('Ink', pdf.context.register(state));
  return [pushGraphicsState(), setGraphicsState(name), ...paint, popGraphicsState()];
}

function stepOperator(step: PathStep): PDFOperator {
  switch (step[0]) {
    case 'M':
      return moveTo(step[1], step[2]);
    case 'L':
      return lineTo(step[1], step[2]);
    case 'C':
      return appendBezierCurve(step[1], step[2], step[3], step[4], step[5], step[6]);
    case 'Z':
      return closePath();
  }
}

function fillColour(hex: string): PDFOperator {
  const { red, green, blue } = colourOf(hex);
  return setFillingRgbColor(red, green, blue);
}
