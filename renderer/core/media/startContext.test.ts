// A context that starts, one that never does, and one that refuses.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startContext } from './startContext.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function contextThat(resume: () => Promise<void>): { state: AudioContextState; resume: () => Promise<void> } {
  return { state: 'suspended', resume };
}

test('[LOBBY-7] a context that stays suspended is given up after some seconds', async () => {
  const answer = startContext(contextThat(() => new Promise(() => undefined)));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await answer).toBe(false);
});

test('[LOBBY-7] a context that starts is told at once, and no timer is left', async () => {
  const context = contextThat(() => {
    context.state = 'running';
    return Promise.resolve();
  });
  expect(await startContext(context)).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('[LOBBY-7] a context that refuses to start, and one that says it did and stays suspended, do not run', async () => {
  expect(await startContext(contextThat(() => Promise.reject(new Error('no output'))))).toBe(false);
  expect(await startContext(contextThat(() => Promise.resolve()))).toBe(false);
});
