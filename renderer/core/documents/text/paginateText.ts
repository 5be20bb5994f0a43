// Text to pages of monospaced lines. Pure, and asks no font: both sides get the same pages whatever fonts they have.

/** A4 in points, with a margin that leaves whole cells. */
export const TEXT_PAGE = {
  width: 595,
  height: 842,
  marginX: 51.5,
  marginY: 50,
  fontSize: 10,
  cellWidth: 6,
  lineHeight: 13,
};
/** From a line's top to the foot of its letters, points. */
export const TEXT_BASELINE = 10;
export const COLUMNS = Math.floor((TEXT_PAGE.width - 2 * TEXT_PAGE.marginX) / TEXT_PAGE.cellWidth);
export const LINES = Math.floor((TEXT_PAGE.height - 2 * TEXT_PAGE.marginY) / TEXT_PAGE.lineHeight);
const TAB_COLUMNS = 8;

/** The lines of each page. Stops one page after `maxPages`, so that who asked sees that there are more. */
export function paginateText(text: string, maxPages: number): string[][] {
  const pages: string[][] = [];
  for (const sheet of text.split('\f')) {
    let page: string[] = [];
    for (const line of sheet.split(/\r\n|[\r\n\u0085\u2028\u2029]/)) {
      for (const part of wrapLine(expandTabs(line))) {
        if (page.length === LINES) {
          pages.push(page);
          if (pages.length > maxPages) return pages;
          page = [];
        }
        page.push(part);
      }
    }
    pages.push(page);
    if (pages.length > maxPages) return pages;
  }
  return pages;
}

/** How many cells a text takes: two for wide signs, none for those that join the one before. */
export function cellsOf(text: string): number {
  let cells = 0;
  for (const sign of text) cells += cellsOfSign(sign);
  return cells;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const JOINING = /[\p{Mn}\p{Me}\p{Cf}\ufe0f]/u;

function cellsOfSign(sign: string): number {
  if (sign < '\u0300') return 1;
  if (JOINING.test(sign)) return 0;
  return WIDE.test(sign) ? 2 : 1;
}

function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let expanded = '';
  let cells = 0;
  for (const sign of line) {
    const width = sign === '\t' ? TAB_COLUMNS - (cells % TAB_COLUMNS) : cellsOfSign(sign);
    expanded += sign === '\t' ? ' '.repeat(width) : sign;
    cells += width;
  }
  return expanded;
}

/** Breaks at the last space that fits, or in the middle of a word that is longer than a line. */
function* wrapLine(line: string): Generator<string> {
  if (line.length <= COLUMNS && cellsOf(line) <= COLUMNS) {
    yield line;
    return;
  }
  let part = '';
  let cells = 0;
  for (const sign of line) {
    const width = cellsOfSign(sign);
    if (cells + width > COLUMNS) {
      const space = sign === ' ' ? part.length : part.lastIndexOf(' ');
      const cut = space > 0 ? space : part.length;
      yield part.slice(0, cut);
      part = part.slice(cut).replace(/^ /, '');
      cells = cellsOf(part);
      if (sign === ' ' && part === '') continue;
    }
    part += sign;
    cells += width;
  }
  yield part;
}
