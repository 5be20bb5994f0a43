// Writes text on pages: with a standard font where that has the signs, else as a picture. Knows pdf-lib's fonts and their code page.
import { degrees, rgb, StandardFonts, type PDFDocument, type PDFFont, type PDFPage, type RGB } from '@cantoo/pdf-lib';
import { wrapText, type PictureSource } from './pictureSource.ts';

export type TextStyle = {
  sizePoints: number;
  linePoints: number;
  maxWidthPoints: number;
  colour: string;
  bold?: boolean;
};
/** Upper left corner of the first line, in the file's points, and how the page is turned there. */
export type TextPlace = { x: number; y: number; angleDegrees?: number };

export type TextWriter = {
  /** Returns the height that was written, in points. */
  write: (page: PDFPage, text: string, place: TextPlace, style: TextStyle) => Promise<number>;
};

/** Of a line's height, where its letters stand. */
const BASELINE_SHARE = 0.76;

export async function createTextWriter(pdf: PDFDocument, pictures: PictureSource): Promise<TextWriter> {
  const plain = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  return {
    write: async (page, text, place, style) => {
      const font = style.bold ? bold : plain;
      if (isWinAnsi(text)) return writeLines(page, font, text, place, style);
      const picture = await pictures.ofText(text, style);
      if (!picture) return writeLines(page, font, text.replace(NOT_WIN_ANSI, '?'), place, style);
      const image = await pdf.embedPng(picture.png);
      const corner = below(place, picture.height);
      const angle = degrees(place.angleDegrees ?? 0);
      page.drawImage(image, { ...corner, width: picture.width, height: picture.height, rotate: angle });
      return picture.height;
    },
  };
}

function writeLines(page: PDFPage, font: PDFFont, text: string, place: TextPlace, style: TextStyle): number {
  const measure = (part: string): number => font.widthOfTextAtSize(part, style.sizePoints);
  const lines = wrapText(text.replaceAll('\r', ''), style.maxWidthPoints, measure);
  lines.forEach((line, index) => {
    const foot = below(place, (index + BASELINE_SHARE) * style.linePoints);
    page.drawText(line, {
      ...foot,
      font,
      size: style.sizePoints,
      color: colourOf(style.colour),
      rotate: degrees(place.angleDegrees ?? 0),
    });
  });
  return lines.length * style.linePoints;
}

/** A point so far down from another on a page that is turned. */
function below({ x, y, angleDegrees = 0 }: TextPlace, points: number): { x: number; y: number } {
  const angle = (angleDegrees * Math.PI) / 180;
  return { x: x + points * Math.sin(angle), y: y - points * Math.cos(angle) };
}

const NOT_WIN_ANSI = /[^\n\r\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/gu;

/** True when PDF's standard fonts can write it: Windows code page 1252 and line breaks. */
export function isWinAnsi(text: string): boolean {
  return text.search(NOT_WIN_ANSI) < 0;
}

/** From `#rrggbb`. */
export function colourOf(hex: string): RGB {
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return rgb(channel(1), channel(3), channel(5));
}
