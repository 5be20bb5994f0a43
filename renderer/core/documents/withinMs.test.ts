// The watchdog's clock.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withinMs } from './withinMs.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const never = new Promise<string>(() => undefined);

test('[DOC-7] work that is not done in time is late', async () => {
  const result = withinMs(never, 1_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await result).toBe('late');
});

test('[DOC-7] work that is done in time is taken, and no timer is left', async () => {
  expect(await withinMs(Promise.resolve('done'), 1_000)).toBe('done');
  expect(vi.getTimerCount()).toBe(0);
});

test('[DOC-7] a hidden page is given its time anew', async () => {
  const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  let outcome = 'open';
  void withinMs(never, 1_000).then((result) => (outcome = result));
  await vi.advanceTimersByTimeAsync(5_500);
  expect(outcome).toBe('open');
  visibility.mockReturnValue('visible');
  await vi.advanceTimersByTimeAsync(500);
  expect(outcome).toBe('late');
});
