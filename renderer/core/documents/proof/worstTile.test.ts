// @vitest-environment node
// The worst place of two pictures: small changes are found wherever they are, and a page's mean hides nothing.
import { expect, test } from 'vitest';
import { TILE_PX, unlikeTiles, type Pixels } from './worstTile.ts';

/** White, with black rectangles. */
function page(width: number, height: number, ...boxes: readonly (readonly [number, number, number, number])[]): Pixels {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [left, top, wide, high] of boxes) {
    for (let y = top; y < top + high; y += 1) {
      for (let x = left; x < left + wide; x += 1) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { width, height, data };
}

const ENOUGH = 0.9;

test('[DOC-21] two pages that are the same have no unlike place', () => {
  expect(unlikeTiles(page(1_240, 1_754, [100, 100, 300, 2]), page(1_240, 1_754, [100, 100, 300, 2]), ENOUGH)).toEqual(
    [],
  );
});

test.each([
  [0, 0],
  [31, 31],
  [1_230, 1_744],
  [620, 1],
])('[DOC-21] a mark of 8 × 8 pixels at %i, %i is found on a whole page', (x, y) => {
  const tiles = unlikeTiles(page(1_240, 1_754), page(1_240, 1_754, [x, y, 8, 8]), ENOUGH);
  expect(tiles.length).toBeGreaterThan(0);
  const [worst] = tiles;
  expect(worst && x + 8 > worst.x && x < worst.x + TILE_PX && y + 8 > worst.y && y < worst.y + TILE_PX).toBe(true);
});

test('[DOC-21] what stands a little further along is found, and the same in another colour, too', () => {
  const stroke = [200, 200, 4, 16] as const;
  expect(unlikeTiles(page(400, 400, stroke), page(400, 400, [206, 200, 4, 16]), ENOUGH)).not.toEqual([]);
  const red = page(400, 400, stroke);
  for (let at = 0; at < red.data.length; at += 4) if (red.data[at] === 0) red.data[at] = 255;
  expect(unlikeTiles(page(400, 400, stroke), red, ENOUGH)).not.toEqual([]);
});

test('[DOC-21] pictures smaller than a tile, and sizes that are no multiple of it, are compared to their edge', () => {
  expect(unlikeTiles(page(10, 10), page(10, 10, [8, 8, 2, 2]), ENOUGH)).not.toEqual([]);
  expect(unlikeTiles(page(77, 35), page(77, 35, [75, 33, 2, 2]), 0.95)).not.toEqual([]);
});
