// The whole state of the service, what can happen to it, and what a decision says. Types and look-ups only.
import type {
  ActivityId,
  AgentId,
  CallId,
  ChosenIntent,
  OfferId,
  ProblemCode,
  QueueId,
  ReplyBegin,
  ReplyEnding,
} from '../../protocol/index.ts';
import type { Agent, AgentTimerEffect } from '../agent/agent.ts';
import type { AgentFacts, AgentTimer } from '../agent/agentEvents.ts';
import type { EndedReply } from '../agent/replies.ts';
import {
  callPhase,
  isCustomerPresent,
  isTurnAwaited,
  mayInterrupt,
  type Call,
  type CallTimer,
  type CallTimerEffect,
} from '../call/call.ts';
import type { CallFacts, Segment, TransferTarget } from '../call/callEvents.ts';
import type { QueuedCall } from '../queue/assign.ts';
import type { Queues } from '../queue/queue.ts';
import { rankMs } from '../queue/rank.ts';
import { plainRouting, type Routing } from '../queue/routingRules.ts';

export type Switchboard = {
  readonly queues: Queues;
  readonly routing: Routing;
  /** Calls that have not ended, and ended ones whose wrap-up goes on. */
  readonly calls: ReadonlyMap<CallId, Call>;
  readonly agents: ReadonlyMap<AgentId, Agent>;
  /** Of each queue the latest calls, from answer to the end of wrap-up, newest last. Not kept over a restart. */
  readonly handlingMs: ReadonlyMap<QueueId, readonly number[]>;
};

export type Timer = CallTimer | AgentTimer;
export type TimerEffect = CallTimerEffect | AgentTimerEffect;

/** What the customer brings; the rest of a call's facts come from its queue and the line. */
export type ArrivingCall = Pick<
  CallFacts,
  'callId' | 'queueId' | 'customerName' | 'media' | 'language' | 'requestHash' | 'priority' | 'reference' | 'doubtful'
>;

type At = { readonly atMs: number };
type OfCall = At & { readonly callId: CallId };
type OfAgent = At & { readonly agentId: AgentId };

export type SwitchboardEvent =
  | (At & { readonly type: 'customerCalled'; readonly call: ArrivingCall })
  | (OfCall & { readonly type: 'customerDropped' })
  | (OfCall & { readonly type: 'customerReturned' })
  | (OfCall & { readonly type: 'customerLeftLine' })
  | (OfCall & { readonly type: 'callbackAsked' })
  | (OfCall & { readonly type: 'callbackTaken' })
  | (OfCall & { readonly type: 'hungUp'; readonly by: 'customer' | 'agent' })
  | (OfCall & { readonly type: 'holdChosen'; readonly held: boolean })
  | (OfCall & {
      readonly type: 'transferChosen';
      readonly by: AgentId;
      readonly to: TransferTarget;
      readonly reason: string;
      readonly notes: string;
    })
  | (OfCall & {
      readonly type: 'consultChosen';
      readonly by: AgentId;
      readonly to: AgentId;
      readonly reason: string;
      readonly notes: string;
    })
  /** By whoever asked, or whoever was asked. */
  | (OfCall & { readonly type: 'consultEnded'; readonly by: AgentId })
  /** `to`: with whom whoever asked talks now. */
  | (OfCall & { readonly type: 'consultSwapped'; readonly by: AgentId; readonly to: 'colleague' | 'customer' })
  | (OfCall & { readonly type: 'consultCompleted'; readonly by: AgentId })
  | (OfCall & { readonly type: 'consultLinkLost'; readonly generation: number })
  | (OfCall & { readonly type: 'generationLost'; readonly generation: number })
  | (OfCall & { readonly type: 'mediaConnected'; readonly generation: number })
  | (At & {
      readonly type: 'agentConnected';
      readonly agent: AgentFacts;
      /** What the agent is writing already: held before anything can be offered. */
      readonly replies: readonly ReplyBegin[];
    })
  | (OfAgent & { readonly type: 'agentDropped' })
  | (OfAgent & { readonly type: 'agentSignedOut' })
  /** Sessions of this agent have ended against their will. */
  | (OfAgent & { readonly type: 'agentRevoked' })
  | (OfAgent & { readonly type: 'intentChosen'; readonly intent: ChosenIntent })
  | (OfAgent & { readonly type: 'offerAnswered'; readonly offerId: OfferId; readonly withVideo: boolean })
  | (OfAgent & { readonly type: 'offerDeclined'; readonly offerId: OfferId })
  | (OfAgent & { readonly type: 'wrapUpFinished'; readonly callId: CallId })
  | (OfAgent & { readonly type: 'wrapUpExtended'; readonly callId: CallId })
  | (OfAgent & { readonly type: 'replyBegun'; readonly reply: ReplyBegin })
  | (OfAgent & { readonly type: 'replyRenewed'; readonly activityId: ActivityId; readonly inputAgoMs: number })
  | (OfAgent & { readonly type: 'replyEnded'; readonly activityId: ActivityId; readonly how: ReplyEnding })
  | (OfAgent & { readonly type: 'repliesDismissed' })
  | (At & { readonly type: 'timerFired'; readonly timer: Timer })
  /** A call in line may now go to more agents than before. */
  | (At & { readonly type: 'overflowDue' })
  | (At & { readonly type: 'rulesChanged'; readonly queues: Queues; readonly routing: Routing })
  | (At & { readonly type: 'serverRestarted' });
export type SwitchboardEventType = SwitchboardEvent['type'];
export type EventOf<T extends SwitchboardEventType> = Extract<SwitchboardEvent, { type: T }>;

/** One step of one machine, for the log and the figures. */
export type Move = {
  readonly subject: 'call' | 'agent';
  readonly id: string;
  readonly event: string;
  readonly from: string;
  readonly to: string;
};

/** `withdrawn`: taken back by the shield. `customerGone`, `agentGone`: whoever it was for was no longer there. */
export type OfferResult = 'answered' | 'declined' | 'missed' | 'withdrawn' | 'customerGone' | 'agentGone';
export type EndedOffer = {
  readonly offerId: OfferId;
  readonly callId: CallId;
  readonly agentId: AgentId;
  readonly rangAtMs: number;
  readonly endedAtMs: number;
  readonly result: OfferResult;
};

/** An agent's part in a call that is over; `number`: its place among the parts of the call, from 1. */
export type LeftSegment = Pick<Segment, 'agentId' | 'how' | 'joinedMs'> & {
  readonly callId: CallId;
  readonly number: number;
  readonly leftMs: number;
};

export type Decision = {
  readonly state: Switchboard;
  /** Every call that changed, as it is now; also those that have left `state`. */
  readonly changedCalls: readonly Call[];
  readonly changedAgents: readonly Agent[];
  /** Calls that have just ended. */
  readonly endedCalls: readonly Call[];
  /** Calls that have left `state`. */
  readonly removedCalls: readonly CallId[];
  /** Shields that are over: they go on record. */
  readonly endedReplies: readonly (EndedReply & { readonly agentId: AgentId })[];
  /** Offers that are over: they go on record. */
  readonly endedOffers: readonly EndedOffer[];
  /** Parts of agents that are over: they go on record. */
  readonly leftSegments: readonly LeftSegment[];
  readonly effects: readonly TimerEffect[];
  readonly moves: readonly Move[];
  /** Events that a machine's state did not expect. */
  readonly ignored: readonly { readonly subject: 'call' | 'agent'; readonly id: string; readonly event: string }[];
  /** Why a person's request changed nothing; null when it was taken. */
  readonly refusal: Refusal;
};

export type Refusal = ProblemCode | null;

export function emptySwitchboard(queues: Queues, routing: Routing = plainRouting(queues)): Switchboard {
  return { queues, routing, calls: new Map(), agents: new Map(), handlingMs: new Map() };
}

/** The calls that wait or ring, as the queue sees them. */
export function callsInLine(state: Switchboard): readonly QueuedCall[] {
  const calls = [...state.calls.values()].filter((call) => isInLine(call));
  calls.sort((a, b) => a.context.facts.arrival - b.context.facts.arrival);
  // The clock may have been put back between two arrivals: nobody goes before those already there for that.
  let arrivedMs = 0;
  return calls.map((call) => {
    arrivedMs = Math.max(arrivedMs, call.context.facts.startedAtMs);
    return queuedCall(state, call, arrivedMs);
  });
}

function isInLine(call: Call): boolean {
  const { name } = callPhase(call);
  return name === 'waiting' || name === 'promised' || name === 'ringing';
}

function queuedCall({ queues, routing }: Switchboard, call: Call, arrivedMs: number): QueuedCall {
  const { callId, queueId, arrival, media, priority = false } = call.context.facts;
  const queue = queues.get(queueId);
  // Handed on, it is new to this queue, whatever its place.
  const inQueueSinceMs = Math.max(arrivedMs, call.context.transfer?.atMs ?? 0);
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
    ...(queue?.overflow === undefined
      ? {}
      : { overflow: { to: queue.overflow.to, atMs: inQueueSinceMs + queue.overflow.afterMs } }),
  };
}

/** When the next call in line overflows, and who serves the overflow queue is to be asked; null when none will. */
export function nextOverflowMs(state: Switchboard, nowMs: number): number | null {
  if ([...state.queues.values()].every(({ overflow }) => overflow === undefined)) return null;
  const due = callsInLine(state).flatMap(({ overflow }) =>
    overflow !== undefined && overflow.atMs > nowMs ? [overflow.atMs] : [],
  );
  return due.reduce<number | null>((next, atMs) => Math.min(next ?? atMs, atMs), null);
}

export function waitingIn(state: Switchboard, queueId: QueueId): number {
  return callsInLine(state).filter((call) => call.queueId === queueId).length;
}
