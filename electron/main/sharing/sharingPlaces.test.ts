// Frame and bar as rectangles.
import { expect, test } from 'vitest';
import { frameAround, placeBar, sharedDisplay } from './sharingPlaces.ts';

test('[SHARE-6] the frame covers the edges of the display and nothing of its middle', () => {
  const display = { x: -1920, y: 100, width: 1920, height: 1080 };
  const strips = frameAround(display);
  const covers = (x: number, y: number): number =>
    strips.filter((s) => x >= s.x && x < s.x + s.width && y >= s.y && y < s.y + s.height).length;
  const [right, bottom] = [-1, 1179];
  for (const [x, y] of [
    [-1920, 100],
    [right, 100],
    [-1920, bottom],
    [right, bottom],
    [-1000, 100],
    [-1000, bottom],
    [-1920, 600],
    [right, 600],
  ] as const)
    expect(covers(x, y)).toBe(1);
  expect(covers(-1000, 600)).toBe(0);
  expect(covers(-1910, 110)).toBe(0);
});

test('[SHARE-6] the bar stays on the screen, also on a narrow one', () => {
  expect(placeBar({ x: 0, y: 30, width: 1600, height: 900 })).toEqual({ x: 570, y: 40, width: 460, height: 56 });
  expect(placeBar({ x: 100, y: 0, width: 400, height: 900 })).toEqual({ x: 110, y: 10, width: 380, height: 56 });
});

test('[SHARE-6] the frame goes around the display that is shared, and around none when that cannot be told', () => {
  const displays = [{ id: 1 }, { id: 22 }];
  expect(sharedDisplay(displays, '22')).toEqual({ id: 22 });
  for (const id of ['2', undefined, '']) expect(sharedDisplay(displays, id)).toBeUndefined();
  expect(sharedDisplay([{ id: 7 }], undefined)).toEqual({ id: 7 });
});
