// Long random days at the switchboard: whatever happens in whatever order, these things hold.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { queueIdSchema, type AgentId, type CallId, type OfferId } from '../../protocol/index.ts';
import { SwitchboardBench } from '../../testing/switchboardBench.ts';
import { agentWork, isFree, isWriting } from '../agent/agent.ts';
import { callPhase, isCustomerPresent, type Call } from '../call/call.ts';
import { linksOf } from '../call/links.ts';
import { wrappedUpBy } from '../call/segments.ts';

const NAMES = ['alex', 'billie', 'chris'];

type Act = (bench: SwitchboardBench, chance: number) => void;

const pick = <T>(list: readonly T[], chance: number): T | undefined => list[chance % Math.max(1, list.length)];
const anyCall = (bench: SwitchboardBench, chance: number): CallId =>
  pick([...bench.state.calls.keys()], chance) ?? ('no call' as CallId);
const anyAgent = (bench: SwitchboardBench, chance: number): AgentId =>
  pick([...bench.state.agents.keys()], chance) ?? ('nobody' as AgentId);

/** A call that somebody has, where there is one, and whose it is. */
function callInHand(bench: SwitchboardBench, chance: number): [CallId, AgentId] {
  const active = [...bench.state.calls.values()].filter((call) => callPhase(call).name === 'active');
  const { facts, conversation } = pick(active, chance)?.context ?? {};
  return [facts?.callId ?? anyCall(bench, chance), conversation?.agentId ?? anyAgent(bench, chance)];
}

const ACTS: readonly Act[] = [
  (bench) => bench.calls(`caller-${bench.nowMs}`, bench.nowMs % 2 === 0 ? 'cards' : 'loans'),
  (bench, chance) => bench.joins(pick(NAMES, chance) ?? 'alex'),
  (bench, chance) => bench.take({ type: 'agentDropped', agentId: anyAgent(bench, chance) }),
  (bench, chance) => bench.take({ type: 'agentSignedOut', agentId: anyAgent(bench, chance) }),
  (bench, chance) => {
    const intent = chance % 2 === 0 ? ({ name: 'available' } as const) : ({ name: 'away', reason: 'lunch' } as const);
    bench.take({ type: 'intentChosen', agentId: anyAgent(bench, chance), intent });
  },
  ...(['offerAnswered', 'offerDeclined'] as const).map((type): Act => (bench, chance) => {
    const agentId = anyAgent(bench, chance);
    const offerId = bench.state.agents.get(agentId)?.context.offerId ?? ('late' as OfferId);
    bench.take(type === 'offerAnswered' ? { type, agentId, offerId, withVideo: true } : { type, agentId, offerId });
  }),
  (bench, chance) => bench.take({ type: 'customerDropped', callId: anyCall(bench, chance) }),
  (bench, chance) => bench.take({ type: 'customerReturned', callId: anyCall(bench, chance) }),
  (bench, chance) => bench.take({ type: 'customerLeftLine', callId: anyCall(bench, chance) }),
  (bench, chance) => bench.take({ type: 'hungUp', callId: anyCall(bench, chance), by: 'agent' }),
  (bench, chance) => bench.take({ type: 'holdChosen', callId: anyCall(bench, chance), held: chance % 2 === 0 }),
  ...([0, 1] as const).map((kind): Act => (bench, chance) => {
    const callId = anyCall(bench, chance);
    const by = bench.state.calls.get(callId)?.context.conversation?.agentId ?? anyAgent(bench, chance);
    const queueId = queueIdSchema.parse(chance % 2 === 0 ? 'cards' : 'loans');
    const to =
      kind === 0
        ? ({ kind: 'agent', agentId: anyAgent(bench, chance + 1) } as const)
        : ({ kind: 'queue', queueId } as const);
    bench.take({ type: 'transferChosen', callId, by, to, reason: '', notes: '' });
  }),
  (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'consultChosen', callId, by, to: anyAgent(bench, chance + 1), reason: '', notes: '' });
  },
  (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    const asked = bench.state.calls.get(callId)?.context.consult?.offer.agentId;
    bench.take({ type: 'consultEnded', callId, by: chance % 3 === 0 ? (asked ?? by) : by });
  },
  (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'consultSwapped', callId, by, to: chance % 2 === 0 ? 'colleague' : 'customer' });
  },
  (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'consultCompleted', callId, by });
  },
  (bench, chance) => bench.take({ type: 'consultLinkLost', callId: anyCall(bench, chance), generation: 1 }),
  (bench, chance) => bench.take({ type: 'agentRevoked', agentId: anyAgent(bench, chance) }),
  (bench, chance) => bench.writes(anyAgent(bench, chance)),
  (bench, chance) => bench.sends(anyAgent(bench, chance)),
  (bench, chance) => bench.take({ type: 'generationLost', callId: anyCall(bench, chance), generation: 1 }),
  (bench, chance) => bench.take({ type: 'mediaConnected', callId: anyCall(bench, chance), generation: 1 }),
  (bench, chance) => {
    const agentId = anyAgent(bench, chance);
    const callId = bench.state.agents.get(agentId)?.context.callId ?? anyCall(bench, chance);
    bench.take({ type: 'wrapUpFinished', agentId, callId });
  },
  (bench, chance) => bench.wait(chance % 12),
  (bench) => {
    bench.timers.clear();
    bench.take({ type: 'serverRestarted' });
  },
];

function checkAgents(bench: SwitchboardBench): void {
  for (const [agentId, agent] of bench.state.agents) {
    const work = agentWork(agent);
    if (work.name === 'idle') continue;
    const call = bench.state.calls.get(work.callId);
    if (call === undefined) throw new Error('a busy agent has lost the call');
    const phase = callPhase(call);
    if (work.name === 'wrapUp') {
      expect(wrappedUpBy(call.context, agentId)).toBeDefined();
      continue;
    }
    const consult = call.context.consult;
    if (consult?.offer.agentId === agentId) {
      expect([phase.name, work.name]).toEqual(['active', consult.talk === null ? 'ringing' : 'inCall']);
      expect(linksOf(call).length).toBe(consult.talk === null ? 1 : 2);
      continue;
    }
    expect(phase.name).toBe({ ringing: 'ringing', inCall: 'active' }[work.name]);
    const owner = phase.name === 'ringing' ? phase.offer.agentId : call.context.conversation?.agentId;
    expect(owner).toBe(agentId);
  }
}

function checkCalls(bench: SwitchboardBench): void {
  const free = [...bench.state.agents].filter(([, agent]) => isFree(agent)).map(([agentId]) => agentId);
  for (const call of bench.state.calls.values()) {
    const phase = callPhase(call);
    const owner =
      phase.name === 'ringing' ? phase.offer.agentId : phase.name === 'active' ? phase.conversation.agentId : undefined;
    checkSegments(bench, call);
    checkConsult(bench, call);
    if (owner !== undefined) expect(bench.state.agents.get(owner)?.context.callId).toBe(call.context.facts.callId);
    if (phase.name !== 'waiting' || !isCustomerPresent(call)) continue;
    expect(owner).toBeUndefined();
    // Kept for nobody who could have it: it rings, or it waits for whoever may have it.
    expect(call.context.reservedFor).toBeNull();
    for (const agentId of free) expect(call.context.declinedBy).toContain(agentId);
  }
}

/** Whoever is asked is asked about one call, and is somebody else than the one who has it; nobody rings who is writing. */
function checkConsult(bench: SwitchboardBench, { context: { consult, conversation, facts } }: Call): void {
  if (consult === null) return;
  const { agentId } = consult.offer;
  expect(agentId).not.toBe(conversation?.agentId);
  const agent = bench.state.agents.get(agentId);
  expect(agent?.context.callId).toBe(facts.callId);
  if (agent && consult.talk === null) expect(isWriting(agent)).toBe(false);
}

/** One present part while somebody has the call, each open wrap-up with its agent, and a call over leaves with the last of them. */
function checkSegments(bench: SwitchboardBench, { context }: Call): void {
  const { segments, conversation, consult, ending, facts } = context;
  const present = segments.filter(({ leftMs }) => leftMs === null);
  const talking = consult?.talk ? [consult.offer.agentId] : [];
  expect(present.map(({ agentId }) => agentId)).toEqual(
    conversation === null || ending !== null ? [] : [conversation.agentId, ...talking],
  );
  const open = segments.filter(({ wrapUp }) => wrapUp === 'open').map(({ agentId }) => agentId);
  expect(new Set(open).size).toBe(open.length);
  for (const agentId of open) {
    const agent = bench.state.agents.get(agentId);
    expect(agent === undefined ? undefined : agentWork(agent)).toEqual({ name: 'wrapUp', callId: facts.callId });
  }
  expect(ending !== null && open.length === 0).toBe(false);
}

function checkTimers(bench: SwitchboardBench): void {
  const leases = [...bench.state.agents.values()].flatMap(({ context: { agentId, replies, wrapUpLimit } }) => [
    ...replies.map(({ attempt }) => `${agentId} lease ${attempt}`),
    ...(wrapUpLimit === null ? [] : [`${agentId} wrapUp ${wrapUpLimit.attempt}`]),
  ]);
  const due = [...bench.state.calls.values()].flatMap(({ context }) =>
    Object.entries(context.timers).map(([kind, { attempt }]) => `${context.facts.callId} ${kind} ${attempt}`),
  );
  expect([...bench.timers.keys()].sort()).toEqual([...due, ...leases].sort());
}

function checkAccounts(bench: SwitchboardBench, started: ReadonlySet<CallId>): void {
  const ended = bench.ended.map(({ context }) => context.facts.callId);
  expect(new Set(ended).size).toBe(ended.length);
  for (const callId of started) {
    const call = bench.state.calls.get(callId);
    const isOpen = call !== undefined && callPhase(call).name !== 'ended';
    expect(isOpen).not.toBe(ended.includes(callId));
  }
  for (const { context } of bench.ended) {
    if (context.segments.length > 0 && context.ending?.outcome !== 'mediaFailed')
      expect(context.ending?.outcome).toBe('answered');
  }
}

it('[ROUTE-3][ROUTE-4][CALL-1][CALL-3][TRANSFER-1][TRANSFER-6][CONSULT-5] loses no call, doubles none, ends each once and stops its timers', () => {
  const steps = fc.array(fc.tuple(fc.nat(ACTS.length - 1), fc.nat(1000)), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(steps, (walk) => {
      const bench = new SwitchboardBench();
      const started = new Set<CallId>();
      for (const [act, chance] of walk) {
        ACTS[act]?.(bench, chance);
        for (const callId of bench.state.calls.keys()) started.add(callId);
        checkAgents(bench);
        checkCalls(bench);
        checkTimers(bench);
        checkAccounts(bench, started);
      }
      // Nobody comes back: everything ends by itself.
      bench.wait(120);
      bench.take({ type: 'serverRestarted' });
      bench.wait(120);
      checkAccounts(bench, started);
      expect(bench.ended.length).toBe(started.size);
      expect(bench.timers.size).toBe(0);
    }),
    { numRuns: 150, seed: 20_240_601 },
  );
});
