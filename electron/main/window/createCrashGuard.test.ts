// The bound on reloading.
import { expect, test } from 'vitest';
import { createCrashGuard } from './createCrashGuard.ts';

test('[HOST-10] three reloads a minute, and again when the minute is over', () => {
  const guard = createCrashGuard();
  expect([0, 10_000, 20_000, 30_000, 59_999].map(guard.mayReload)).toEqual([true, true, true, false, false]);
  expect([60_000, 60_001, 70_000].map(guard.mayReload)).toEqual([true, false, true]);
});
