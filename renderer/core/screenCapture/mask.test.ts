// Masks as geometry: always outwards, never back to what was hidden.
import { expect, it } from 'vitest';
import { areaBetween, blurFields, maskedPixels, nudge, SMALLEST_MASK, type Mask } from './mask.ts';

const mask = (more: Partial<Mask>): Mask => ({
  id: 'm',
  x: 0,
  y: 0,
  width: 1_000,
  height: 1_000,
  style: 'blank',
  ...more,
});

it('[SHARE-10] a mask covers at least what it says at every size of the picture', () => {
  for (const width of [37, 640, 1_279, 1_920, 3_840]) {
    const picture = { width, height: Math.round((width * 9) / 16) };
    for (const [x, y] of [
      [0, 0],
      [3_333, 1_111],
      [8_999, 4_625],
    ] as const) {
      const area = maskedPixels(mask({ x, y }), picture);
      const scale = width / 10_000;
      expect(area).toBeDefined();
      if (!area) continue;
      expect(area.x).toBeLessThanOrEqual(x * scale);
      expect(area.y).toBeLessThanOrEqual(y * scale);
      expect(area.x + area.width).toBeGreaterThanOrEqual(Math.min(width, (x + 1_000) * scale));
      expect(area.y + area.height).toBeGreaterThanOrEqual(Math.min(picture.height, (y + 1_000) * scale));
      expect(area.x + area.width).toBeLessThanOrEqual(width);
      expect(Number.isInteger(area.x) && Number.isInteger(area.width)).toBe(true);
    }
  }
});

it('[SHARE-10] a mask outside the picture covers nothing of it', () => {
  expect(maskedPixels(mask({ y: 9_000 }), { width: 1_000, height: 500 })).toBeUndefined();
  expect(maskedPixels(mask({ x: -3_000 }), { width: 1_000, height: 500 })).toBeUndefined();
});

it('[SHARE-10] a blurred area is reduced to a few fields, each larger than letters', () => {
  expect(blurFields({ x: 0, y: 0, width: 800, height: 200 })).toEqual({ columns: 8, rows: 2 });
  expect(blurFields({ x: 0, y: 0, width: 120, height: 18 })).toEqual({ columns: 5, rows: 1 });
  expect(blurFields({ x: 0, y: 0, width: 5, height: 5 })).toEqual({ columns: 1, rows: 1 });
  expect(blurFields({ x: 0, y: 0, width: 3_840, height: 2_160 })).toEqual({ columns: 8, rows: 4 });
});

it('[SHARE-10] an area can be drawn from any corner to any other and ends at the picture', () => {
  const drawn = { x: 200, y: 100, width: 600, height: 300 };
  expect(areaBetween({ x: 200, y: 100 }, { x: 800, y: 400 }, 5_625)).toEqual(drawn);
  expect(areaBetween({ x: 800, y: 100 }, { x: 200, y: 400 }, 5_625)).toEqual(drawn);
  expect(areaBetween({ x: -50, y: 5_000 }, { x: 10_500, y: 9_000 }, 5_625)).toEqual({
    x: 0,
    y: 5_000,
    width: 10_000,
    height: 625,
  });
});

it('[SHARE-10] by keyboard an area moves and grows within the picture', () => {
  const still = { dx: 0, dy: 0, dWidth: 0, dHeight: 0 };
  expect(nudge(mask({}), { ...still, dx: 100, dy: 50 }, 5_625)).toMatchObject({ x: 100, y: 50, width: 1_000 });
  expect(nudge(mask({ x: 9_000 }), { ...still, dx: 100 }, 5_625)).toMatchObject({ x: 9_000 });
  expect(nudge(mask({ x: 9_000 }), { ...still, dWidth: 100 }, 5_625)).toMatchObject({ x: 8_900, width: 1_100 });
  expect(nudge(mask({}), { ...still, dHeight: -5_000 }, 5_625)).toMatchObject({ height: SMALLEST_MASK });
});
