// When values are sealed anew, and what is said of it.
import { expect, it } from 'vitest';
import { createManualClock } from '../../adapters/clock/manualClock.ts';
import { createMemoryStore } from '../../adapters/store/memoryStore.ts';
import { createRecordingLog } from '../../testing/recordingLog.ts';
import { startTestServer } from '../../testing/serverBench.ts';
import { createBench } from '../../testing/serviceBench.ts';
import type { Resealed } from '../ports/store.ts';
import { beginResealing, TRY_AGAIN_MS } from './resealing.ts';

const failing = (): Promise<Resealed> => Promise.reject(new Error('the disk is full'));
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('[SEALED-2] people are served while it goes on, and a server that ends does not wait for it', async () => {
  let begun = 0;
  const reseal = (): Promise<Resealed> => {
    begun += 1;
    return new Promise(() => undefined);
  };
  const server = await startTestServer({ store: { ...createMemoryStore(), reseal } });
  expect(begun).toBe(1);
  expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
  await server.stop();
});

it('[SEALED-2] what fails is tried again an hour later, what is done is not; values that no key opens are said once', async () => {
  const clock = createManualClock();
  const log = createRecordingLog();
  const answers = [failing, () => Promise.resolve({ sealed: 5, unopened: 2 })];
  let asked = 0;
  const stop = beginResealing({ clock, log, store: { reseal: async () => (answers[asked++] ?? failing)() } });
  await settled();
  expect(log.lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['error']);
  await clock.advance(TRY_AGAIN_MS - 1);
  expect(asked).toBe(1);
  await clock.advance(TRY_AGAIN_MS * 48);
  expect(asked).toBe(2);
  expect(log.lines.slice(1).map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 'info', values: 5 },
    { level: 'error', values: 2 },
  ]);
  stop();
});

it('[SEALED-2] nothing is begun after a stop', async () => {
  const clock = createManualClock();
  const log = createRecordingLog();
  let asked = 0;
  const reseal = (): Promise<Resealed> => {
    asked += 1;
    return failing();
  };
  beginResealing({ clock, log, store: { reseal } })();
  await settled();
  await clock.advance(TRY_AGAIN_MS);
  expect([asked, log.lines]).toEqual([1, []]);
});

it('[ENTRY-6][SEALED-2] old entries are forgotten even where values cannot be sealed anew', async () => {
  let forgot = 0;
  const memory = createMemoryStore();
  const store = {
    ...memory,
    reseal: failing,
    forgetEntries: async (olderThan: Parameters<typeof memory.forgetEntries>[0]) => {
      forgot += 1;
      return memory.forgetEntries(olderThan);
    },
  };
  const { clock, log } = await createBench(store);
  expect(forgot).toBe(1);
  await clock.advance(TRY_AGAIN_MS);
  expect(forgot).toBe(2);
  expect(log.lines.join('')).not.toContain('tidying the store failed');
});
