// Pages are told apart by their cells, also when a picture has paled.
import { expect, test } from 'vitest';
import { cellsOf, pageOfCells } from './pageCode.ts';

const shades = (page: number, black: number, white: number): number[] =>
  cellsOf(page).map((isBlack) => (isBlack ? black : white));

test('[TABLE-2] every page of 255 is read from its own cells, clear or pale', () => {
  for (let page = 1; page <= 255; page += 1) {
    expect(pageOfCells(shades(page, 0, 255))).toBe(page);
    expect(pageOfCells(shades(page, 60, 200))).toBe(page);
  }
});

test('[TABLE-2] white paper, grey and a cell gone wrong are no page', () => {
  expect(pageOfCells(Array.from({ length: 11 }, () => 255))).toBeUndefined();
  expect(pageOfCells(shades(5, 120, 180))).toBeUndefined();
  const wrong = shades(5, 0, 255);
  wrong[4] = 255 - (wrong[4] ?? 0);
  expect(pageOfCells(wrong)).toBeUndefined();
});
