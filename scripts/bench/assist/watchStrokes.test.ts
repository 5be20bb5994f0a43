// A point counts as seen with the first shape that has it.
import { expect, test } from 'vitest';
import { pointDelays } from './watchStrokes.ts';

test('[INK-2] a point is seen with the first shape that has it, and never without one', () => {
  const drawn = [
    { outline: 'a', atMs: [100] },
    { outline: 'ab', atMs: [110, 114] },
    { outline: 'abc', atMs: [120] },
    { outline: 'abcd', atMs: [130] },
  ];
  const painted = [
    { outline: 'a', atMs: [125] },
    { outline: 'abc', atMs: [150] },
  ];
  expect(pointDelays(drawn, painted)).toEqual([25, 40, 36, 30, Number.POSITIVE_INFINITY]);
});

test('[INK-2] shapes of other strokes are left out', () => {
  expect(pointDelays([{ outline: 'a', atMs: [1] }], [{ outline: 'z', atMs: [5] }])).toEqual([Number.POSITIVE_INFINITY]);
});
