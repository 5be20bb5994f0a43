// Work before calls: none in calm times, some while too many call.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createManualClock } from '../../adapters/clock/manualClock.ts';
import { plainRules } from '../../adapters/settings/configFile.ts';
import { createMemoryStore } from '../../adapters/store/memoryStore.ts';
import { hasZeroBits, PUZZLES, puzzleText, queueIdSchema, type DoneWork } from '../../protocol/index.ts';
import { createBench, type Bench, type Person } from '../../testing/serviceBench.ts';
import { testQueue, testQueues } from '../../testing/switchboardBench.ts';
import { workNeeded, DEFAULT_WORK } from '../work/workNeeded.ts';

const CARDS = queueIdSchema.parse('cards');
const startOf = (requestId: string, work?: DoneWork) => ({
  requestId,
  customerName: 'Zoé',
  topicId: CARDS,
  media: 'video' as const,
  language: 'en' as const,
  devices: { microphone: true, camera: true },
  ...(work === undefined ? {} : { work }),
});

function pressedBench(changes: Parameters<typeof testQueue>[1] = {}): Promise<Bench> {
  return createBench(
    createMemoryStore(),
    createManualClock(),
    plainRules(testQueues(testQueue('cards', { maxWaiting: 200, ...changes }))),
  );
}

async function callOften(bench: Bench, times: number, address: string): Promise<readonly string[]> {
  const results = [];
  for (let count = 0; count < times; count += 1) {
    const bot = await bench.connect('customer', address);
    results.push(await bot.tries('call.start', startOf(`bot-${address.replaceAll('.', '-')}-${count}`)));
  }
  return results;
}

async function workOf(person: Person): Promise<DoneWork> {
  const { work } = await person.does('lobby.work', { topicId: CARDS });
  if (work === undefined) throw new Error('no work is asked for');
  const { challenge, bits } = work;
  const solve = (puzzle: number): number => {
    for (let number = 0; ; number += 1) {
      if (
        hasZeroBits(
          createHash('sha256')
            .update(puzzleText(challenge, puzzle, number))
            .digest(),
          bits,
        )
      )
        return number;
    }
  };
  return { challenge, numbers: Array.from({ length: PUZZLES }, (_, puzzle) => solve(puzzle)) };
}

it('[WORK-1] asks for none in calm times, and for more as a network or a queue takes more calls', () => {
  const bits = (networkCalls: number, queueCalls: number): number =>
    workNeeded({ networkCalls, queueCalls, maxPerMinute: 1200, isFull: false }, DEFAULT_WORK);
  expect([bits(0, 0), bits(19, 599)]).toEqual([0, 0]);
  expect([bits(20, 0), bits(30, 0), bits(40, 0), bits(59, 0)]).toEqual([7, 8, 9, 10]);
  expect([bits(0, 600), bits(0, 1199), bits(1000, 9000)]).toEqual([7, 8, 11]);
  expect(
    workNeeded({ networkCalls: 1000, queueCalls: 0, maxPerMinute: 9, isFull: false }, { ...DEFAULT_WORK, mostBits: 0 }),
  ).toBe(0);
});

it('[WORK-1] takes the call of who has done it, once; a page from before is told to try again; others wait for nothing', async () => {
  const bench = await pressedBench();
  const results = await callOften(bench, 25, '203.0.113.9');
  expect(results.filter((result) => result === 'ok')).toHaveLength(20);
  expect(results.slice(20)).toEqual(Array.from({ length: 5 }, () => 'tooManyRequests'));
  const page = await bench.connect('customer', '203.0.113.9');
  const work = await workOf(page);
  expect(await page.tries('call.start', startOf('page', work))).toBe('ok');
  const thief = await bench.connect('customer', '203.0.113.9');
  expect(await thief.tries('call.start', startOf('thief', work))).toBe('tooManyRequests');
  const elsewhere = await bench.connect('customer', '198.51.100.1');
  expect(await elsewhere.does('lobby.work', { topicId: CARDS })).toEqual({});
  expect(await elsewhere.tries('call.start', startOf('elsewhere'))).toBe('ok');
});

it('[WORK-1] asks everybody for it while a queue takes too many calls, and nobody when the minute is over or it would be for nothing', async () => {
  const bench = await pressedBench({ maxCallsPerMinute: 10 });
  expect(await callOften(bench, 3, '203.0.113.1')).toEqual(['ok', 'ok', 'ok']);
  expect(await callOften(bench, 3, '203.0.113.2')).toEqual(['ok', 'ok', 'tooManyRequests']);
  for (let count = 0; count < 5; count += 1) {
    const page = await bench.connect('customer', `198.51.100.${count}`);
    expect(await page.tries('call.start', startOf(`page-${count}`, await workOf(page)))).toBe('ok');
  }
  const late = await bench.connect('customer', '198.51.100.9');
  expect(await late.does('lobby.work', { topicId: CARDS })).toEqual({});
  expect(await late.tries('call.start', startOf('late'))).toBe('lineFull');
});

it('[WORK-4] a bot that did its work and is there for nothing counts against no agent, and keeps no real caller waiting', async () => {
  const bench = await pressedBench();
  const { policies } = bench.service;
  policies.current = { ...policies.current, work: { networkCalls: 1, queueShare: 1, mostBits: 4 } };
  const first = await bench.connect('customer', '203.0.113.9');
  await first.does('call.start', startOf('first'));
  await first.does('call.leaveLine', {});
  const bot = await bench.connect('customer', '203.0.113.9');
  const { call: botCall } = await bot.does('call.start', startOf('bot', await workOf(bot)));
  const agent = await bench.agent();
  expect(agent.view?.work.name).toBe('ringing');
  const real = await bench.connect('customer', '198.51.100.1');
  const { call: realCall } = await real.does('call.start', startOf('real'));
  await bench.clock.advance(20_000);
  // The bot rang out: the agent is as they were, and the real caller rings.
  expect(agent.view).toMatchObject({ intent: { name: 'available' }, work: { name: 'ringing' } });
  expect(agent.callId).toBe(realCall.callId);
  expect(await agent.does('history.missed', { limit: 5 })).toEqual({ missed: [] });
  expect(bench.counted).toContain('offer withdrawn');
  await real.does('call.leaveLine', {});
  // One who leaves while it rings, or hangs up at once, is none either.
  await bench.clock.advance(10_000);
  expect(agent.callId).toBe(botCall.callId);
  await bot.does('call.leaveLine', {});
  expect(agent.view).toMatchObject({ intent: { name: 'available' }, work: { name: 'idle' } });
});

it('[WORK-4] an agent who has walked off is away after the second doubtful call in a row, and one who declines is not', async () => {
  const bench = await pressedBench();
  const { policies } = bench.service;
  policies.current = { ...policies.current, work: { networkCalls: 1, queueShare: 1, mostBits: 4 } };
  const first = await bench.connect('customer', '203.0.113.9');
  await first.does('call.start', startOf('first'));
  await first.does('call.leaveLine', {});
  for (const name of ['rush-1', 'rush-2', 'rush-3']) {
    const customer = await bench.connect('customer', '203.0.113.9');
    await customer.does('call.start', startOf(name, await workOf(customer)));
  }
  const agent = await bench.agent();
  await bench.clock.advance(20_000);
  expect(agent.view).toMatchObject({ intent: { name: 'available' }, work: { name: 'ringing' } });
  const { work } = agent.view ?? {};
  if (work?.name !== 'ringing') throw new Error('nothing rings');
  await agent.does('offer.decline', { offerId: work.offer.offerId });
  expect(agent.view).toMatchObject({ intent: { name: 'available' }, work: { name: 'ringing' } });
  await bench.clock.advance(20_000);
  expect(agent.view).toMatchObject({ intent: { name: 'available' }, work: { name: 'ringing' } });
  const rang = agent.callId;
  await bench.clock.advance(20_000);
  expect(agent.view).toMatchObject({ intent: { name: 'away', reason: 'noAnswer' }, work: { name: 'idle' } });
  expect((await agent.does('history.missed', { limit: 5 })).missed).toMatchObject([{ callId: rang }]);
  // Back at the desk: counted anew.
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  await bench.clock.advance(20_000);
  expect(agent.view).toMatchObject({ intent: { name: 'available' } });
});

it('[WORK-4] a customer who never sends media ends as mediaFailed: the agent is available again, and nobody’s wait is told by it', async () => {
  const bench = await pressedBench();
  const agent = await bench.agent();
  const mute = await bench.connect('customer', '203.0.113.9');
  await mute.does('call.start', startOf('mute'));
  const callId = await agent.answers();
  await bench.clock.advance(30_000);
  expect(agent.view).toMatchObject({ work: { name: 'wrapUp', wrapUp: { outcome: 'mediaFailed', endedBy: 'system' } } });
  await agent.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect(agent.view).toMatchObject({ intent: { name: 'available' }, work: { name: 'idle' } });
  expect(bench.service.runner.state.handlingMs.get(CARDS) ?? []).toEqual([]);
});
