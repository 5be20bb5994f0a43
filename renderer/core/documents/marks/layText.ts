// Lays text into a box: lines, alignment, letters in cells, and letters as small as it takes. Pure: the fonts come from outside.
import type { ForeignText } from './foreignText.ts';
import type { FontName, TextMark } from './mark.ts';
import type { PageFonts } from './pageFont.ts';
import { wrapText } from './wrapText.ts';

export type Lettering = { fonts: PageFonts; foreign: ForeignText };

export type TextLook = {
  sizePoints: number;
  colour: string;
  align: 'left' | 'center' | 'right';
  font?: FontName;
};

/** Of the size, from one baseline to the next. */
export const LINE_SHARE = 1.2;

/** One line with its left end at `x`. Line breaks and tabs in it are spaces. */
export function textLine(
  { fonts, foreign }: Lettering,
  text: string,
  place: { x: number; baseline: number },
  look: Pick<TextLook, 'sizePoints' | 'colour' | 'font'>,
): TextMark {
  const font = look.font ?? 'sans';
  const line = text.replace(/[\n\r\t]/g, ' ');
  const { sizePoints, colour } = look;
  const isOurs = fonts[font].canWrite(line);
  return {
    kind: 'text',
    text: line,
    ...place,
    width: isOurs ? fonts[font].widthOf(line) * sizePoints : foreign.widthOf(line, sizePoints),
    sizePoints,
    colour,
    font,
    stretch: 1,
    outline: isOurs ? fonts[font].outlineOf(line, { ...place, sizePoints, stretch: 1 }) : undefined,
  };
}

/** Points. */
export function textWidth({ fonts, foreign }: Lettering, text: string, sizePoints: number): number {
  return fonts.sans.canWrite(text) ? fonts.sans.widthOf(text) * sizePoints : foreign.widthOf(text, sizePoints);
}

/** Lines no wider than `maxWidth` points. A composed letter stays one: é is not e and an accent. */
export function linesOf(lettering: Lettering, text: string, maxWidth: number, sizePoints: number): string[] {
  const plain = text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\t', '    ');
  return wrapText(plain, maxWidth, (part) => textWidth(lettering, part, sizePoints));
}

/** Where a line begins so that it stands in a box as asked. */
export function alignedX(align: TextLook['align'], left: number, boxWidth: number, width: number): number {
  if (align === 'center') return left + (boxWidth - width) / 2;
  return align === 'right' ? left + boxWidth - width : left;
}
