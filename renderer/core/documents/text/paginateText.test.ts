// Text to pages: where lines break, and that nothing is lost.
import { expect, test } from 'vitest';
import { cellsOf, COLUMNS, LINES, paginateText, TEXT_PAGE } from './paginateText.ts';
import { textRuns } from './textRuns.ts';

const ANY = 100;

test('[DOC-5] a page holds so many lines, and a form feed begins another', () => {
  const lines = Array.from({ length: LINES + 1 }, (_none, index) => `line ${index}`);
  expect(paginateText(lines.join('\n'), ANY).map((page) => page.length)).toEqual([LINES, 1]);
  expect(paginateText('one\ftwo', ANY)).toEqual([['one'], ['two']]);
});

test('[DOC-5] long lines break at spaces, and longer words anywhere', () => {
  const [page = []] = paginateText(`${'word '.repeat(40)}\n${'x'.repeat(COLUMNS + 3)}`, ANY);
  expect(Math.max(...page.map(cellsOf))).toBeLessThanOrEqual(COLUMNS);
  expect(page.slice(0, -2).join(' ').trim()).toBe('word '.repeat(40).trim());
  expect(page.slice(-2)).toEqual(['x'.repeat(COLUMNS), 'xxx']);
});

test('[DOC-5] wide signs take two cells, those that join none, tabs go to the next stop', () => {
  expect(cellsOf('日本')).toBe(4);
  expect(cellsOf('e\u0301')).toBe(1);
  expect(paginateText('a\tb', ANY)).toEqual([['a       b']]);
  expect(
    paginateText('日'.repeat(COLUMNS), ANY)[0]
      ?.map(cellsOf)
      .every((cells) => cells <= COLUMNS),
  ).toBe(true);
});

test('[DOC-5] every kind of line end is one', () => {
  expect(paginateText('a\r\nb\rc\nd\u2028e', ANY)).toEqual([['a', 'b', 'c', 'd', 'e']]);
});

test('[DOC-5] stops a page after the limit', () => {
  expect(paginateText('\f'.repeat(500), 10)).toHaveLength(11);
});

test('[DOC-5] each word has its place, asked of no font', () => {
  const runs = textRuns(['two words', '', 'שלום']);
  expect(runs.map(({ text, x, width }) => [text, x, width])).toEqual([
    ['two ', TEXT_PAGE.marginX, 24],
    ['words', TEXT_PAGE.marginX + 24, 30],
    ['', TEXT_PAGE.marginX, 0],
    ['שלום', TEXT_PAGE.width - TEXT_PAGE.marginX - 24, 24],
  ]);
  expect(runs.map(({ endsLine }) => endsLine)).toEqual([false, true, true, true]);
});
