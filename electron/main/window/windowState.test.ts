// Placing the window again: the same place, another screen, a broken file, and any numbers at all.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  MIN_HEIGHT_PX,
  MIN_WIDTH_PX,
  parseWindowState,
  placeWindow,
  type Rectangle,
  type WindowState,
} from './windowState.ts';

const LAPTOP: Rectangle = { x: 0, y: 25, width: 1440, height: 875 };
const BESIDE: Rectangle = { x: 1440, y: 0, width: 1920, height: 1040 };
const saved = (state: Partial<WindowState>): WindowState => ({
  x: 100,
  y: 100,
  width: 900,
  height: 700,
  isMaximised: false,
  ...state,
});

test('[HOST-2] the window comes back where it was, on any screen', () => {
  expect(placeWindow(saved({}), [LAPTOP, BESIDE])).toEqual({
    x: 100,
    y: 100,
    width: 900,
    height: 700,
    isMaximised: false,
  });
  expect(placeWindow(saved({ x: 2000, isMaximised: true }), [LAPTOP, BESIDE])).toMatchObject({
    x: 2000,
    isMaximised: true,
  });
});

test.each([
  ['its screen is gone', { x: 2000 }],
  ['its title bar is above the screen', { y: -10 }],
  ['its title bar is below the screen', { y: 895 }],
  ['only a sliver is left on the right', { x: 1400 }],
  ['only a sliver is left on the left', { x: -850 }],
])('[HOST-2] the place is not used when %s; the size is', (_why, state) => {
  const placement = placeWindow(saved(state), [LAPTOP]);
  expect(placement).toEqual({ width: 900, height: 700, isMaximised: false });
});

test('[HOST-2] a window larger than the screen is made to fit', () => {
  expect(placeWindow(saved({ width: 3000, height: 2000 }), [LAPTOP])).toMatchObject({ width: 1440, height: 875 });
});

test('[HOST-2] the first start uses the defaults, smaller on a small screen', () => {
  expect(placeWindow(undefined, [LAPTOP])).toEqual({ width: 1100, height: 760, isMaximised: false });
  expect(placeWindow(undefined, [{ x: 0, y: 0, width: 800, height: 600 }])).toEqual({
    width: 800,
    height: 600,
    isMaximised: false,
  });
});

test('[HOST-2] whatever was saved, the window is usable', () => {
  const pixels = fc.integer({ min: -99_999, max: 99_999 });
  const state = fc.record({ x: pixels, y: pixels, width: pixels, height: pixels, isMaximised: fc.boolean() });
  fc.assert(
    fc.property(state, (anyState) => {
      const { x, y, width, height } = placeWindow(anyState, [LAPTOP, BESIDE]);
      const isOnScreen =
        x === undefined ||
        y === undefined ||
        [LAPTOP, BESIDE].some((s) => x < s.x + s.width && x + width > s.x && y >= s.y);
      return width >= MIN_WIDTH_PX && height >= MIN_HEIGHT_PX && isOnScreen;
    }),
  );
});

test('[HOST-2] a saved state is read back; a corrupt one is no state', () => {
  expect(parseWindowState(JSON.stringify(saved({})))).toEqual(saved({}));
  const bad = [
    '',
    '{',
    'null',
    '7',
    '[]',
    '{}',
    '{"x":0}',
    JSON.stringify({ ...saved({}), width: '900' }),
    JSON.stringify({ ...saved({}), x: 1e300 }),
  ];
  for (const text of bad) expect(parseWindowState(text)).toBeUndefined();
});
