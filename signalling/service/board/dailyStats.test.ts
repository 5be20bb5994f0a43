// The wallboard over the wire: what a supervisor sees of queues, agents and today.
import { beforeEach, expect, it, vi } from 'vitest';
import { activityIdSchema, queueIdSchema } from '../../protocol/index.ts';
import { createBench, type Bench, type Person } from '../../testing/serviceBench.ts';
import { createService } from '../createService.ts';

let bench: Bench;
let supervisor: Person;
beforeEach(async () => {
  bench = await createBench();
  supervisor = await bench.connect('agent');
  await supervisor.does('agent.signIn', { userName: 'supervisor', password: 'demo' });
});
const read = () => supervisor.does('board.read', {});
const queue = async (id: string) => (await read()).queues.find(({ queueId }) => queueId === id);
const cards = () => queue('cards');

it('[BOARD-1] shows each queue: who waits, since when, who talks, and what was answered in time', async () => {
  const agent = await bench.agent();
  await bench.customer('Zoé');
  await bench.clock.advance(10_000);
  await agent.answers();
  const secondAtMs = bench.clock.nowMs();
  await bench.customer('Yann');
  await bench.clock.advance(5000);
  expect(await cards()).toMatchObject({
    waiting: 1,
    longestSinceMs: secondAtMs,
    active: 1,
    arrived: 2,
    answered: 1,
    within: 1,
    abandoned: 0,
  });
  await agent.does('call.hangUp', {});
  expect(await cards()).toMatchObject({ waiting: 1, active: 0, arrived: 2, answered: 1, within: 1 });
});

it('[BOARD-1] counts who gave up, and an answer that came too late', async () => {
  const gone = await bench.customer('Zoé');
  await gone.does('call.leaveLine', {});
  await bench.customer('Yann');
  await bench.clock.advance(21_000);
  const agent = await bench.agent();
  await agent.answers();
  expect(await cards()).toMatchObject({ arrived: 2, answered: 1, within: 0, abandoned: 1 });
  const { intervals } = await read();
  expect(intervals.reduce((sum, { arrived }) => sum + arrived, 0)).toBe(2);
});

/** Answered by Alex after 10 s; then handed on to loans, where Billie is not free. */
async function handedOnToLoans() {
  const alex = await bench.agent();
  const zoe = await bench.customer('Zoé');
  await bench.clock.advance(10_000);
  const callId = await alex.answers();
  await alex.does('peer.reportConnected', { callId, generation: 1 });
  await bench.clock.advance(60_000);
  const to = { kind: 'queue', queueId: queueIdSchema.parse('loans') } as const;
  await alex.does('call.transfer', { callId, to, reason: '', notes: '' });
  return { alex, zoe, callId };
}

it('[BOARD-1] counts a call that is handed on in each queue: by its wait there, and when it was handed on', async () => {
  const { zoe, alex, callId } = await handedOnToLoans();
  const figures = async (id: string) => {
    const { waiting, active, arrived, answered, within, abandoned } = (await queue(id)) ?? {};
    return { waiting, active, arrived, answered, within, abandoned };
  };
  const inCards = { waiting: 0, active: 0, arrived: 1, answered: 1, within: 1, abandoned: 0 };
  expect(await figures('cards')).toEqual(inCards);
  const inLoans = { waiting: 1, active: 0, arrived: 1, answered: 0, within: 0, abandoned: 0 };
  expect(await figures('loans')).toEqual(inLoans);
  await bench.clock.advance(5000);
  const billie = await bench.agent('agent2');
  await billie.answers();
  expect(await figures('cards')).toEqual(inCards);
  // In time there, long after the customer arrived.
  const answered = { waiting: 0, active: 1, arrived: 1, answered: 1, within: 1, abandoned: 0 };
  expect(await figures('loans')).toEqual(answered);
  await zoe.does('call.hangUp', {});
  for (const agent of [alex, billie]) await agent.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect(await figures('cards')).toEqual(inCards);
  expect(await figures('loans')).toEqual({ ...answered, active: 0 });
  const { intervals } = await read();
  expect(intervals.reduce((sum, { arrived, answered }) => sum + arrived - answered, 0)).toBe(0);
});

it('[BOARD-1][BOARD-5] who gives up in the next queue gave up there, also after a restart', async () => {
  const { zoe } = await handedOnToLoans();
  await zoe.does('call.leaveLine', {});
  const { runner, dailyStats, ...ports } = bench.service;
  const { queues } = runner.state;
  const again = await createService(ports, { queues, demo: true, heartbeatIntervalMs: 15_000 });
  for (const service of [{ runner, dailyStats }, again]) {
    const board = service.dailyStats.read(service.runner.state);
    const of = (id: string) => board.queues.find(({ queueId }) => queueId === id);
    expect(of('cards')).toMatchObject({ arrived: 1, answered: 1, within: 1, abandoned: 0 });
    expect(of('loans')).toMatchObject({ arrived: 1, answered: 0, within: 0, abandoned: 1 });
  }
});

it('[BOARD-2] shows each agent with the time in state, and whose calls are held', async () => {
  const agent = await bench.agent();
  await agent.does('reply.begin', {
    activityId: activityIdSchema.parse('mail-1'),
    source: 'thunderbird',
    kind: 'reply',
    openForMs: 0,
    inputAgoMs: 0,
  });
  await bench.customer();
  const { agents, keptAwayToday, shieldsToday } = await read();
  expect(agents.find(({ role }) => role === 'agent')).toMatchObject({
    online: true,
    intent: { name: 'available' },
    work: 'idle',
    shield: { replies: 1, callersWaiting: 1 },
  });
  expect([shieldsToday, keptAwayToday]).toEqual([1, 1]);
});

it('[BOARD-3] occupancy is busy time as a share of busy and ready time', async () => {
  const agent = await bench.agent();
  await bench.clock.advance(30_000);
  await bench.customer();
  await agent.answers();
  await bench.clock.advance(10_000);
  const board = await read();
  expect(board.occupancyNow).toBe(1);
  expect(board.occupancyToday).toBeCloseTo(0.25, 5);
});

it('[BOARD-4][AUDIT-3] is for supervisors only, who may set an agent’s state; after the call when there is one', async () => {
  const agent = await bench.agent();
  expect(await agent.tries('board.read', {})).toBe('notAllowed');
  const agentId = (await read()).agents.find(({ role }) => role === 'agent')?.agentId;
  if (agentId === undefined) throw new Error('no agent on the board');
  const intent = { name: 'away', reason: 'training' } as const;
  expect(await agent.tries('board.setIntent', { agentId, intent })).toBe('notAllowed');
  const noted = vi.spyOn(bench.store, 'appendAudit');
  await supervisor.does('board.setIntent', { agentId, intent });
  expect(agent.view?.intent).toEqual(intent);
  const unknown = { agentId: 'nobody' as typeof agentId, intent };
  expect(await supervisor.tries('board.setIntent', unknown)).toBe('agentUnknown');
  const facts = { agentId, by: 'demo-supervisor', intent: 'away' };
  expect(noted.mock.calls).toMatchObject([[{ kind: 'intentSetByOther', facts }]]);
});

it('[BOARD-5] takes today up again from the record after a restart, and begins anew at midnight', async () => {
  const gone = await bench.customer('Zoé');
  await gone.does('call.leaveLine', {});
  const { runner: _runner, dailyStats: _dailyStats, ...ports } = bench.service;
  const queues = bench.service.runner.state.queues;
  const again = await createService(ports, { queues, demo: true, heartbeatIntervalMs: 15_000 });
  const tally = () => again.dailyStats.read(again.runner.state).queues.find(({ queueId }) => queueId === 'cards');
  expect(tally()).toMatchObject({ arrived: 1, abandoned: 1 });
  bench.clock.jump(24 * 60 * 60 * 1000);
  expect(tally()).toMatchObject({ arrived: 0, abandoned: 0 });
});
