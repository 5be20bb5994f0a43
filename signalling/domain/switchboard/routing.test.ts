// Routing where calls and agents really meet: skills, tiers, priority, overflow and closed queues.
import { expect, it } from 'vitest';
import { agentIdSchema, callIdSchema, queueIdSchema, type CallId } from '../../protocol/index.ts';
import { SwitchboardBench, testQueue, testQueues } from '../../testing/switchboardBench.ts';
import type { Queue } from '../queue/queue.ts';
import { DEFAULT_HEAD_STARTS } from '../queue/rank.ts';
import { routingOf, type RoutingRules } from '../queue/routingRules.ts';
import { PLAIN_PROFILE, type AgentProfile } from '../queue/team.ts';
import { customerCallView, shieldView } from './views.ts';

/** Agents' ids are their user names. */
function benchOf(queues: readonly Queue[], profiles: Readonly<Record<string, Partial<AgentProfile>>> = {}) {
  const rules: RoutingRules = {
    queues: testQueues(...queues),
    headStarts: DEFAULT_HEAD_STARTS,
    profiles: new Map(Object.entries(profiles).map(([name, profile]) => [name, { ...PLAIN_PROFILE, ...profile }])),
    passes: new Map(),
  };
  const accounts = Object.keys(profiles).map((name) => ({ agentId: agentIdSchema.parse(name), userName: name }));
  return new SwitchboardBench(rules.queues, routingOf(rules, accounts));
}

function placeOf({ state }: SwitchboardBench, callId: CallId): number | undefined {
  const call = state.calls.get(callId);
  return call === undefined ? undefined : state.line.placeOf(call);
}

it('[ROUTE-9] offers a call only to agents who serve its queue and have its skills', () => {
  const bench = benchOf([testQueue('cards', { skills: { credit: 3 } }), testQueue('loans')], {
    novice: { skills: { credit: 2 } },
    expert: { skills: { credit: 3 }, queues: [queueIdSchema.parse('cards')] },
  });
  const stranger = bench.joins('stranger');
  bench.joins('novice');
  const ada = bench.calls('ada', 'cards');
  expect(bench.phaseOf(ada)).toBe('waiting');
  bench.joins('expert');
  expect(bench.phaseOf(ada)).toBe('ringing at expert');
  const zoe = bench.calls('zoe', 'loans');
  expect(bench.phaseOf(zoe)).toBe(`ringing at ${stranger}`);
});

it('[SHIELD-12] tells an agent who is writing of those who wait in the queues they serve', () => {
  const loans = queueIdSchema.parse('loans');
  const bench = benchOf([testQueue('cards'), testQueue('loans')], { alex: { queues: [loans] } });
  const alex = bench.joins('alex');
  bench.writes(alex);
  for (const [name, queue] of [
    ['ada', 'cards'],
    ['zoe', 'loans'],
    ['yann', 'cards'],
  ] as const) {
    bench.calls(name, queue);
  }
  const agent = bench.state.agents.get(alex);
  if (agent === undefined) throw new Error('nobody');
  expect(shieldView(bench.state, agent).shield?.callersWaiting).toBe(1);
});

const repliesBeside = (capacity: number) => ({
  ...PLAIN_PROFILE.channels,
  reply: { capacity, interruptibleBy: ['video'] as const },
});

it('[ROUTE-12] rings beside replies where the record lets calls of that kind, and beside no more replies than its capacity', () => {
  const bench = benchOf([testQueue('cards')], { alex: { channels: repliesBeside(2) } });
  const alex = bench.joins('alex');
  for (const mail of ['mail-1', 'mail-2', 'mail-3']) bench.writes(alex, mail);
  const ada = bench.calls('ada', 'cards');
  expect(bench.phaseOf(ada)).toBe('waiting');
  bench.sends(alex, 'mail-3');
  expect(bench.phaseOf(ada)).toBe('ringing at alex');
  // One more than there may be: it is taken back.
  bench.writes(alex, 'mail-3');
  expect(bench.phaseOf(ada)).toBe('waiting');
  bench.sends(alex, 'mail-1');
  bench.answers(alex);
  expect(bench.agentIs(alex)).toBe('available, inCall');
  // In a call, too, nothing rings beside a reply and the call.
  expect(bench.phaseOf(bench.calls('eve'))).toBe('waiting');
});

it('[ROUTE-12][SHIELD-2] what rings and may ring beside a reply goes on ringing when one is begun', () => {
  const bench = benchOf([testQueue('cards')], {
    alex: { channels: repliesBeside(1) },
    billie: { channels: repliesBeside(0) },
  });
  const alex = bench.joins('alex');
  const ada = bench.calls('ada', 'cards');
  expect(bench.writes(alex).endedOffers).toEqual([]);
  expect(bench.phaseOf(ada)).toBe('ringing at alex');
  const billie = bench.joins('billie');
  const eve = bench.calls('eve', 'cards');
  expect(bench.phaseOf(eve)).toBe('ringing at billie');
  expect(bench.writes(billie).endedOffers).toMatchObject([{ result: 'withdrawn' }]);
  expect(bench.phaseOf(eve)).toBe('waiting');
});

it('[ROUTE-8] puts calls of a higher tier and priority customers ahead, and tells the places', () => {
  const bench = benchOf([testQueue('cards'), testQueue('urgent', { tier: 1 })]);
  const ada = bench.calls('ada');
  const bob = bench.calls('bob');
  const vip = bench.calls('vip', 'cards', true);
  expect([ada, bob, vip].map((callId) => placeOf(bench, callId))).toEqual([2, 3, 1]);
  const una = bench.calls('una', 'urgent');
  bench.joins('alex');
  bench.joins('billie');
  bench.joins('chris');
  expect([vip, una, ada, bob].map((callId) => bench.phaseOf(callId))).toEqual([
    'ringing at alex',
    'ringing at billie',
    'ringing at chris',
    'waiting',
  ]);
});

it('[ROUTE-8] lets no later call before one that has waited past the head start', () => {
  const bench = benchOf([testQueue('cards')]);
  const ada = bench.calls('ada');
  bench.wait(10 * 60 + 1);
  const vip = bench.calls('vip', 'cards', true);
  bench.joins('alex');
  expect([ada, vip].map((callId) => bench.phaseOf(callId))).toEqual(['ringing at alex', 'waiting']);
});

it('[ROUTE-10] gives priority customers to agents marked for priority first', () => {
  const bench = benchOf([testQueue('cards')], { early: {}, chosen: { servesPriority: true } });
  bench.joins('early');
  bench.joins('chosen');
  expect(bench.phaseOf(bench.calls('vip', 'cards', true))).toBe('ringing at chosen');
  expect(bench.phaseOf(bench.calls('ada'))).toBe('ringing at early');
});

it('[ROUTE-17] refuses calls to a queue that is closed, and serves those already in line', () => {
  const hours = { timeZone: 'UTC', week: { thu: [{ fromMinute: 0, toMinute: 60 }] }, holidays: [] };
  const bench = benchOf([testQueue('cards', { hours })]);
  // 1 January 1970 was a Thursday.
  const ada = bench.calls('ada');
  bench.wait(3600);
  const late = bench.calls('late');
  expect(bench.last?.refusal).toBe('queueClosed');
  expect(bench.phaseOf(late)).toBe('gone');
  bench.joins('alex');
  expect(bench.phaseOf(ada)).toBe('ringing at alex');
});

it('[ROUTE-12] interrupts a writer only when nobody else may take the call', () => {
  const bench = benchOf([testQueue('cards', { exemptFromShield: true, skills: { credit: 1 } })], {
    writer: { skills: { credit: 1 } },
  });
  bench.joins('stranger');
  const writer = bench.joins('writer');
  bench.writes(writer);
  expect(bench.phaseOf(bench.calls('ada'))).toBe('ringing at writer');
});

it('[CONF-4] takes up other rules at once: for those in line too, and closes calls whose queue is gone', () => {
  const bench = benchOf([testQueue('cards', { skills: { credit: 3 } }), testQueue('loans', { skills: { credit: 3 } })]);
  bench.joins('alex');
  const [ada, zoe] = [bench.calls('ada', 'cards'), bench.calls('zoe', 'loans')];
  expect([ada, zoe].map((callId) => bench.phaseOf(callId))).toEqual(['waiting', 'waiting']);
  const { queues, routing } = benchOf([testQueue('cards')]).state;
  bench.take({ type: 'rulesChanged', queues, routing });
  expect(bench.phaseOf(ada)).toBe('ringing at alex');
  expect(bench.ended.map(({ context }) => context.ending?.outcome)).toEqual(['closed']);
  expect(bench.phaseOf(zoe)).toBe('gone');
});

it('[ROUTE-18] tells about how long the wait is, from handled calls, and nothing without', () => {
  const bench = benchOf([testQueue('cards')]);
  const alex = bench.joins('alex');
  const estimateOf = (name: string): unknown => {
    const callId = bench.calls(name);
    const call = bench.state.calls.get(callId);
    if (call === undefined) throw new Error('the call has come');
    const { phase } = customerCallView(bench.state, call, () => ({ iceServers: [], relayOnly: false }));
    return phase.name === 'waiting' ? phase.waitEstimateMs : phase.name;
  };
  expect(estimateOf('early')).toBeUndefined();
  for (const name of ['b', 'c', 'd', 'e', 'f']) bench.calls(name);
  for (let handled = 0; handled < 5; handled += 1) {
    bench.answers(alex);
    const callId = bench.state.agents.get(alex)?.context.callId ?? callIdSchema.parse('none');
    bench.take({ type: 'mediaConnected', callId, generation: 1 });
    bench.wait(120);
    bench.take({ type: 'hungUp', callId, by: 'customer' });
    bench.take({ type: 'wrapUpFinished', agentId: alex, callId });
  }
  // One rings, this one is second: alex, alone, takes twice the mean of the five before.
  expect(estimateOf('late')).toBe(2 * 120_000);
});

it('[ROUTE-8] a clock that was put back lets nobody go before those who wait already', () => {
  const bench = benchOf([testQueue('cards')]);
  bench.nowMs = 3_600_000;
  const [ada, bob] = [bench.calls('ada'), bench.calls('bob')];
  bench.nowMs -= 1_800_000;
  const late = bench.calls('late');
  expect([ada, bob, late].map((callId) => placeOf(bench, callId))).toEqual([1, 2, 3]);
  bench.joins('alex');
  expect([ada, bob, late].map((callId) => bench.phaseOf(callId))).toEqual(['ringing at alex', 'waiting', 'waiting']);
});

it('[ROUTE-11] the next to overflow is the one whose time comes first, and nobody whose time has come', () => {
  const to = queueIdSchema.parse('loans');
  const bench = benchOf([testQueue('cards', { overflow: { to, afterMs: 60_000 } }), testQueue('loans')]);
  const zoe = bench.nowMs + 1;
  bench.calls('zoe');
  bench.wait(10);
  const yann = bench.nowMs + 1;
  bench.calls('yann');
  bench.calls('xavier', 'loans');
  expect(bench.state.line.nextOverflowMs(bench.nowMs)).toBe(zoe + 60_000);
  expect(bench.state.line.nextOverflowMs(zoe + 60_000)).toBe(yann + 60_000);
  expect(bench.state.line.nextOverflowMs(yann + 60_000)).toBeNull();
});

it('[GUARD-5] a line that is full keeps nobody out of another queue', () => {
  const bench = benchOf([testQueue('cards', { maxWaiting: 1 }), testQueue('loans', { maxWaiting: 1 })]);
  const refusals = ['cards', 'cards', 'loans', 'loans'].map((queue, index) => {
    bench.calls(`customer-${index}`, queue);
    return bench.last?.refusal;
  });
  expect(refusals).toEqual([null, 'lineFull', null, 'lineFull']);
});
