// The rules of the settings file through the whole service: overflow by the clock, passes, and topics that are closed.
import { expect, it } from 'vitest';
import { queueIdSchema } from '../protocol/index.ts';
import { createMemoryStore } from '../adapters/store/memoryStore.ts';
import { createManualClock } from '../adapters/clock/manualClock.ts';
import { DEFAULT_HEAD_STARTS } from '../domain/queue/rank.ts';
import type { RoutingRules } from '../domain/queue/routingRules.ts';
import { PLAIN_PROFILE } from '../domain/queue/team.ts';
import { createBench } from '../testing/serviceBench.ts';
import { testQueue, testQueues } from '../testing/switchboardBench.ts';

const loans = queueIdSchema.parse('loans');
const never = { timeZone: 'UTC', week: {}, holidays: [] };
const closedMessage = { en: 'We open on Monday.', fr: 'Nous ouvrons lundi.' };
const RULES: RoutingRules = {
  queues: testQueues(
    testQueue('cards', { overflow: { to: loans, afterMs: 60_000 } }),
    testQueue('loans'),
    testQueue('closed', { hours: never, closedMessage }),
  ),
  headStarts: DEFAULT_HEAD_STARTS,
  profiles: new Map([['agent', { ...PLAIN_PROFILE, queues: [loans] }]]),
  passes: new Map([['a-long-enough-code', { tier: 'priority' }]]),
};
const open = () => createBench(createMemoryStore(), createManualClock(), RULES);
const start = { customerName: 'Zoé', topicId: queueIdSchema.parse('cards'), media: 'video', language: 'fr' } as const;

it('[ROUTE-11] rings at those of the overflow queue as soon as the call has waited, and leaves no timer', async () => {
  const bench = await open();
  const agent = await bench.agent();
  const idle = bench.clock.pendingTimers;
  const zoe = await bench.customer();
  await bench.clock.advance(59_999);
  expect(agent.view?.work.name).toBe('idle');
  await bench.clock.advance(1);
  expect(agent.view?.work.name).toBe('ringing');
  await zoe.does('call.leaveLine', {});
  expect(bench.clock.pendingTimers).toBe(idle);
  await bench.customer();
  await bench.service.runner.stop();
  expect(bench.clock.pendingTimers).toBe(idle);
});

it('[ROUTE-8][CONF-3] puts a customer with a pass ahead, and one with a wrong pass where they came', async () => {
  const bench = await open();
  await bench.customer();
  const place = async (requestId: string, pass: string) => {
    const customer = await bench.connect('customer');
    return (await customer.does('call.start', { ...start, requestId, pass })).call.phase;
  };
  expect(await place('first', 'a-wrong-code-of-length')).toMatchObject({ position: 2 });
  expect(await place('second', 'a-long-enough-code')).toMatchObject({ position: 1 });
});

it('[ROUTE-17] tells which topics are open, and refuses calls to the others', async () => {
  const bench = await open();
  const zoe = await bench.connect('customer');
  const { topics } = await zoe.does('lobby.topics', {});
  expect(topics.map(({ id, open: isOpen }) => [id, isOpen])).toEqual([
    ['cards', true],
    ['loans', true],
    ['closed', false],
  ]);
  expect(topics.at(-1)?.closedMessage).toEqual(closedMessage);
  const topicId = queueIdSchema.parse('closed');
  expect(await zoe.tries('call.start', { ...start, requestId: 'third', topicId })).toBe('queueClosed');
});
