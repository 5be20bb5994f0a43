// Who had a call, one after the other. Pure; knows what a call's context says.
import type { AgentId, Outcome } from '../../protocol/index.ts';
import type { CallContext, Segment } from './callEvents.ts';

/** The agent begins a part; one that follows another was handed on, or went back into line. */
export function joined(
  { facts, segments, transfer }: Pick<CallContext, 'facts' | 'segments' | 'transfer'>,
  agentId: AgentId,
  atMs: number,
  given?: 'transferred' | 'tookOver',
): readonly Segment[] {
  const last = lastPart(segments);
  const how = given ?? (transfer === null || last === undefined ? 'answered' : 'transferred');
  const joinedMs = Math.max(atMs, last?.leftMs ?? facts.startedAtMs);
  const { queueId, topic } = facts;
  return [...segments, { agentId, how, queueId, topic, joinedMs, leftMs: null, wrapUp: 'none' }];
}

/** Somebody beside the call's agent begins a part: a colleague who was asked, or has joined, or a supervisor. */
export function joinedBeside(
  { facts, segments }: Pick<CallContext, 'facts' | 'segments'>,
  agentId: AgentId,
  how: Exclude<Segment['how'], OwnHow>,
  atMs: number,
): readonly Segment[] {
  const joinedMs = Math.max(atMs, lastPart(segments)?.joinedMs ?? facts.startedAtMs);
  const { queueId, topic } = facts;
  return [...segments, { agentId, how, queueId, topic, joinedMs, leftMs: null, wrapUp: 'none' }];
}

/** All present parts are over. The clock may have been put back: none ends before it began. Who never had the call wraps nothing up. */
export function left(segments: readonly Segment[], atMs: number, wrapUp: 'none' | 'open'): readonly Segment[] {
  return segments.map((segment) => (segment.leftMs === null ? ended(segment, atMs, wrapUp) : segment));
}

/** The present parts of these agents are over. */
export function leftBy(
  segments: readonly Segment[],
  agentIds: readonly AgentId[],
  atMs: number,
  wrapUp: 'none' | 'open',
): readonly Segment[] {
  return segments.map((segment) =>
    segment.leftMs === null && agentIds.includes(segment.agentId) ? ended(segment, atMs, wrapUp) : segment,
  );
}

/** Nobody is asked any more; the call goes on with its agent. */
export function consultLeft(segments: readonly Segment[], atMs: number): readonly Segment[] {
  return segments.map((segment) =>
    segment.leftMs === null && segment.how === 'consulted' ? ended(segment, atMs, 'none') : segment,
  );
}

function ended(segment: Segment, atMs: number, wrapUp: 'none' | 'open'): Segment {
  return { ...segment, leftMs: Math.max(atMs, segment.joinedMs), wrapUp: isOwnPart(segment) ? wrapUp : 'none' };
}

type OwnHow = 'answered' | 'transferred' | 'tookOver';

/** Of an agent who had the call, not of one who was only asked about it, joined beside or listened. */
export function isOwnPart({ how }: Pick<Segment, 'how'>): boolean {
  return how === 'answered' || how === 'transferred' || how === 'tookOver';
}

/** Of those who had the call, the last one's. */
export function lastPart(segments: readonly Segment[]): Segment | undefined {
  return segments.findLast(isOwnPart);
}

/** The agent has wrapped up. */
export function closed(segments: readonly Segment[], agentId: AgentId): readonly Segment[] {
  return segments.map((segment) =>
    segment.agentId === agentId && segment.wrapUp === 'open' ? { ...segment, wrapUp: 'done' } : segment,
  );
}

export function isWrapUpOpen({ segments }: Pick<CallContext, 'segments'>): boolean {
  return segments.some(({ wrapUp }) => wrapUp === 'open');
}

/** Whoever has a part that is being wrapped up. */
export function wrappingUp({ segments }: Pick<CallContext, 'segments'>): readonly AgentId[] {
  return segments.flatMap(({ agentId, wrapUp }) => (wrapUp === 'open' ? [agentId] : []));
}

/** The part of an agent that is being wrapped up. */
export function wrappedUpBy({ segments }: Pick<CallContext, 'segments'>, agentId: AgentId): Segment | undefined {
  return segments.find((segment) => segment.agentId === agentId && segment.wrapUp === 'open');
}

/** Who has spoken with an agent was answered, whatever came of handing the call on. */
export function outcomeOf(outcome: Outcome, segments: readonly Segment[]): Outcome {
  return segments.some(({ leftMs }) => leftMs !== null) ? 'answered' : outcome;
}

/** Whom a call is kept for when the present one cannot take it: who handed it on, then nobody. */
export function afterReservation({
  reservedFor,
  transfer,
}: Pick<CallContext, 'reservedFor' | 'transfer'>): AgentId | null {
  if (reservedFor === null || transfer === null || reservedFor === transfer.by) return null;
  return transfer.by;
}
