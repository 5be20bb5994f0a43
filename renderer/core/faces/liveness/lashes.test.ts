// Eyes that are drawn: lids with a line of lashes, and strips.
import { expect, it } from 'vitest';
import type { Picture } from '../grey.ts';
import type { Point } from '../reading.ts';
import { LEAST_LASHES, lashesOf } from './lashes.ts';

const SIDE = 200;
const EYE = 36;
const ROW = 80;
const points: readonly Point[] = Array.from({ length: 68 }, (_none, index) => {
  const left = index < 42 ? 40 : 120;
  return { x: index === 39 || index === 45 ? left + EYE : left, y: ROW };
});

/** `line`: of how light lashes are, by the skin. */
function drawn(skin: number, line: number): Picture {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const isLine = Math.abs(y - ROW - 3) < 2;
      const grain = ((x * 7 + y * 13) % 9) - 4;
      data.fill((isLine ? skin * line : skin) + grain * (skin / 128), (y * SIDE + x) * 4, (y * SIDE + x) * 4 + 3);
    }
  }
  return { data, width: SIDE, height: SIDE };
}

it('[LIVE-20] lids show their lashes on every skin, a strip of whatever colour shows none', () => {
  for (const skin of [210, 130, 60]) {
    expect(lashesOf(drawn(skin, 0.6), points), String(skin)).toBeGreaterThan(LEAST_LASHES);
    expect(lashesOf(drawn(skin, 1), points), String(skin)).toBeLessThan(LEAST_LASHES);
  }
});

it('[LIVE-20] beyond the picture, and without points, there are none', () => {
  expect(lashesOf(drawn(130, 0.6), [])).toBe(0);
  expect(
    lashesOf(
      drawn(130, 0.6),
      points.map(({ x, y }) => ({ x: x + 900, y })),
    ),
  ).toBe(0);
});
