// What can happen to a call, and the data a call is made of. Types only.
import type {
  AgentId,
  CallId,
  CallMedia,
  EndedBy,
  EndReason,
  Language,
  LegId,
  OfferId,
  Outcome,
  QueueId,
  Words,
} from '../../protocol/index.ts';
import type { Parts, SupervisionMode } from './participants.ts';

/** How long this call's timers run, in milliseconds. Taken from its queue when it arrives. */
export type CallTimings = {
  readonly ringTimeoutMs: number;
  /** From answering until media must be up. */
  readonly mediaDeadlineMs: number;
  /** How long a dropped party may stay away. */
  readonly graceMs: number;
  /** How long those who declined are spared the call while nobody else is free. */
  readonly declineRestMs: number;
  /** A call that has waited this long may ring at an agent who is writing; absent: never. */
  readonly interruptReplyAfterMs?: number;
};

/** How long an agent who is writing is told that they are needed, where the queue does not say. */
export const DEFAULT_COUNTDOWN_MS = 3000;

/** How long a page rings when its customer's turn has come. */
export const CALLBACK_RING_MS = 30_000;
/** Between two tries to call a customer back. */
export const CALLBACK_REST_MS = 60_000;
/** The first try and two more. */
export const CALLBACK_TRIES = 3;

/** What a call came with. Only a transfer to another queue changes anything of it: what is that queue's, and nothing of its place. */
export type CallFacts = {
  readonly callId: CallId;
  readonly queueId: QueueId;
  readonly topic: Words;
  readonly customerName: string;
  readonly media: CallMedia;
  readonly language: Language;
  /** Hash of the start request's id: sending it again finds this call. */
  readonly requestHash: string;
  readonly startedAtMs: number;
  /** Its number in the order of arrival; lower is served first. */
  readonly arrival: number;
  /** Of a queue whose calls ring at an agent who is writing, too, such as one for emergencies. */
  readonly exemptFromShield: boolean;
  /** How long an agent who is writing is told that they are needed before it rings, in milliseconds. */
  readonly interruptCountdownMs: number;
  /** Of a customer with a pass; absent: no. */
  readonly priority?: boolean;
  /** By what whoever made the customer's link knows the matter; absent: nothing. */
  readonly reference?: string;
  /** Came while too many called: perhaps nobody is there. Absent: no. */
  readonly doubtful?: boolean;
  /** Said nothing of a microphone or camera, as every page does: nothing shows that somebody is there. Absent: it did. */
  readonly silent?: boolean;
  /** The customer is told that somebody of the organisation may listen. Absent: no. */
  readonly toldOfSupervision?: boolean;
  /** Agents are not told who only listens. Absent: they are. */
  readonly untoldListening?: boolean;
  readonly timings: CallTimings;
};

/** How long an offer is kept for an agent, or rings for a customer, whose connection dropped: a reload takes less. */
export const OFFER_GRACE_MS = 3000;
/** The same after a restart of the server, when everybody has to come back at once. */
export const OFFER_GRACE_AFTER_RESTART_MS = 5000;

export type TimerKind =
  | 'ring'
  | 'offerGrace'
  | 'media'
  | 'customerGrace'
  | 'absence'
  | 'agentGrace'
  | 'declineRest'
  | 'patience'
  | 'callbackRing'
  | 'callbackRest'
  | 'consultRing'
  | 'consultGrace'
  /** Of a leg beside: it is told apart by its attempt. */
  | 'leg'
  /** A room in which only two are left. */
  | 'direct';

export type Offer = {
  readonly offerId: OfferId;
  readonly agentId: AgentId;
  readonly sinceMs: number;
  /** Made to an agent who is writing. */
  readonly interrupts: boolean;
};
export type Conversation = {
  /** The offer that was answered. */
  readonly offerId: OfferId;
  readonly agentId: AgentId;
  readonly answeredAtMs: number;
  readonly withVideo: boolean;
  readonly generation: number;
  readonly generationSinceMs: number;
};
/** One agent's part in a call, from joining it to leaving it. In order they are what goes on record. */
export type Segment = {
  readonly agentId: AgentId;
  /** Who only was asked, joined beside, or listened had the call never and wraps nothing up: see `isOwnPart`. */
  readonly how: 'answered' | 'transferred' | 'tookOver' | 'consulted' | 'joined' | 'listened' | 'whispered' | 'barged';
  /** Where the call waited for this agent, and what about: it may have gone to another queue since. */
  readonly queueId: QueueId;
  readonly topic: Words;
  readonly joinedMs: number;
  /** null: goes on. */
  readonly leftMs: number | null;
  /** `none`: goes on, or was ended against the agent's will. */
  readonly wrapUp: 'none' | 'open' | 'done';
};
/** What of a call's facts is its queue's. */
export type QueueFacts = Pick<CallFacts, 'queueId' | 'topic' | 'timings' | 'exemptFromShield' | 'interruptCountdownMs'>;
export type TransferTarget =
  { readonly kind: 'agent'; readonly agentId: AgentId } | { readonly kind: 'queue'; readonly queueId: QueueId };
/** How the call was last handed on, and what the next agent is to know. */
export type Transfer = {
  readonly by: AgentId;
  readonly byName: string;
  readonly to: TransferTarget;
  /** As the customer reads it, too. Empty: none was given. */
  readonly reason: string;
  /** Of the agent who hands it on; the customer never sees them. */
  readonly notes: string;
  readonly atMs: number;
};
/** What the call's agent asks a colleague, while the customer waits. */
export type Question = {
  readonly sinceMs: number;
  readonly byName: string;
  /** Of the agent who asks, for the colleague alone. Empty: none was given. */
  readonly reason: string;
  readonly notes: string;
  /** The customer was on hold before. */
  readonly wasHeld: boolean;
};
/** A colleague who is asked. Two agents talk over a link of their own. */
export type Consult = Question & {
  /** Made to the colleague. Its id names the link, too. */
  readonly offer: Offer;
  /** null while it rings. Who is not on hold is talked with: the customer, or else the colleague. */
  readonly talk: Pick<Conversation, 'answeredAtMs' | 'withVideo' | 'generation' | 'generationSinceMs'> | null;
};
export type Ending = {
  /** `answered` once any agent spoke with the customer. */
  readonly outcome: Outcome;
  readonly endedBy: EndedBy;
  readonly reason: EndReason;
  readonly endedAtMs: number;
};
/** `dueAtMs` is only for taking a timer up after a restart: a running one runs by itself, whatever the clock says. */
export type ArmedTimer = { readonly attempt: number; readonly dueAtMs: number };

/** Who rings, who has the call and who is asked is read from its participants: `parts.ts`. */
export type CallContext = Parts & {
  readonly facts: CallFacts;
  /** Counts the timers started for this call, so that a late one is told from the present one. */
  readonly attempt: number;
  readonly offerCount: number;
  readonly timers: Readonly<Partial<Record<TimerKind, ArmedTimer>>>;
  readonly declinedBy: readonly AgentId[];
  /** The customer asked to be called back: since when, and how often their page has rung. */
  readonly callback: { readonly promisedAtMs: number; readonly tries: number } | null;
  /** Of the conversation before this one: what is still on its way from there is told apart. Absent: there was none. */
  readonly lastGeneration?: number;
  /** The parts of its agents, the present one last. */
  readonly segments: readonly Segment[];
  /** null: nobody is asked. */
  readonly question: Question | null;
  /** The last one; null: there was none. */
  readonly transfer: Transfer | null;
  /** In line for this agent alone: whom it was handed to, else who handed it on. null: for whoever may have it. */
  readonly reservedFor: AgentId | null;
  /** Exists once ended. */
  readonly ending: Ending | null;
  /** The customer's page knows rooms. Absent: no. */
  readonly customerTakesRooms?: boolean;
  /** Its media goes through a room, in the present generation. Absent: directly. */
  readonly viaRoom?: boolean;
  /**
   * A room from the first generation on, in which two stay, so that nobody sees when somebody begins to listen. `trying`: it has carried
   * nothing yet. Absent: a room only while it is needed.
   */
  readonly roomFromStart?: 'trying' | 'holds';
  /** Links by which guests may come. Absent: none. */
  readonly invites?: readonly Invite[];
};

/** A link that lets one guest knock, once. Only its token's hash is known. */
export type Invite = { readonly tokenHash: string; readonly expiresMs: number };

type At = { readonly atMs: number };
type TimerEvent<T extends string> = At & { readonly type: T; readonly attempt: number };

export type CallEvent =
  | (At & { readonly type: 'offered'; readonly agentId: AgentId; readonly interrupts: boolean })
  /** `inRoom`: its media is to go through a room from the start. */
  | (At & {
      readonly type: 'answered';
      readonly offerId: OfferId;
      readonly withVideo: boolean;
      readonly inRoom?: boolean;
    })
  /**
   * `unanswered`: not by the agent; it rang out and is passed over like one that was declined. `silent` and
   * `inCall`, where the agent was in another call, count for nothing at all.
   */
  | (At & {
      readonly type: 'declined';
      readonly offerId: OfferId;
      readonly unanswered?: 'doubtful' | 'silent' | 'inCall';
    })
  /** Taken back because its agent has begun to write, or as it rang out for a customer who is away; nobody has missed anything. */
  | (At & { readonly type: 'offerTakenBack'; readonly offerId: OfferId; readonly customerAway?: true })
  /** The agent may not have calls any more: the account is gone, or its rights or password have changed. */
  | (At & { readonly type: 'agentRevoked' })
  /** Handed on by its agent; `queue`: where it waits from now on, null: where it did. */
  | (At & { readonly type: 'transferred'; readonly transfer: Transfer; readonly queue: QueueFacts | null })
  /** Its agent asks a colleague. */
  | (At & {
      readonly type: 'consultBegun';
      readonly agentId: AgentId;
      readonly about: Omit<Question, 'sinceMs'>;
    })
  | (At & { readonly type: 'consultAnswered'; readonly offerId: OfferId; readonly withVideo: boolean })
  | (At & { readonly type: 'consultDeclined' | 'consultTakenBack'; readonly offerId: OfferId })
  /** Either agent is done with it. `resumes`: the customer is talked with now, whether or not they were on hold before. */
  | (At & { readonly type: 'consultEnded'; readonly resumes: boolean })
  /** From the colleague to the customer, or back. */
  | (At & { readonly type: 'consultSwapped' })
  /** The colleague has the call from now on. */
  | (At & { readonly type: 'consultCompleted' })
  | (At & { readonly type: 'consultedDropped' })
  | (At & { readonly type: 'consultedReturned' })
  | (At & { readonly type: 'consultLinkLost'; readonly generation: number })
  /** Whom it is reserved for cannot take it: the next in turn, in the end whoever may have it. */
  | (At & { readonly type: 'reservationPassed' })
  /** This agent is done with their part. */
  | (At & { readonly type: 'wrapUpClosed'; readonly agentId: AgentId })
  | (At & { readonly type: 'leftLine' })
  /** The customer wants to be called back when their turn comes. */
  | (At & { readonly type: 'callbackAsked' })
  /** An agent is free for a customer who wants to be called back. */
  | (At & { readonly type: 'turnCame' })
  /** The customer is back in line: their page rang, or they changed their mind. */
  | (At & { readonly type: 'callbackTaken' })
  | (At & { readonly type: 'hungUp'; readonly by: 'customer' | 'agent' })
  | (At & { readonly type: 'held' })
  | (At & { readonly type: 'resumed' })
  | (At & { readonly type: 'generationLost'; readonly generation: number })
  | (At & { readonly type: 'mediaConnected'; readonly generation: number })
  | (At & { readonly type: 'customerDropped' })
  | (At & { readonly type: 'customerReturned'; readonly takesRooms?: boolean })
  | (At & { readonly type: 'agentDropped' })
  | (At & { readonly type: 'agentReturned' })
  | (At & { readonly type: 'queueClosed' })
  | (At & { readonly type: 'serverRestarted' })
  | TimerEvent<'ringTimedOut'>
  | TimerEvent<'offerGraceElapsed'>
  | TimerEvent<'mediaTimedOut'>
  | TimerEvent<'customerGraceElapsed'>
  | TimerEvent<'absenceElapsed'>
  | TimerEvent<'agentGraceElapsed'>
  | TimerEvent<'declineRestElapsed'>
  | TimerEvent<'patienceSpent'>
  | TimerEvent<'callbackRingElapsed'>
  | TimerEvent<'callbackRestElapsed'>
  | TimerEvent<'consultRingTimedOut'>
  | TimerEvent<'consultGraceElapsed'>
  /** Whoever was asked has joined: all three talk. */
  | (At & { readonly type: 'consultMerged' })
  /** The primary leaves it to a colleague who has joined. */
  | (At & { readonly type: 'leadLeft' })
  /** A supervisor has the call from now on. */
  | (At & { readonly type: 'takenOver'; readonly agentId: AgentId })
  | BesideEvent;

/** Of those who take part beside the customer, the primary and the consulted. */
export type BesideEvent =
  /** It rings at a colleague, who is to join. */
  | (At & { readonly type: 'legRung'; readonly agentId: AgentId })
  | (At & { readonly type: 'legAnswered'; readonly legId: LegId; readonly withVideo: boolean })
  /** They decline, leave, are refused or removed; `takenBack`: nobody has missed anything. */
  | (At & { readonly type: 'legGone'; readonly legId: LegId; readonly how: 'declined' | 'takenBack' | 'left' })
  | (At & { readonly type: 'legDropped' | 'legReturned'; readonly legId: LegId })
  | (At & { readonly type: 'supervised'; readonly agentId: AgentId; readonly mode: SupervisionMode })
  | (At & { readonly type: 'guestInvited'; readonly invite: Invite })
  | (At & {
      readonly type: 'guestKnocked';
      readonly inviteHash: string;
      readonly tokenHash: string;
      readonly name: string;
    })
  | (At & { readonly type: 'guestAdmitted'; readonly legId: LegId })
  /** Sees and hears nobody, and nobody them, and keeps their place; or is let back in. */
  | (At & { readonly type: 'guestPaused'; readonly legId: LegId; readonly paused: boolean })
  /** Somebody's page knows no rooms: all who are beside leave. */
  | (At & { readonly type: 'roomEnded' })
  | TimerEvent<'legElapsed'>
  | TimerEvent<'directDue'>;

/** The event each timer comes back as. */
export const TIMER_EVENTS = {
  ring: 'ringTimedOut',
  offerGrace: 'offerGraceElapsed',
  media: 'mediaTimedOut',
  customerGrace: 'customerGraceElapsed',
  absence: 'absenceElapsed',
  agentGrace: 'agentGraceElapsed',
  declineRest: 'declineRestElapsed',
  patience: 'patienceSpent',
  callbackRing: 'callbackRingElapsed',
  callbackRest: 'callbackRestElapsed',
  consultRing: 'consultRingTimedOut',
  consultGrace: 'consultGraceElapsed',
  leg: 'legElapsed',
  direct: 'directDue',
} as const satisfies Record<TimerKind, CallEvent['type']>;
