// Who goes first, and what becomes of work that nobody wants any more.
import { expect, test, vi } from 'vitest';
import { createWorkQueue } from './createWorkQueue.ts';

function bench(): {
  queue: ReturnType<typeof createWorkQueue>;
  begun: string[];
  finish: () => Promise<void>;
  work: (name: string) => () => Promise<string>;
} {
  const begun: string[] = [];
  let open: (() => void) | undefined;
  return {
    queue: createWorkQueue(),
    begun,
    finish: async () => {
      open?.();
      await new Promise((resolve) => setTimeout(resolve));
    },
    work: (name) => () => {
      begun.push(name);
      return new Promise((resolve) => (open = () => resolve(name)));
    },
  };
}

test('[DOC-9] one at a time, and what people wait for before the rest', async () => {
  const { queue, begun, finish, work } = bench();
  queue.run(work('first thumbnail'), true);
  queue.run(work('second thumbnail'), true);
  const page = queue.run(work('page'), false);
  expect(begun).toEqual(['first thumbnail']);
  await finish();
  expect(begun).toEqual(['first thumbnail', 'page']);
  await finish();
  expect(await page.result).toBe('page');
  expect(begun).toEqual(['first thumbnail', 'page', 'second thumbnail']);
});

test('[DOC-9] cancelled work is never begun, or told so while it is under way', async () => {
  const { queue, begun, finish, work } = bench();
  let signal: AbortSignal | undefined;
  const running = queue.run((given) => {
    signal = given;
    return work('running')();
  }, false);
  const waiting = queue.run(work('waiting'), false);
  waiting.cancel();
  running.cancel();
  expect(await waiting.result).toBe('cancelled');
  expect(await running.result).toBe('cancelled');
  expect(signal?.aborted).toBe(true);
  await finish();
  expect(begun).toEqual(['running']);
});

test('[DOC-9] work that throws does not hold up the next', async () => {
  const { queue } = bench();
  const broken = queue.run(() => Promise.reject(new Error('broken')), false);
  await expect(broken.result).rejects.toThrow('broken');
  expect(await queue.run(() => Promise.resolve('well'), false).result).toBe('well');
});

test('[DOC-9] what is looked at first has the beginning to itself', async () => {
  vi.useFakeTimers();
  const queue = createWorkQueue(500);
  const begun: string[] = [];
  const work = (name: string) => (): Promise<void> => Promise.resolve(void begun.push(name));
  queue.run(work('thumbnail'), true);
  queue.run(work('page'), false);
  await vi.advanceTimersByTimeAsync(499);
  expect(begun).toEqual(['page']);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(['page', 'thumbnail']);
  vi.useRealTimers();
});
