// The whole state of the service, what can happen to it, and what a decision says. Types and look-ups only.
import type {
  ActivityId,
  AgentId,
  CallId,
  ChosenIntent,
  LegId,
  OfferId,
  ProblemCode,
  QueueId,
  ReplyBegin,
  ReplyEnding,
} from '../../protocol/index.ts';
import type { Agent, AgentTimerEffect } from '../agent/agent.ts';
import type { AgentFacts, AgentTimer } from '../agent/agentEvents.ts';
import type { EndedReply } from '../agent/replies.ts';
import type { Call, CallTimer, CallTimerEffect } from '../call/call.ts';
import type { CallFacts, Segment, TransferTarget } from '../call/callEvents.ts';
import type { SupervisionMode } from '../call/participants.ts';
import { TreeMap } from '../collections/treeMap.ts';
import type { Queues } from '../queue/queue.ts';
import { plainRouting, type Routing } from '../queue/routingRules.ts';
import { CallIndex } from './callIndex.ts';
import { CallLine } from './callLine.ts';
import { Staff } from './staff.ts';

/** A value: nothing of it ever changes. What is looked up at every decision is kept in order beside calls and agents, never searched. */
export type Switchboard = {
  readonly queues: Queues;
  readonly routing: Routing;
  /** Calls that have not ended, and ended ones whose wrap-up goes on. */
  readonly calls: TreeMap<CallId, Call>;
  readonly agents: TreeMap<AgentId, Agent>;
  /** Of each queue the latest calls, from answer to the end of wrap-up, newest last. Not kept over a restart. */
  readonly handlingMs: ReadonlyMap<QueueId, readonly number[]>;
  /** `calls`, those in line. */
  readonly line: CallLine;
  /** `calls`, by what is asked of them. */
  readonly callIndex: CallIndex;
  /** `agents`. */
  readonly staff: Staff;
  /** The moment of which nobody who may be offered a call is free; null: that was never looked at. */
  readonly settledAtMs: number | null;
};

export type Timer = CallTimer | AgentTimer;
export type TimerEffect = CallTimerEffect | AgentTimerEffect;

/** What the customer brings; the rest of a call's facts come from its queue and the line. */
export type ArrivingCall = Pick<
  CallFacts,
  | 'callId'
  | 'queueId'
  | 'customerName'
  | 'media'
  | 'language'
  | 'requestHash'
  | 'priority'
  | 'reference'
  | 'doubtful'
  | 'silent'
  | 'toldOfSupervision'
  | 'untoldListening'
> & {
  /** Their page knows rooms. Absent: no. */
  readonly takesRooms?: boolean;
};

type At = { readonly atMs: number };
type OfCall = At & { readonly callId: CallId };
type OfAgent = At & { readonly agentId: AgentId };

export type SwitchboardEvent =
  | (At & { readonly type: 'customerCalled'; readonly call: ArrivingCall })
  | (OfCall & { readonly type: 'customerDropped' })
  | (OfCall & { readonly type: 'customerReturned'; readonly takesRooms?: boolean })
  | (OfCall & { readonly type: 'customerLeftLine' })
  | (OfCall & { readonly type: 'callbackAsked' })
  | (OfCall & { readonly type: 'callbackTaken' })
  | (OfCall & { readonly type: 'hungUp'; readonly by: 'customer' })
  /** `as`: what they were when they wished it – who has the call, or who is only asked about it. */
  | (OfCall & OfAgent & { readonly type: 'hungUp'; readonly by: 'agent'; readonly as: 'agent' | 'asked' })
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
  /** `to`: who is to join; of a queue, whoever is free the longest. */
  | (OfCall & { readonly type: 'personAdded'; readonly by: AgentId; readonly to: TransferTarget })
  | (OfCall & { readonly type: 'callLeft'; readonly by: AgentId })
  | (OfCall & { readonly type: 'consultMerged'; readonly by: AgentId })
  | (OfCall & { readonly type: 'callTakenOver'; readonly by: AgentId })
  | (OfCall & { readonly type: 'supervisionChosen'; readonly by: AgentId; readonly mode: SupervisionMode })
  | (OfCall & {
      readonly type: 'guestInvited';
      readonly by: AgentId;
      readonly tokenHash: string;
      readonly expiresMs: number;
    })
  | (OfCall & {
      readonly type: 'guestKnocked';
      readonly inviteHash: string;
      readonly tokenHash: string;
      readonly name: string;
    })
  | (OfCall & { readonly type: 'guestAdmitted'; readonly by: AgentId; readonly legId: LegId })
  | (OfCall & {
      readonly type: 'guestPaused';
      readonly by: AgentId;
      readonly legId: LegId;
      readonly paused: boolean;
    })
  | (OfCall & { readonly type: 'personRemoved'; readonly by: AgentId; readonly legId: LegId })
  | (OfCall & { readonly type: 'guestDropped'; readonly legId: LegId })
  | (OfCall & { readonly type: 'guestReturned'; readonly legId: LegId })
  | (OfCall & { readonly type: 'guestLeft'; readonly legId: LegId })
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
  /** `roomsAvailable`: there is something for rooms to go through. Absent: there is not. */
  | (OfAgent & {
      readonly type: 'offerAnswered';
      readonly offerId: OfferId;
      readonly withVideo: boolean;
      readonly roomsAvailable?: boolean;
    })
  | (OfAgent & { readonly type: 'offerDeclined'; readonly offerId: OfferId })
  /** A call in hand, other than the one at hand. */
  | (OfAgent & { readonly type: 'taskChosen'; readonly callId: CallId })
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
  /** By a colleague who asked about a call, or to join it; no customer's ring. Absent: it was one. */
  readonly isQuestion?: true;
};

/** An agent's part in a call that is over; `number`: its place among the parts of the call, from 1. */
export type LeftSegment = Pick<Segment, 'agentId' | 'how' | 'queueId' | 'joinedMs'> & {
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
  return switchboardOf({ queues, routing, calls: [], agents: [] });
}

export function switchboardOf({
  queues,
  routing,
  calls,
  agents,
}: Pick<Switchboard, 'queues' | 'routing'> & {
  readonly calls: readonly Call[];
  readonly agents: readonly Agent[];
}): Switchboard {
  return {
    queues,
    routing,
    calls: TreeMap.of(calls.map((call) => [call.context.facts.callId, call])),
    agents: TreeMap.of(agents.map((agent) => [agent.context.agentId, agent])),
    handlingMs: new Map(),
    line: CallLine.of(calls, { queues, routing }),
    callIndex: CallIndex.of(calls),
    staff: Staff.of(agents, routing),
    settledAtMs: null,
  };
}
