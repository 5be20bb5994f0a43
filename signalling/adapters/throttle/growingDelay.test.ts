// The pause between tries.
import { expect, it } from 'vitest';
import { createGrowingDelay } from './growingDelay.ts';

const settings = { free: 3, firstMs: 1000, longestMs: 4000, forgetAfterMs: 60_000 };

it('[GUARD-2] lets the next one try after a pause that grows, and no longer than the longest', () => {
  let nowMs = 0;
  const delay = createGrowingDelay(settings, () => nowMs);
  expect([delay.take('a'), delay.take('a'), delay.take('a')]).toEqual([0, 0, 0]);
  const pauses = [];
  for (let round = 0; round < 5; round += 1) {
    pauses.push(delay.take('a'));
    nowMs += delay.take('a');
    expect(delay.take('a')).toBe(0);
  }
  expect(pauses).toEqual([1000, 2000, 4000, 4000, 4000]);
  expect(delay.take('b')).toBe(0);
});

it('[GUARD-2] forgets with time, and what is given back', () => {
  let nowMs = 0;
  const delay = createGrowingDelay(settings, () => nowMs);
  for (let round = 0; round < 10; round += 1) {
    expect(delay.take('a')).toBe(0);
    delay.giveBack('a');
  }
  for (let round = 0; round < 3; round += 1) expect(delay.take('a')).toBe(0);
  expect(delay.take('a')).toBe(1000);
  nowMs += 60_000;
  for (let round = 0; round < 3; round += 1) expect(delay.take('a')).toBe(0);
  expect(delay.take('a')).toBe(1000);
});

it('[GUARD-2] keeps a bounded number of names', () => {
  const delay = createGrowingDelay(settings, () => 0);
  for (let round = 0; round < 3; round += 1) delay.take('first');
  for (let name = 0; name < 9999; name += 1) delay.take(`name-${name}`);
  expect(delay.take('first')).toBe(1000);
  delay.take('one more');
  expect(delay.take('first')).toBe(0);
});
