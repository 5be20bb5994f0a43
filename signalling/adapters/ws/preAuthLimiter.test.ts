// Who waits to say hello, and who has to go.
import { expect, it } from 'vitest';
import { createPreAuthLimiter } from './preAuthLimiter.ts';

it('[WIRE-15] sends away who has been silent longest in a network that is full', () => {
  const limiter = createPreAuthLimiter<string>(10, 2);
  expect(['a1', 'a2', 'a3'].map((name) => limiter.enter('a', name))).toEqual([null, null, 'a1']);
  expect(limiter.enter('b', 'b1')).toBeNull();
  limiter.leave('a', 'a2');
  limiter.leave('a', 'a2');
  expect(limiter.enter('a', 'a4')).toBeNull();
  expect(limiter.enter('a', 'a5')).toBe('a3');
});

it('[WIRE-15] lets the network with most who wait pay when all is full', () => {
  const limiter = createPreAuthLimiter<string>(4, 3);
  for (const name of ['b1', 'a1', 'a2', 'a3']) limiter.enter(name[0] ?? '', name);
  expect(limiter.enter('c', 'c1')).toBe('a1');
  limiter.leave('a', 'a1');
  expect(limiter.enter('d', 'd1')).toBe('a2');
  expect(limiter.enter('d', 'd2')).toBe('b1');
});
