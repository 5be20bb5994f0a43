import { expect, it } from 'vitest';
import { BlinkWatch } from './blink.ts';

const FRAME_MS = 40;

const LASHES = 0.4;

/** @returns at which pictures a blink was seen */
function watch(seen: readonly number[], lashes: (picture: number) => number = () => LASHES): number[] {
  const blinks = new BlinkWatch();
  return seen.flatMap((openness, index) =>
    blinks.observe({ openness, lashes: lashes(index) }, index * FRAME_MS) ? [index] : [],
  );
}

const open = (count: number, value = 0.3): number[] => Array.from({ length: count }, () => value);

it('[LIVE-3] a short closing of the eyes is a blink, once they are open again', () => {
  expect(watch([...open(20), 0.2, 0.1, 0.15, ...open(5)])).toEqual([23]);
});

it('[LIVE-3] narrow eyes blink, too: what is usual for them counts', () => {
  expect(watch([...open(20, 0.15), 0.09, 0.08, ...open(5, 0.15)])).toEqual([22]);
});

it('[LIVE-3] where few pictures are read, and after a time in which the eyes were not, a blink is seen all the same', () => {
  const blinks = new BlinkWatch();
  for (let index = 0; index < 8; index += 1) blinks.observe({ openness: 0.3, lashes: LASHES }, index * 300);
  const laterMs = 20_000;
  const seen = [0.3, 0.1, 0.1, 0.3].map((openness, index) =>
    blinks.observe({ openness, lashes: LASHES }, laterMs + index * 300),
  );
  expect(seen).toEqual([false, false, false, true]);
});

it('[LIVE-3] eyes that stay closed, a slip of one picture, a slow change of the light and a beginning are none', () => {
  expect(watch([...open(20), ...open(15, 0.1), ...open(5)])).toEqual([]);
  expect(watch([...open(20), 0.1, ...open(5)])).toEqual([]);
  expect(watch(Array.from({ length: 200 }, (_none, index) => 0.3 - index * 0.0005))).toEqual([]);
  expect(watch([0.3, 0.3, 0.1, 0.1, 0.3])).toEqual([]);
});

it('[LIVE-20] what closes without lashes is no lid, though one picture of it shows an edge', () => {
  const closing = [...open(20), 0.2, 0.1, 0.15, ...open(5)];
  expect(watch(closing, () => 0.04)).toEqual([]);
  expect(watch(closing, (picture) => (picture === 20 ? 0.5 : 0.04))).toEqual([]);
  expect(watch([...closing, ...closing], (picture) => (picture < 28 ? 0.04 : LASHES))).toEqual([51]);
});
