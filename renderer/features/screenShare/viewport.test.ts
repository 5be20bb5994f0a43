// Zoom and pan as geometry.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxOf, MAX_ZOOM, panBy, WHOLE, within, zoomBy, type Look } from './viewport.ts';

const view = { width: 800, height: 600 };
const picture = { width: 1_920, height: 1_080 };

it('[SHARE-11] the whole picture fits into the view, in its middle', () => {
  expect(boxOf(WHOLE, view, picture)).toEqual({ x: 0, y: 75, width: 800, height: 450 });
  expect(boxOf(WHOLE, view, { width: 300, height: 600 })).toEqual({ x: 250, y: 0, width: 300, height: 600 });
  expect(boxOf(WHOLE, view, { width: 0, height: 0 })).toMatchObject({ width: 0, height: 0 });
});

it('[SHARE-11] zooming keeps what is under the pointer there', () => {
  const at = { x: 500, y: 300 };
  const before = boxOf(WHOLE, view, picture);
  const look = zoomBy(WHOLE, 2, at, view, picture);
  const after = boxOf(look, view, picture);
  expect(after.width).toBe(1_600);
  expect((at.x - after.x) / after.width).toBeCloseTo((at.x - before.x) / before.width);
  expect((at.y - after.y) / after.height).toBeCloseTo((at.y - before.y) / before.height);
});

it('[SHARE-11] zoom stays between 100 and 400 %', () => {
  const middle = { x: 400, y: 300 };
  expect(zoomBy(WHOLE, 100, middle, view, picture).zoom).toBe(MAX_ZOOM);
  expect(zoomBy(WHOLE, 0.01, middle, view, picture)).toEqual(WHOLE);
});

it('[SHARE-11] panning stops at the edges, and a whole picture does not move', () => {
  expect(panBy(WHOLE, { x: 500, y: -500 }, view, picture)).toEqual(WHOLE);
  const near = zoomBy(WHOLE, 4, { x: 400, y: 300 }, view, picture);
  const right = boxOf(panBy(near, { x: -99_999, y: 0 }, view, picture), view, picture);
  expect(right.x + right.width).toBeCloseTo(800);
  expect(boxOf(panBy(near, { x: 99_999, y: 0 }, view, picture), view, picture).x).toBeCloseTo(0);
});

it('[SHARE-11] whatever is done, the picture covers the view or lies in its middle', () => {
  const size = fc.record({ width: fc.integer({ min: 1, max: 4_000 }), height: fc.integer({ min: 1, max: 4_000 }) });
  const point = fc.record({ x: fc.integer({ min: -500, max: 4_500 }), y: fc.integer({ min: -500, max: 4_500 }) });
  const change = fc.oneof(
    fc.record({ do: fc.constant('zoom' as const), factor: fc.double({ min: 0.2, max: 5, noNaN: true }), at: point }),
    fc.record({ do: fc.constant('pan' as const), by: point }),
  );
  fc.assert(
    fc.property(size, size, fc.array(change, { maxLength: 12 }), (room, shown, changes) => {
      let look: Look = WHOLE;
      for (const done of changes) {
        look = done.do === 'zoom' ? zoomBy(look, done.factor, done.at, room, shown) : panBy(look, done.by, room, shown);
      }
      const box = boxOf(within(look, room, shown), room, shown);
      for (const [start, length, space] of [
        [box.x, box.width, room.width],
        [box.y, box.height, room.height],
      ] as const) {
        if (length <= space) expect(start + length / 2).toBeCloseTo(space / 2, 3);
        else expect(start <= 0.001 && start + length >= space - 0.001).toBe(true);
      }
    }),
  );
});
