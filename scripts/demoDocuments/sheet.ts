// A4 pages in the look of the demo's bank, with every line in English and in French. Knows layout; not what is written.
import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFPage } from '@cantoo/pdf-lib';

/** A4 in points. */
const WIDTH = 595;
const HEIGHT = 842;
export const MARGIN = 56;
const INK = rgb(0.1, 0.12, 0.16);
const SOFT = rgb(0.4, 0.43, 0.48);
const LINE = rgb(0.84, 0.86, 0.89);
const BRAND = rgb(0.05, 0.32, 0.42);
/** When the documents were written, whatever the day they are made on. */
const WRITTEN = new Date('2026-01-02T09:00:00Z');

export type Sheet = {
  readonly document: PDFDocument;
  /** Begins a page with its heading. */
  turn(english: string, french: string): PDFPage;
  heading(english: string, french: string): void;
  /** A line of a table; `amount` stands at the right. */
  row(english: string, french: string, amount: string): void;
  note(english: string, french: string): void;
  /** Moves down, and tells where that is: points from the bottom. */
  down(points: number): number;
  save(): Promise<Uint8Array>;
};

export async function openSheet(title: string): Promise<Sheet> {
  const document = await PDFDocument.create();
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setAuthor('Demo Bank');
  document.setLanguage('en');
  document.setProducer('Visavis');
  document.setCreator('Visavis');
  document.setCreationDate(WRITTEN);
  document.setModificationDate(WRITTEN);
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  let page: PDFPage | null = null;
  let y = 0;

  function write(text: string, size: number, font: PDFFont, color: typeof INK, x = MARGIN): void {
    page?.drawText(text, { x, y, size, font, color });
  }
  function line(english: string, french: string, size: number): void {
    write(english, size, regular, INK);
    y -= size + 3;
    write(french, size - 1.5, regular, SOFT);
  }
  return {
    document,
    turn(english, french) {
      page = document.addPage([WIDTH, HEIGHT]);
      page.drawRectangle({ x: 0, y: HEIGHT - 40, width: WIDTH, height: 40, color: BRAND });
      page.drawText('Demo Bank', { x: MARGIN, y: HEIGHT - 26, size: 14, font: bold, color: rgb(1, 1, 1) });
      const number = `${document.getPageCount()}`;
      page.drawText(number, { x: WIDTH - MARGIN, y: 32, size: 9, font: regular, color: SOFT });
      y = HEIGHT - 88;
      write(english, 22, bold, INK);
      y -= 20;
      write(french, 13, regular, SOFT);
      return page;
    },
    heading(english, french) {
      y -= 36;
      write(`${english} – ${french}`, 12, bold, BRAND);
    },
    row(english, french, amount) {
      y -= 20;
      write(amount, 11, bold, INK, WIDTH - MARGIN - bold.widthOfTextAtSize(amount, 11));
      line(english, french, 11);
      y -= 7;
      page?.drawLine({ start: { x: MARGIN, y }, end: { x: WIDTH - MARGIN, y }, thickness: 0.5, color: LINE });
    },
    note(english, french) {
      y -= 22;
      line(english, french, 9.5);
    },
    down(points) {
      y -= points;
      return y;
    },
    save: () => document.save(),
  };
}
