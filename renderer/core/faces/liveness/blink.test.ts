import { expect, it } from 'vitest';
import { BlinkWatch } from './blink.ts';

const FRAME_MS = 40;

/** @returns at which pictures a blink was seen */
function watch(openness: readonly number[]): number[] {
  const blinks = new BlinkWatch();
  return openness.flatMap((value, index) => (blinks.observe(value, index * FRAME_MS) ? [index] : []));
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
  for (let index = 0; index < 8; index += 1) blinks.observe(0.3, index * 300);
  const laterMs = 20_000;
  expect([0.3, 0.1, 0.1, 0.3].map((value, index) => blinks.observe(value, laterMs + index * 300))).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

it('[LIVE-3] eyes that stay closed, a slip of one picture, a slow change of the light and a beginning are none', () => {
  expect(watch([...open(20), ...open(15, 0.1), ...open(5)])).toEqual([]);
  expect(watch([...open(20), 0.1, ...open(5)])).toEqual([]);
  expect(watch(Array.from({ length: 200 }, (_none, index) => 0.3 - index * 0.0005))).toEqual([]);
  expect(watch([0.3, 0.3, 0.1, 0.1, 0.3])).toEqual([]);
});
