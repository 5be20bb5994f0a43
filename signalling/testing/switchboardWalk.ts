// What can happen at a switchboard, as acts of a random walk: each finds somebody to whom it could happen. Knows no checks.
import {
  activityIdSchema,
  queueIdSchema,
  type AgentId,
  type CallId,
  type LegId,
  type OfferId,
} from '../protocol/index.ts';
import { isFree, tasksOf } from '../domain/agent/agent.ts';
import { callPhase } from '../domain/call/call.ts';
import { agentOf, consultOf } from '../domain/call/parts.ts';
import type { SwitchboardEventType } from '../domain/switchboard/switchboard.ts';
import { TEST_TIMINGS, testQueue, testQueues, type SwitchboardBench } from './switchboardBench.ts';

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
  const context = pick(active, chance)?.context;
  const agentId = context === undefined ? null : agentOf(context);
  return [context?.facts.callId ?? anyCall(bench, chance), agentId ?? anyAgent(bench, chance)];
}

/** Somebody who could be asked or handed a call, where there is one. */
const anyFree = (bench: SwitchboardBench, chance: number): AgentId =>
  pick(
    [...bench.state.agents].filter(([, agent]) => isFree(agent)),
    chance,
  )?.[0] ?? anyAgent(bench, chance);
/** Somebody at whom it rings, where there is one. */
const anyRung = (bench: SwitchboardBench, chance: number): AgentId =>
  pick(
    [...bench.state.agents.keys()].filter((agentId) => offerOf(bench, agentId) !== 'late'),
    chance,
  ) ?? anyAgent(bench, chance);

const intentOf = (chance: number) =>
  chance % 2 === 0 ? ({ name: 'available' } as const) : ({ name: 'away', reason: 'lunch' } as const);
export const inHandOf = (bench: SwitchboardBench, agentId: AgentId): ReturnType<typeof tasksOf> => {
  const agent = bench.state.agents.get(agentId);
  return agent === undefined ? [] : tasksOf(agent);
};
const offerOf = (bench: SwitchboardBench, agentId: AgentId): OfferId =>
  inHandOf(bench, agentId).find(({ offerId }) => offerId !== null)?.offerId ?? ('late' as OfferId);
const callOf = (bench: SwitchboardBench, agentId: AgentId, chance: number): CallId =>
  pick(inHandOf(bench, agentId), chance)?.callId ?? anyCall(bench, chance);
const guestOf = (bench: SwitchboardBench, callId: CallId): LegId =>
  bench.state.calls.get(callId)?.context.participants.find(({ role }) => role === 'guest')?.legs[0].legId ??
  ('nobody' as LegId);
const TOKEN_HASH = 'hash of an invitation';
const MAIL = activityIdSchema.parse('mail-1');
export const RULES = testQueues(
  testQueue('cards', { wrapUpLimitMs: 20_000 }),
  testQueue('loans', { timings: { ...TEST_TIMINGS, interruptReplyAfterMs: 9000 } }),
);

/** One at least for everything that can happen; what is missing does not compile. */
const ACTS: Record<SwitchboardEventType, Act> = {
  customerCalled: (bench) =>
    bench.calls(`caller-${bench.nowMs}`, bench.nowMs % 2 === 0 ? 'cards' : 'loans', false, bench.nowMs % 3 === 0),
  customerDropped: (bench, chance) => bench.take({ type: 'customerDropped', callId: anyCall(bench, chance) }),
  customerReturned: (bench, chance) =>
    bench.take({ type: 'customerReturned', callId: anyCall(bench, chance), takesRooms: chance % 8 !== 0 }),
  customerLeftLine: (bench, chance) => bench.take({ type: 'customerLeftLine', callId: anyCall(bench, chance) }),
  callbackAsked: (bench, chance) => bench.take({ type: 'callbackAsked', callId: anyCall(bench, chance) }),
  // Only who is there takes it.
  callbackTaken: (bench, chance) => {
    const callId = anyCall(bench, chance);
    bench.take({ type: 'customerReturned', callId, takesRooms: true });
    bench.take({ type: 'callbackTaken', callId });
  },
  hungUp: (bench, chance) => {
    const callId = anyCall(bench, chance);
    if (chance % 2 === 0) bench.agentHangsUp(callId);
    else bench.take({ type: 'hungUp', callId, by: 'customer' });
  },
  holdChosen: (bench, chance) =>
    bench.take({ type: 'holdChosen', callId: anyCall(bench, chance), held: chance % 2 === 0 }),
  transferChosen: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    const queueId = queueIdSchema.parse(chance % 2 === 0 ? 'cards' : 'loans');
    const to =
      chance % 3 === 0
        ? ({ kind: 'queue', queueId } as const)
        : ({ kind: 'agent', agentId: anyFree(bench, chance) } as const);
    bench.take({ type: 'transferChosen', callId, by, to, reason: '', notes: '' });
  },
  consultChosen: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'consultChosen', callId, by, to: anyFree(bench, chance), reason: '', notes: '' });
  },
  consultEnded: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    const call = bench.state.calls.get(callId);
    const asked = call === undefined ? undefined : consultOf(call.context)?.offer.agentId;
    bench.take({ type: 'consultEnded', callId, by: chance % 3 === 0 ? (asked ?? by) : by });
  },
  consultSwapped: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'consultSwapped', callId, by, to: chance % 2 === 0 ? 'colleague' : 'customer' });
  },
  consultCompleted: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'consultCompleted', callId, by });
  },
  personAdded: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    const queueId = queueIdSchema.parse('cards');
    const to =
      chance % 4 === 0
        ? ({ kind: 'queue', queueId } as const)
        : ({ kind: 'agent', agentId: anyFree(bench, chance) } as const);
    bench.take({ type: 'personAdded', callId, by, to });
  },
  callLeft: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'callLeft', callId, by: chance % 3 === 0 ? anyAgent(bench, chance) : by });
  },
  consultMerged: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'consultMerged', callId, by });
  },
  callTakenOver: (bench, chance) => {
    const [callId] = callInHand(bench, chance);
    const call = bench.state.calls.get(callId);
    const supervisor = call?.context.participants.find(({ role }) => role === 'supervisor')?.who;
    const by = supervisor?.kind === 'agent' ? supervisor.agentId : anyAgent(bench, chance);
    bench.take({ type: 'callTakenOver', callId, by });
  },
  supervisionChosen: (bench, chance) => {
    const [callId] = callInHand(bench, chance);
    const mode = (['listen', 'whisper', 'barge'] as const)[chance % 3] ?? 'listen';
    bench.take({ type: 'supervisionChosen', callId, by: anyFree(bench, chance), mode });
  },
  guestInvited: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'guestInvited', callId, by, tokenHash: TOKEN_HASH, expiresMs: bench.nowMs + 60_000 });
  },
  guestKnocked: (bench, chance) => {
    const [callId] = callInHand(bench, chance);
    bench.take({ type: 'guestKnocked', callId, inviteHash: TOKEN_HASH, tokenHash: `of-${bench.nowMs}`, name: 'Gil' });
  },
  guestAdmitted: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'guestAdmitted', callId, by, legId: guestOf(bench, callId) });
  },
  guestPaused: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'guestPaused', callId, by, legId: guestOf(bench, callId), paused: chance % 2 === 0 });
  },
  personRemoved: (bench, chance) => {
    const [callId, by] = callInHand(bench, chance);
    bench.take({ type: 'personRemoved', callId, by, legId: guestOf(bench, callId) });
  },
  guestDropped: (bench, chance) => {
    const callId = anyCall(bench, chance);
    bench.take({ type: 'guestDropped', callId, legId: guestOf(bench, callId) });
  },
  guestReturned: (bench, chance) => {
    const callId = anyCall(bench, chance);
    bench.take({ type: 'guestReturned', callId, legId: guestOf(bench, callId) });
  },
  guestLeft: (bench, chance) => {
    const callId = anyCall(bench, chance);
    bench.take({ type: 'guestLeft', callId, legId: guestOf(bench, callId) });
  },
  consultLinkLost: (bench, chance) =>
    bench.take({ type: 'consultLinkLost', callId: anyCall(bench, chance), generation: 1 }),
  generationLost: (bench, chance) =>
    bench.take({ type: 'generationLost', callId: anyCall(bench, chance), generation: 1 }),
  mediaConnected: (bench, chance) =>
    bench.take({ type: 'mediaConnected', callId: callInHand(bench, chance)[0], generation: 1 }),
  agentConnected: (bench, chance) => bench.joins(pick(NAMES, chance) ?? 'alex'),
  agentDropped: (bench, chance) => bench.take({ type: 'agentDropped', agentId: anyAgent(bench, chance) }),
  agentSignedOut: (bench, chance) => bench.take({ type: 'agentSignedOut', agentId: anyAgent(bench, chance) }),
  agentRevoked: (bench, chance) => bench.take({ type: 'agentRevoked', agentId: anyAgent(bench, chance) }),
  intentChosen: (bench, chance) =>
    bench.take({ type: 'intentChosen', agentId: anyAgent(bench, chance), intent: intentOf(chance) }),
  offerAnswered: (bench, chance) => {
    const agentId = anyRung(bench, chance);
    const roomsAvailable = chance % 4 !== 0;
    bench.take({ type: 'offerAnswered', agentId, offerId: offerOf(bench, agentId), withVideo: true, roomsAvailable });
  },
  offerDeclined: (bench, chance) => {
    const agentId = anyRung(bench, chance);
    bench.take({ type: 'offerDeclined', agentId, offerId: offerOf(bench, agentId) });
  },
  taskChosen: (bench, chance) => {
    const agentId = anyAgent(bench, chance);
    bench.take({ type: 'taskChosen', agentId, callId: callOf(bench, agentId, chance + 1) });
  },
  wrapUpFinished: (bench, chance) => {
    const agentId = anyAgent(bench, chance);
    bench.take({ type: 'wrapUpFinished', agentId, callId: callOf(bench, agentId, chance) });
  },
  wrapUpExtended: (bench, chance) => {
    const agentId = anyAgent(bench, chance);
    bench.take({ type: 'wrapUpExtended', agentId, callId: callOf(bench, agentId, chance) });
  },
  replyBegun: (bench, chance) => bench.writes(anyAgent(bench, chance)),
  replyRenewed: (bench, chance) =>
    bench.take({ type: 'replyRenewed', agentId: anyAgent(bench, chance), activityId: MAIL, inputAgoMs: 0 }),
  replyEnded: (bench, chance) => bench.sends(anyAgent(bench, chance)),
  repliesDismissed: (bench, chance) => bench.take({ type: 'repliesDismissed', agentId: anyAgent(bench, chance) }),
  timerFired: (bench, chance) => bench.wait(chance % 12),
  overflowDue: (bench) => bench.take({ type: 'overflowDue' }),
  rulesChanged: (bench) => bench.take({ type: 'rulesChanged', queues: RULES, routing: bench.state.routing }),
  serverRestarted: (bench) => {
    bench.timers.clear();
    bench.take({ type: 'serverRestarted' });
  },
};
/** Things lead to something: what makes, answers and hands on calls comes more often. */
const OFTEN: readonly SwitchboardEventType[] = [
  ...(['customerCalled', 'agentConnected', 'agentConnected', 'agentConnected', 'wrapUpFinished'] as const),
  ...(['offerAnswered', 'offerAnswered', 'offerAnswered', 'offerAnswered', 'mediaConnected'] as const),
  ...(['personAdded', 'personAdded', 'supervisionChosen', 'consultMerged', 'guestAdmitted'] as const),
  ...(['transferChosen', 'consultChosen', 'consultChosen', 'consultChosen', 'timerFired'] as const),
];
export const PLAY = [...Object.values(ACTS), ...OFTEN.map((type) => ACTS[type])];

/** Everybody is there, and one of them talks with somebody. */
export function beginDay(bench: SwitchboardBench): CallId {
  const [first] = NAMES.map((name) => bench.joins(name));
  const callId = bench.calls('early-caller');
  if (first !== undefined) bench.answers(first);
  return callId;
}
