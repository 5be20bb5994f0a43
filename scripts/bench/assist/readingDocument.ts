// A document as people read them together: pages of prose, a table, small print, a picture; what is written on each page is known.
import { Buffer } from 'node:buffer';
import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFPage } from '@cantoo/pdf-lib';
import { noisePng } from '../../../tests/support/documents.ts';
import { CODE_BAND, CODE_CELLS, cellsOf } from './pageCode.ts';

export type ReadingDocument = { readonly bytes: Buffer; readonly pages: number };

const A4 = { width: 595, height: 842 } as const;
const LEFT = 72;
const WORDS =
  'agreement account adviser amount annual benefit branch capital change charge client condition contract credit customer date deposit due each fee file following form from holder interest invoice less letter limit loan matter month mortgage name note number office order other owner paid payment period person premium price rate reason receipt record reserve right safe savings share signature statement sum tax term transfer under value week within written year';

export type Weight = {
  /** Pictures on the pages that do not pack, as scans. */
  readonly pictureBytes?: number;
  /** What is in the file and not seen, as the fonts that most documents bring. */
  readonly unseenBytes?: number;
};

export async function readingDocument(
  pages: number,
  { pictureBytes = 0, unseenBytes = 0 }: Weight = {},
): Promise<ReadingDocument> {
  const pdf = await PDFDocument.create();
  const [title, body] = [
    await pdf.embedFont(StandardFonts.HelveticaBold),
    await pdf.embedFont(StandardFonts.Helvetica),
  ];
  for (let number = 1; number <= pages; number += 1) {
    const page = pdf.addPage([A4.width, A4.height]);
    drawCode(page, number);
    writeLines(page, number, title, body);
    if (pictureBytes === 0) drawChart(page, number);
    else {
      const picture = await pdf.embedPng(noiseOf(pictureBytes / pages, number));
      page.drawImage(picture, { x: LEFT, y: 60, width: 150, height: 110 });
    }
  }
  if (unseenBytes > 0) pdf.context.register(pdf.context.stream(noiseOf(unseenBytes, 1)));
  return { bytes: Buffer.from(await pdf.save()), pages };
}

function noiseOf(bytes: number, seed: number): Buffer {
  const side = Math.floor(Math.sqrt(bytes / 3));
  return noisePng(side, side, seed);
}

/** The same document as another file: what follows the end of a PDF is no part of it. */
export function anotherCopy({ bytes, pages }: ReadingDocument, index: number): ReadingDocument {
  return { bytes: Buffer.concat([bytes, Buffer.from(`%copy ${index}\n`)]), pages };
}

/** The lines of a page from top to bottom, with their size in points. */
export function linesOf(page: number): { text: string; size: number }[] {
  const words = WORDS.split(' ');
  let state = page * 7_919;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const sentence = (most: number): string => {
    const said: string[] = [];
    while (said.join(' ').length < most - 12) said.push(words[next(words.length)] ?? '');
    const text = said.join(' ');
    return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
  };
  const amount = (): string => `${next(90_000) + 10_000}.${next(90) + 10}`;
  return [
    { text: `Chapter ${page}: ${sentence(30)}`, size: 18 },
    ...Array.from({ length: 20 }, () => ({ text: sentence(84), size: 11 })),
    ...Array.from({ length: 8 }, (_none, row) => ({
      text: `Item ${page}.${row + 1} due ${amount()} paid ${amount()}`,
      size: 10,
    })),
    ...Array.from({ length: 8 }, () => ({ text: sentence(108), size: 8 })),
  ];
}

function writeLines(page: PDFPage, number: number, title: PDFFont, body: PDFFont): void {
  let y = A4.height - 80;
  for (const { text, size } of linesOf(number)) {
    page.drawText(text, { x: LEFT, y, size, font: size > 11 ? title : body });
    y -= size * 1.45 + (size > 11 ? 10 : 0);
  }
}

function drawCode(page: PDFPage, number: number): void {
  const width = (CODE_BAND.width * A4.width) / CODE_CELLS;
  const height = CODE_BAND.height * A4.height;
  cellsOf(number).forEach((isBlack, cell) => {
    page.drawRectangle({
      x: CODE_BAND.x * A4.width + cell * width,
      y: A4.height * (1 - CODE_BAND.y) - height,
      width,
      height,
      color: isBlack ? rgb(0, 0, 0) : rgb(1, 1, 1),
    });
  });
}

function drawChart(page: PDFPage, number: number): void {
  for (let bar = 0; bar < 6; bar += 1) {
    const height = 20 + ((number * 37 + bar * 53) % 90);
    page.drawRectangle({ x: LEFT + bar * 26, y: 60, width: 20, height, color: rgb(0.06, 0.43, 0.1 + bar / 8) });
  }
}
