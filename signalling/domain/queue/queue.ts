// What a queue is set to. Knows no calls and no agents.
import type { CallReason, QueueId, Words } from '../../protocol/index.ts';
import type { CallTimings } from '../call/callEvents.ts';
import type { OpeningHours } from './openingHours.ts';

/** Answered within so long counts as in time, where the queue does not say otherwise. */
export const DEFAULT_SERVICE_LEVEL_MS = 20_000;

/** Far more than a queue's agents could answer; a flood from many networks stops here. */
export const DEFAULT_MAX_CALLS_PER_MINUTE = 1200;

/** Skill → level, 1 to 10. */
export type Skills = Readonly<Record<string, number>>;

export type Queue = {
  readonly id: QueueId;
  readonly name: Words;
  /** What an agent may choose from in wrap-up. */
  readonly reasons: readonly CallReason[];
  readonly timings: CallTimings;
  /** How many may wait at once; more are told that the line is full. */
  readonly maxWaiting: number;
  /** How many may begin in a minute; more are told that the line is full. */
  readonly maxCallsPerMinute?: number;
  /** Answered within so many milliseconds counts as in time. */
  readonly serviceLevelMs?: number;
  /** Its calls ring at agents who are writing, too, at once. For emergencies. */
  readonly exemptFromShield?: boolean;
  /** How long an agent who is writing is told that they are needed before it rings, in milliseconds. */
  readonly interruptCountdownMs?: number;
  /** 0 to 9; each tier gives its calls a head start. */
  readonly tier?: number;
  /** What an agent must know at least to be offered its calls. */
  readonly skills?: Skills;
  /** Who serves that queue may have the call, too, once it has waited so many milliseconds. */
  readonly overflow?: { readonly to: QueueId; readonly afterMs: number };
  /** Calls come only with a signed link. */
  readonly linkNeeded?: boolean;
  /** Absent: always open. */
  readonly hours?: OpeningHours;
  /** Told to those who come when it is closed. */
  readonly closedMessage?: Words;
  /** After so many milliseconds wrap-up ends by itself. */
  readonly wrapUpLimitMs?: number;
};

export type Queues = ReadonlyMap<QueueId, Queue>;
