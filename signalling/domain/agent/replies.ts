// Mails being written as leases: plain data and what each event makes of it. Knows no machine and starts no timer.
import type { ActivityId, CallId, ReplyBegin, ReplyKind, ShieldEnding } from '../../protocol/index.ts';
import { MAX_REPLIES } from '../../protocol/index.ts';

/** How long a reply keeps calls away without being renewed. */
export const LEASE_MS = 15_000;
/** Calls remembered as kept away by one reply; more are not told apart. */
const MAX_KEPT_AWAY = 100;

export type Reply = {
  readonly activityId: ActivityId;
  readonly source: string;
  readonly kind: ReplyKind;
  readonly startedAtMs: number;
  readonly lastInputAtMs: number;
  /** Tells a late lease timer from the present one. */
  readonly attempt: number;
  /** Only for taking the lease up after a restart: a running timer runs by itself, whatever the clock says. */
  readonly leaseUntilMs: number;
  /** Calls that would have rung at this agent, and the one whose ringing was taken back. */
  readonly keptAway: readonly CallId[];
};

/** A shield that is over, as it goes on record. */
export type EndedReply = Pick<Reply, 'activityId' | 'source' | 'kind' | 'startedAtMs'> & {
  readonly endedAtMs: number;
  readonly how: ShieldEnding;
  readonly callsKeptAway: number;
};

export function findReply(replies: readonly Reply[], activityId: ActivityId): Reply | undefined {
  return replies.find((reply) => reply.activityId === activityId);
}

export function hasRoom(replies: readonly Reply[], activityId: ActivityId): boolean {
  return replies.length < MAX_REPLIES || findReply(replies, activityId) !== undefined;
}

/** Begins a lease, or renews the one that is there: a request may arrive twice. */
export function withBegun(
  replies: readonly Reply[],
  begin: ReplyBegin,
  attempt: number,
  nowMs: number,
): readonly Reply[] {
  const { activityId, source, kind, openForMs, inputAgoMs } = begin;
  const known = findReply(replies, activityId);
  const reply: Reply = {
    activityId,
    source,
    kind,
    startedAtMs: known?.startedAtMs ?? Math.max(0, nowMs - openForMs),
    lastInputAtMs: Math.max(0, nowMs - inputAgoMs),
    attempt,
    leaseUntilMs: nowMs + LEASE_MS,
    keptAway: known?.keptAway ?? [],
  };
  return known === undefined
    ? [...replies, reply]
    : replies.map((other) => (other.activityId === activityId ? reply : other));
}

export function without(replies: readonly Reply[], activityId: ActivityId): readonly Reply[] {
  return replies.filter((reply) => reply.activityId !== activityId);
}

export function withKeptAway(replies: readonly Reply[], callId: CallId): readonly Reply[] {
  return replies.map((reply) => (isNewTo(reply, callId) ? { ...reply, keptAway: [...reply.keptAway, callId] } : reply));
}

/** Whether any of them has not noted the call yet, and may. */
export function isNewlyKeptAway(replies: readonly Reply[], callId: CallId): boolean {
  return replies.some((reply) => isNewTo(reply, callId));
}

function isNewTo({ keptAway }: Reply, callId: CallId): boolean {
  return keptAway.length < MAX_KEPT_AWAY && !keptAway.includes(callId);
}

/** What is left of a lease; never more than the whole, whatever the clock says. */
export function leftOfLeaseMs({ leaseUntilMs }: Reply, nowMs: number): number {
  return Math.min(LEASE_MS, Math.max(0, leaseUntilMs - nowMs));
}

export function endedReplyOf(
  { activityId, source, kind, startedAtMs, keptAway }: Reply,
  how: ShieldEnding,
  nowMs: number,
): EndedReply {
  return {
    activityId,
    source,
    kind,
    startedAtMs,
    endedAtMs: Math.max(startedAtMs, nowMs),
    how,
    callsKeptAway: keptAway.length,
  };
}
