// How often a face may be tried.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasFailed, MOST_FAILURES, triesLeft, type Try } from './tries.ts';

const failures = (count: number): Try[] =>
  Array.from({ length: count }, (_none, index) => ({ atMs: index * 1000, hasFailed: true }));

it('[IDENTITY-6] five in a row may fail; then there is a wait of 30 s, which doubles with each that fails after it', () => {
  expect(triesLeft([], 0)).toEqual({ left: 5, waitMs: 0 });
  expect(triesLeft(failures(4), 5_000)).toEqual({ left: 1, waitMs: 0 });
  expect(triesLeft(failures(5), 4_000)).toEqual({ left: 0, waitMs: 30_000 });
  expect(triesLeft(failures(5), 33_999).waitMs).toBe(1);
  expect(triesLeft(failures(5), 34_000)).toEqual({ left: 1, waitMs: 0 });
  expect(triesLeft(failures(6), 5_000).waitMs).toBe(60_000);
  expect(triesLeft(failures(30), 29_000).waitMs).toBe(60 * 60 * 1000);
});

it('[IDENTITY-6] one that passes ends the row, and a day later it is forgotten', () => {
  expect(triesLeft([...failures(5), { atMs: 6_000, hasFailed: false }], 7_000).left).toBe(MOST_FAILURES);
  expect(triesLeft(failures(5), 25 * 60 * 60 * 1000)).toEqual({ left: 5, waitMs: 0 });
});

it('[IDENTITY-6] what failed in any way is a try; what was stopped is none', () => {
  expect(hasFailed('passed', 'match')).toBe(false);
  expect(hasFailed('failed', 'match')).toBe(true);
  expect(hasFailed('passed', 'inconclusive')).toBe(true);
  expect(hasFailed('unfinished', 'notCompared')).toBe(true);
  expect(hasFailed('passed', 'enrolled')).toBe(false);
  for (const outcome of ['stoppedByAgent', 'stoppedByCustomer', 'cutOff'] as const) {
    expect(hasFailed('unfinished', outcome)).toBeNull();
  }
});

it('[IDENTITY-6] in whatever order: never more than five, and no wait longer than an hour', () => {
  const anyTry = fc.record({ atMs: fc.nat(1_000_000), hasFailed: fc.boolean() });
  fc.assert(
    fc.property(fc.array(anyTry), fc.nat(2_000_000), (tries, nowMs) => {
      const { left, waitMs } = triesLeft(
        tries.toSorted((a, b) => a.atMs - b.atMs),
        nowMs,
      );
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThanOrEqual(MOST_FAILURES);
      expect(left === 0).toBe(waitMs > 0);
    }),
  );
});
