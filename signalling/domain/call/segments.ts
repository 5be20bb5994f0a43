// Who had a call, one after the other. Pure; knows what a call's context says.
import type { AgentId, Outcome } from '../../protocol/index.ts';
import type { CallContext, Segment } from './callEvents.ts';

/** The agent begins a part; one that follows another was handed on, or went back into line. */
export function joined(
  { facts, segments, transfer }: Pick<CallContext, 'facts' | 'segments' | 'transfer'>,
  agentId: AgentId,
  atMs: number,
): readonly Segment[] {
  const last = segments.at(-1);
  const how = transfer === null || last === undefined ? 'answered' : 'transferred';
  const joinedMs = Math.max(atMs, last?.leftMs ?? facts.startedAtMs);
  const { queueId, topic } = facts;
  return [...segments, { agentId, how, queueId, topic, joinedMs, leftMs: null, wrapUp: 'none' }];
}

/** The present part, where there is one, is over. The clock may have been put back: none ends before it began. */
export function left(segments: readonly Segment[], atMs: number, wrapUp: 'none' | 'open'): readonly Segment[] {
  return segments.map((segment) =>
    segment.leftMs === null ? { ...segment, leftMs: Math.max(atMs, segment.joinedMs), wrapUp } : segment,
  );
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
