// The wallboard over the wire: what a supervisor sees of queues, agents and today.
import { beforeEach, expect, it, vi } from 'vitest';
import { activityIdSchema } from '../../protocol/index.ts';
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
const cards = async () => (await read()).queues.find(({ queueId }) => queueId === 'cards');

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
