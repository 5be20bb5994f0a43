// The message allowance of a connection.
import { expect, it } from 'vitest';
import { createTokenBucket } from './tokenBucket.ts';

it('[WIRE-6] allows a burst, then as many as come back, and calls far more a flood', () => {
  const bucket = createTokenBucket(3, 10, 5, 0);
  const take = (nowMs: number) => bucket.take(nowMs).name;
  expect([take(0), take(0), take(0), take(0)]).toEqual(['allowed', 'allowed', 'allowed', 'refused']);
  expect(bucket.take(0)).toEqual({ name: 'refused', retryAfterMs: 200 });
  expect(take(300)).toBe('allowed');
  expect(Array.from({ length: 5 }, () => take(300))).toEqual(['refused', 'refused', 'refused', 'refused', 'flooded']);
});

it('[WIRE-6] forgives with time, also when the clock has jumped back', () => {
  const bucket = createTokenBucket(1, 1, 100, 10_000);
  expect(bucket.take(10_000).name).toBe('allowed');
  expect(bucket.take(5000).name).toBe('refused');
  expect(bucket.take(7000).name).toBe('allowed');
});
