// Where each word of a page of text stands. Pure: cells in, points out.
import type { TextItem } from '../document.ts';
import { cellsOf, TEXT_PAGE } from './paginateText.ts';

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** The runs of a page's lines: words with the space after them; a line that is written from the right is one run. */
export function textRuns(lines: readonly string[]): TextItem[] {
  return lines.flatMap((line, index) => runsOfLine(line, TEXT_PAGE.marginY + index * TEXT_PAGE.lineHeight));
}

function runsOfLine(line: string, y: number): TextItem[] {
  const isFromRight = RIGHT_TO_LEFT.test(line);
  const words = isFromRight || line === '' ? [line] : (line.match(/^ +|[^ ]+ */g) ?? [line]);
  const lineWidth = cellsOf(line) * TEXT_PAGE.cellWidth;
  let x = isFromRight ? TEXT_PAGE.width - TEXT_PAGE.marginX - lineWidth : TEXT_PAGE.marginX;
  return words.map((text, index) => {
    const width = cellsOf(text) * TEXT_PAGE.cellWidth;
    const item: TextItem = {
      text,
      x,
      y,
      width,
      height: TEXT_PAGE.lineHeight,
      angleDegrees: 0,
      direction: isFromRight ? 'rtl' : 'ltr',
      endsLine: index === words.length - 1,
    };
    x += width;
    return item;
  });
}
