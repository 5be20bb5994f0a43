// Faces that are drawn, with the grain of a sensor, the blocks of a codec, and the moiré of a screen.
import { expect, it } from 'vitest';
import type { Picture } from '../grey.ts';
import { MANY_RIPPLES, ripplesOf } from './ripples.ts';

const SIDE = 256;
const BOX = { x: 20, y: 20, width: 200, height: 200 };

/** Whole numbers from `low` to `high`; the same seed gives the same (Lehmer's generator with the numbers of Park and Miller). */
function chance(seed: number): (low: number, high: number) => number {
  let state = seed;
  return (low, high) => {
    state = (state * 48_271) % 2_147_483_647;
    return low + (state % (high - low + 1));
  };
}

function drawn(seed: number, add: (x: number, y: number) => number): Picture {
  const between = chance(seed);
  const data = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      // Shades of a face, with edges of brows and a mouth.
      const shade = 130 + 40 * Math.sin(x / 40) * Math.cos(y / 33) - (Math.hypot(x - 128, y - 170) < 30 ? 50 : 0);
      const grain = between(-4, 4);
      data.fill(shade + grain + add(x, y), (y * SIDE + x) * 4, (y * SIDE + x) * 4 + 3);
    }
  }
  return { data, width: SIDE, height: SIDE };
}

it('[LIVE-21] even stripes over a face are seen, however they lie', () => {
  for (const [across, down] of [
    [0.9, 0.6],
    [0.5, 1.2],
    [1.4, -0.7],
  ] as const) {
    const screen = drawn(1, (x, y) => 5 * Math.sin(across * x + down * y));
    expect(ripplesOf(screen, BOX)).toBeGreaterThan(MANY_RIPPLES);
  }
});

it('[LIVE-21] grain, hair and the blocks of a codec are no stripes, and of a face that is too small nothing is told', () => {
  for (const seed of [1, 2, 3]) {
    expect(
      ripplesOf(
        drawn(seed, () => 0),
        BOX,
      ),
    ).toBeLessThan(MANY_RIPPLES);
    const blocks = drawn(seed, (x, y) => (x % 8 === 0 || y % 8 === 0 ? 6 : 0));
    expect(ripplesOf(blocks, BOX), 'blocks').toBeLessThan(MANY_RIPPLES);
    const between = chance(seed);
    const hairs = Array.from({ length: 40 }, () => [between(0, SIDE), between(-60, 60) / 100] as const);
    const hair = drawn(seed, (x, y) =>
      hairs.some(([at, lean]) => Math.abs(x - at - lean * y - 6 * Math.sin(y / 18 + at)) < 1) ? -40 : 0,
    );
    expect(ripplesOf(hair, BOX), 'hair').toBeLessThan(MANY_RIPPLES);
  }
  expect(
    ripplesOf(
      drawn(1, () => 0),
      { ...BOX, width: 60, height: 60 },
    ),
  ).toBeUndefined();
});
