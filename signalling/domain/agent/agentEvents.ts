// What can happen to an agent, and the data an agent is made of. Types only.
import type {
  ActivityId,
  AgentId,
  AwayReason,
  CallId,
  ChosenIntent,
  OfferId,
  ReplyBegin,
  ReplyEnding,
  Role,
} from '../../protocol/index.ts';
import type { Reply } from './replies.ts';

export type AgentFacts = {
  readonly agentId: AgentId;
  readonly displayName: string;
  readonly role: Role;
  /** Their page or app knows what it is to be asked by a colleague. Absent: no. */
  readonly takesConsults?: boolean;
  /** Their page or app knows calls in hand beside the one they are at. Absent: no. */
  readonly takesSeveral?: boolean;
  /** Their page or app knows calls of more than two. Absent: no. */
  readonly takesRooms?: boolean;
};

/** A call in hand: it rings, its customer is on hold, or it is to be wrapped up. */
export type Task = {
  readonly callId: CallId;
  readonly state: 'ringing' | 'held' | 'wrapUp';
  readonly sinceMs: number;
  /** Exists while it rings. */
  readonly offerId: OfferId | null;
  /** Of the queue: how long its wrap-up may take once the agent is at it. */
  readonly wrapUpLimitMs: number | null;
  /** Of a wrap-up that was begun and set aside: what is left of that time. Absent: all of it. */
  readonly wrapUpLeft?: { readonly leftMs: number } & Pick<WrapUpLimit, 'extended'>;
};

export type AgentContext = AgentFacts & {
  /** Holds while the intent is away. */
  readonly awayReason: AwayReason;
  /** Chosen while busy; becomes the intent when wrap-up ends. */
  readonly pendingIntent: ChosenIntent | null;
  /** The call that the agent is at: it rings, goes on or is wrapped up. */
  readonly callId: CallId | null;
  /** Exists while ringing. */
  readonly offerId: OfferId | null;
  /** What else is in hand, while `callId` exists. Absent: nothing. */
  readonly beside?: readonly Task[];
  /** Talks about `callId` with another agent, who is asked, has joined or listens. Absent: no. */
  readonly isConsulting?: boolean;
  /** When the intent or the kind of work last changed. */
  readonly sinceMs: number;
  /** Since when this agent has been free; the longest free is served first. An offer withdrawn leaves it alone. */
  readonly freeSinceMs: number;
  /** Exists during a wrap-up that ends by itself. */
  readonly wrapUpLimit: WrapUpLimit | null;
  /** Mails being written; there is at least one exactly while the shield is on. */
  readonly replies: readonly Reply[];
  /** Doubtful calls that rang out in a row, since the agent last answered, declined or chose anything. Absent: none. */
  readonly ringOuts?: number;
  /** Counts the timers started for this agent, so that a late one is told from the present one. */
  readonly attempt: number;
};

export type WrapUpLimit = {
  readonly attempt: number;
  readonly limitMs: number;
  /** Only for taking it up after a restart and for showing it. */
  readonly dueAtMs: number;
  /** Given the same time again once. */
  readonly extended: boolean;
};

/** A timer of one agent; `attempt` tells a late one from the present one. */
export type AgentTimer = {
  readonly subject: 'agent';
  readonly kind: AgentTimerKind;
  readonly agentId: AgentId;
  readonly attempt: number;
};
export type AgentTimerKind = 'lease' | 'wrapUp';

type At = { readonly atMs: number };
type OfCall = At & { readonly callId: CallId };
export type AgentEvent =
  | (At & { readonly type: 'connected' } & Pick<
        AgentFacts,
        'displayName' | 'role' | 'takesConsults' | 'takesSeveral' | 'takesRooms'
      >)
  | (At & { readonly type: 'disconnected' })
  | (At & { readonly type: 'signedOut' })
  | (At & { readonly type: 'serverRestarted' })
  | (At & { readonly type: 'intentChosen'; readonly intent: ChosenIntent })
  /** `interrupts`: allowed to ring although the agent is writing. */
  | (At & {
      readonly type: 'offerReceived';
      readonly callId: CallId;
      readonly offerId: OfferId;
      readonly interrupts: boolean;
    })
  | (OfCall & { readonly type: 'offerMissed' })
  /** A doubtful call rang out: it counts against the agent only when the next one does, too. */
  | (OfCall & { readonly type: 'offerRangOut' })
  | (OfCall & { readonly type: 'offerDeclined' })
  | (OfCall & { readonly type: 'offerWithdrawn' })
  | (OfCall & { readonly type: 'callAnswered' })
  /** The call goes on without this agent; nothing is to be wrapped up. */
  | (OfCall & { readonly type: 'callTakenAway' })
  /** `wrapUpLimitMs`: after so long wrap-up ends by itself; null: never. */
  | (OfCall & { readonly type: 'callEnded'; readonly wrapUpLimitMs: number | null })
  | (At & { readonly type: 'wrapUpFinished'; readonly callId: CallId })
  | (At & { readonly type: 'wrapUpExtended'; readonly callId: CallId })
  /** The agent turns to another call in hand. */
  | (OfCall & { readonly type: 'taskChosen' })
  /** Of the call that the agent is at: it stays in hand. */
  | (At & { readonly type: 'taskSetAside' })
  | (At & { readonly type: 'taskBrought'; readonly task: Task })
  | (OfCall & { readonly type: 'consultChanged'; readonly isConsulting: boolean })
  | (At & { readonly type: 'replyBegun'; readonly reply: ReplyBegin })
  | (At & { readonly type: 'replyRenewed'; readonly activityId: ActivityId; readonly inputAgoMs: number })
  | (At & { readonly type: 'replyEnded'; readonly activityId: ActivityId; readonly how: ReplyEnding })
  | (At & { readonly type: 'repliesDismissed' })
  | (At & { readonly type: 'leaseExpired'; readonly attempt: number })
  | (At & { readonly type: 'callKeptAway'; readonly callId: CallId });
