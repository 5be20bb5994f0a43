// What a queue is set to. Knows no calls.
import type { CallReason, QueueId, Words } from '../../protocol/index.ts';
import type { CallTimings } from '../call/callEvents.ts';

export type Queue = {
  readonly id: QueueId;
  readonly name: Words;
  /** What an agent may choose from in wrap-up. */
  readonly reasons: readonly CallReason[];
  readonly timings: CallTimings;
  /** How many may wait at once; more are told that the line is full. */
  readonly maxWaiting: number;
  /** Answered within so many milliseconds counts as in time. */
  readonly serviceLevelMs?: number;
  /** Its calls ring at agents who are writing, too, at once. For emergencies. */
  readonly exemptFromShield?: boolean;
  /** How long an agent who is writing is told that they are needed before it rings, in milliseconds. */
  readonly interruptCountdownMs?: number;
};

export type Queues = ReadonlyMap<QueueId, Queue>;
