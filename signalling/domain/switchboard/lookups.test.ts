// What is kept in order beside calls and agents is what a look through all of them would give, on any day; and so are the decisions.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { queueIdSchema, type AgentId, type CallId, type OfferId } from '../../protocol/index.ts';
import { SwitchboardBench, testQueue, testQueues } from '../../testing/switchboardBench.ts';
import { isOnline, isReady, isWriting, type Agent } from '../agent/agent.ts';
import { callPhase, isCustomerPresent, isTurnAwaited, mayInterrupt, type Call } from '../call/call.ts';
import { positions, type QueuedCall } from '../queue/assign.ts';
import { compareFree } from '../queue/freeAgents.ts';
import type { Queues } from '../queue/queue.ts';
import { DEFAULT_HEAD_STARTS, rankMs } from '../queue/rank.ts';
import { routingOf, teamOfAgent } from '../queue/routingRules.ts';
import { PLAIN_PROFILE } from '../queue/team.ts';
import { decide } from './decide.ts';
import { switchboardOf, type Decision, type Switchboard, type SwitchboardEvent } from './switchboard.ts';

const [cards, loans, urgent] = ['cards', 'loans', 'urgent'].map((id) => queueIdSchema.parse(id));
if (cards === undefined || loans === undefined || urgent === undefined) throw new Error('three queues');
const QUEUES = [cards, loans, urgent];
const timings = { ...testQueue('any').timings, interruptReplyAfterMs: 25_000 };
const queuesOf = (tier: number, afterMs: number): Queues =>
  testQueues(
    testQueue('cards', { overflow: { to: loans, afterMs } }),
    testQueue('loans', { timings, tier }),
    testQueue('urgent', { tier: 1, exemptFromShield: true, maxWaiting: 3 }),
  );
const rulesOf = (tier: number, afterMs: number): Pick<Switchboard, 'queues' | 'routing'> => {
  const queues = queuesOf(tier, afterMs);
  const profiles = new Map([
    ['alex', { ...PLAIN_PROFILE, queues: [loans] }],
    ['billie', { ...PLAIN_PROFILE, servesPriority: true }],
  ]);
  const rules = { queues, headStarts: DEFAULT_HEAD_STARTS, profiles, passes: new Map() };
  const accounts = NAMES.map((name) => ({ agentId: name as AgentId, userName: name }));
  return { queues, routing: routingOf(rules, accounts) };
};
const NAMES = ['alex', 'billie', 'chris', 'dana'];

/** As it was worked out at every event before it was kept. */
function lineOf({ queues, routing, calls }: Switchboard): QueuedCall[] {
  const inLine = [...calls.values()].filter((call) =>
    ['waiting', 'promised', 'ringing'].includes(callPhase(call).name),
  );
  inLine.sort((a, b) => a.context.facts.arrival - b.context.facts.arrival);
  let arrivedMs = 0;
  return inLine.map((call): QueuedCall => {
    arrivedMs = Math.max(arrivedMs, call.context.facts.startedAtMs);
    const { callId, queueId, arrival, media, priority = false } = call.context.facts;
    const queue = queues.get(queueId);
    const sinceMs = Math.max(arrivedMs, call.context.transfer?.atMs ?? 0);
    return {
      callId,
      queueId,
      arrival,
      rankMs: rankMs(arrivedMs, { tier: queue?.tier ?? 0, priority }, routing.headStarts),
      declinedBy: call.context.declinedBy,
      assignable:
        (callPhase(call).name === 'waiting' && isCustomerPresent(call) && call.context.reservedFor === null) ||
        isTurnAwaited(call),
      priority,
      media,
      ...(mayInterrupt(call) ? { interruptsAtMs: arrivedMs } : {}),
      ...(queue?.overflow && { overflow: { to: queue.overflow.to, atMs: sinceMs + queue.overflow.afterMs } }),
    };
  });
}

function checkLine(state: Switchboard, nowMs: number): void {
  const line = lineOf(state);
  expect([...state.line.calls()]).toEqual(line);
  expect(state.line.size).toBe(line.length);
  const places = positions(line);
  for (const [callId, call] of state.calls) expect(state.line.placeOf(call)).toBe(places.get(callId));
  for (const queueId of QUEUES) {
    const own = line.filter((call) => call.queueId === queueId).map(({ callId }) => callId);
    expect(state.line.waitingIn(queueId)).toBe(own.length);
    expect([...state.line.callsOf(queueId)]).toEqual(own.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)));
  }
  const offerable = line.filter(({ assignable }) => assignable);
  const offered = [...state.line.offerable.lanes].flatMap((lane) => [...lane.inOrder()]);
  expect(offered.sort((a, b) => a.arrival - b.arrival)).toEqual(offerable);
  expect(state.line.offerable.size).toBe(offerable.length);
  expect(state.line.lastInterruptMs).toBe(Math.max(0, ...offerable.map(({ interruptsAtMs }) => interruptsAtMs ?? 0)));
  const reserved = [...state.calls.values()].filter(
    (call) => call.context.reservedFor !== null && callPhase(call).name === 'waiting' && isCustomerPresent(call),
  );
  expect(new Set(state.line.reserved)).toEqual(new Set(reserved));
  const overflows = line.flatMap(({ overflow }) => (overflow && overflow.atMs > nowMs ? [overflow.atMs] : []));
  expect(state.line.nextOverflowMs(nowMs)).toBe(overflows.length === 0 ? null : Math.min(...overflows));
}

function checkStaff(state: Switchboard): void {
  const agents = [...state.agents.values()];
  const team = (agent: Agent) => teamOfAgent(state.routing, agent.context.agentId);
  const ready = agents.filter(isReady).map((agent) => {
    const { agentId, freeSinceMs } = agent.context;
    return { agentId, freeSinceMs, writing: isWriting(agent), team: team(agent) };
  });
  const benches = [...state.staff.ready.benches];
  expect(benches.flatMap((bench) => [...bench.agents.inOrder()]).sort(compareFree)).toEqual(ready.sort(compareFree));
  for (const bench of benches)
    for (const agent of bench.agents.inOrder())
      expect(agent).toMatchObject({ writing: bench.writing, team: bench.team });
  expect(state.staff.ready.size).toBe(ready.length);
  expect(state.staff.readyButWriting.size).toBe(ready.filter(({ writing }) => writing).length);
  expect([...state.staff.writing.values()]).toEqual(agents.filter((agent) => isOnline(agent) && isWriting(agent)));
  const callIds = new Set(agents.flatMap(({ context }) => context.replies.flatMap(({ keptAway }) => keptAway)));
  for (const callId of callIds) {
    const keepers = agents.filter(({ context }) => context.replies.some(({ keptAway }) => keptAway.includes(callId)));
    for (const { context } of agents) {
      const isKept = keepers.some((keeper) => keeper.context.agentId !== context.agentId);
      expect(state.staff.isKeptByAnother(callId, context.agentId)).toBe(isKept);
    }
  }
  for (const queueId of QUEUES) {
    const serving = agents.filter(
      (agent) =>
        isOnline(agent) &&
        !isWriting(agent) &&
        agent.value.intent === 'available' &&
        (team(agent).queues?.has(queueId) ?? true),
    );
    const agentsFree = serving.filter(isReady).length;
    expect(state.staff.serving(queueId)).toEqual({ agentsServing: serving.length, agentsFree });
  }
}

function checkIndex({ calls, callIndex }: Switchboard): void {
  const facts = [...calls.values()].map((call: Call) => call.context.facts);
  for (const { requestHash, arrival } of facts) {
    const begun = facts.filter((other) => other.requestHash === requestHash).sort((a, b) => a.arrival - b.arrival);
    expect([...callIndex.begunBy(requestHash)]).toEqual(begun.map(({ callId }) => callId));
    expect(callIndex.lastArrival).toBeGreaterThanOrEqual(arrival);
  }
}

type Undated = Parameters<SwitchboardBench['take']>[0];

/** Decides each event twice: on the state as it was kept, and on one made anew from its calls and agents. */
class TwiceBench extends SwitchboardBench {
  override take(event: Undated): Decision {
    const dated = { ...event, atMs: this.nowMs } as SwitchboardEvent;
    const { calls, agents } = this.state;
    const anew = switchboardOf({ ...this.state, calls: [...calls.values()], agents: [...agents.values()] });
    const [kept, fresh] = [this.state, anew].map((state) => decide(state, dated));
    if (kept === undefined || fresh === undefined) throw new Error('two decisions');
    // How many calls there ever were is forgotten with a restart; the order is the same.
    const orderless = (list: readonly Call[]) =>
      list.map(({ value, context }) => ({ value, context: { ...context, facts: { ...context.facts, arrival: 0 } } }));
    expect(orderless(kept.changedCalls)).toEqual(orderless(fresh.changedCalls));
    expect(kept.changedAgents).toEqual(fresh.changedAgents);
    expect(kept.effects).toEqual(fresh.effects);
    expect(kept.refusal).toBe(fresh.refusal);
    const decision = super.take(event);
    checkLine(this.state, this.nowMs);
    checkStaff(this.state);
    checkIndex(this.state);
    return decision;
  }
}

type Act = (bench: SwitchboardBench, chance: number) => void;
const pick = <T>(list: readonly T[], chance: number): T | undefined => list[chance % Math.max(1, list.length)];
const anyCall = (bench: SwitchboardBench, chance: number): CallId =>
  pick([...bench.state.calls.keys()], chance) ?? ('no call' as CallId);
const anyAgent = (bench: SwitchboardBench, chance: number): AgentId =>
  pick([...bench.state.agents.keys()], chance) ?? ('nobody' as AgentId);
const busyAgent = (bench: SwitchboardBench, chance: number): AgentId =>
  pick(
    [...bench.state.agents.values()].filter(({ context }) => context.callId !== null),
    chance,
  )?.context.agentId ?? anyAgent(bench, chance);

let called = 0;
const calls: Act = (bench, chance) => {
  bench.calls(`caller-${(called += 1)}`, pick(QUEUES, chance), chance % 5 === 0);
};
const answers: Act = (bench, chance) => {
  const agentId = busyAgent(bench, chance);
  const offerId = bench.state.agents.get(agentId)?.context.offerId ?? ('late' as OfferId);
  bench.take({ type: 'offerAnswered', agentId, offerId, withVideo: true });
};
const ACTS: readonly Act[] = [
  calls,
  calls,
  calls,
  answers,
  answers,
  (bench, chance) => bench.joins(pick(NAMES, chance) ?? 'alex'),
  (bench, chance) => bench.joins(pick(NAMES, chance) ?? 'alex'),
  (bench, chance) => bench.take({ type: 'agentDropped', agentId: anyAgent(bench, chance) }),
  (bench, chance) => bench.take({ type: 'agentRevoked', agentId: anyAgent(bench, chance) }),
  (bench, chance) => {
    const intent = chance % 2 === 0 ? ({ name: 'available' } as const) : ({ name: 'away', reason: 'lunch' } as const);
    bench.take({ type: 'intentChosen', agentId: anyAgent(bench, chance), intent });
  },
  (bench, chance) => {
    const agentId = busyAgent(bench, chance);
    const offerId = bench.state.agents.get(agentId)?.context.offerId ?? ('late' as OfferId);
    bench.take({ type: 'offerDeclined', agentId, offerId });
  },
  (bench, chance) => bench.writes(anyAgent(bench, chance), `mail-${chance % 2}`),
  (bench, chance) => bench.sends(anyAgent(bench, chance), `mail-${chance % 2}`),
  (bench, chance) => bench.take({ type: 'customerDropped', callId: anyCall(bench, chance) }),
  (bench, chance) => bench.take({ type: 'customerReturned', callId: anyCall(bench, chance) }),
  (bench, chance) => bench.take({ type: 'customerLeftLine', callId: anyCall(bench, chance) }),
  (bench, chance) => bench.take({ type: 'callbackAsked', callId: anyCall(bench, chance) }),
  (bench, chance) => bench.take({ type: 'callbackTaken', callId: anyCall(bench, chance) }),
  (bench, chance) => bench.agentHangsUp(anyCall(bench, chance)),
  (bench, chance) => bench.take({ type: 'mediaConnected', callId: anyCall(bench, chance), generation: 1 }),
  (bench, chance) => {
    const by = busyAgent(bench, chance);
    const callId = bench.state.agents.get(by)?.context.callId ?? anyCall(bench, chance);
    const to =
      chance % 2 === 0
        ? ({ kind: 'agent', agentId: anyAgent(bench, chance + 1) } as const)
        : ({ kind: 'queue', queueId: pick(QUEUES, chance) ?? loans } as const);
    bench.take({ type: 'transferChosen', callId, by, to, reason: '', notes: '' });
  },
  (bench, chance) => {
    const agentId = busyAgent(bench, chance);
    const callId = bench.state.agents.get(agentId)?.context.callId ?? anyCall(bench, chance);
    bench.take({ type: 'wrapUpFinished', agentId, callId });
  },
  (bench, chance) => bench.wait(chance % 40),
  (bench) => bench.take({ type: 'overflowDue' }),
  // The clock is put back, or forward, while timers go on.
  (bench, chance) => {
    bench.nowMs = Math.max(0, bench.nowMs + (chance % 2 === 0 ? -60_000 : 30_000));
  },
  (bench, chance) => bench.take({ type: 'rulesChanged', ...rulesOf(chance % 3, (chance % 4) * 20_000) }),
  (bench) => {
    bench.timers.clear();
    bench.take({ type: 'serverRestarted' });
  },
];

it('[ROUTE-21] line, staff and index are what a look through all gives, and lead to the same decisions', () => {
  const steps = fc.array(fc.tuple(fc.nat(ACTS.length - 1), fc.nat(1000)), { minLength: 20, maxLength: 80 });
  let offers = 0;
  fc.assert(
    fc.property(steps, (walk) => {
      const { queues, routing } = rulesOf(0, 60_000);
      const bench = new TwiceBench(queues, routing);
      bench.nowMs = 1_000_000;
      for (const [act, chance] of walk) {
        ACTS[act]?.(bench, chance);
        offers += bench.last?.moves.filter(({ to }) => to === 'ringing').length ?? 0;
      }
    }),
    { numRuns: 40, seed: 21 },
  );
  // Days on which nothing happens show nothing.
  expect(offers).toBeGreaterThan(60);
});
