// Strokes to polygons: where they lie, how wide they are, and that both sides get the same.
import { expect, test } from 'vitest';
import { penOutline } from './penOutline.ts';

const LINE = [1000, 1000, 2000, 1000, 3000, 1000, 4000, 1000];

function heightOf(outline: number[][]): number {
  const ys = outline.map(([, y]) => y ?? 0);
  return Math.max(...ys) - Math.min(...ys);
}

test('[DOC-12] a highlighter is as wide as asked for, along its whole way', () => {
  const outline = penOutline(LINE, 200, true);
  expect(heightOf(outline)).toBeGreaterThan(190);
  expect(heightOf(outline)).toBeLessThan(210);
});

test('[DOC-12] a pen is drawn where it went and is never wider than asked for', () => {
  const outline = penOutline(LINE, 40, false);
  const xs = outline.map(([x]) => x ?? 0);
  expect(Math.min(...xs)).toBeGreaterThan(950);
  expect(Math.max(...xs)).toBeGreaterThan(3900);
  expect(Math.max(...xs)).toBeLessThan(4050);
  expect(heightOf(outline)).toBeLessThanOrEqual(41);
});

test('[DOC-12] a dot is a dot, and nothing is nothing', () => {
  expect(penOutline([500, 500], 40, false).length).toBeGreaterThan(3);
  expect(penOutline([], 40, false)).toEqual([]);
  expect(penOutline([500], 40, false)).toEqual([]);
});

test('[DOC-12] the same points give the same outline', () => {
  expect(penOutline(LINE, 40, false)).toEqual(penOutline([...LINE], 40, false));
});
