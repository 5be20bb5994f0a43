// Who had a part in a call: the one rule that says whose record, reference and list it belongs to. Whoever was only asked about a call had none.
import type { AgentId, CallId } from '../../protocol/index.ts';
import { callPhase, type Call } from '../../domain/call/call.ts';
import { isOwnPart } from '../../domain/call/segments.ts';
import type { LeftSegment } from '../../domain/switchboard/switchboard.ts';
import type { EndedCall } from '../../domain/switchboard/views.ts';
import type { RecordStore } from '../ports/store.ts';

type Part = Pick<LeftSegment, 'agentId' | 'how'>;

/** Whoever had a part. */
export function agentsOf(parts: readonly Part[]): readonly AgentId[] {
  return parts.filter(isOwnPart).map(({ agentId }) => agentId);
}

/** Those of one agent, in order. */
export function partsOf<P extends Part>(parts: readonly P[], agentId: AgentId): readonly P[] {
  return parts.filter((part) => part.agentId === agentId && isOwnPart(part));
}

/** Of a call that has not left the state: they have it or had it. */
export function hasPartIn({ context }: Call, agentId: AgentId): boolean {
  return partsOf(context.segments, agentId).length > 0;
}

/** It rings at them, and not to ask them about it. */
export function ringsAt(call: Call, agentId: AgentId): boolean {
  const phase = callPhase(call);
  return phase.name === 'ringing' && phase.offer.agentId === agentId;
}

/** Of a call that is on record. */
export async function hadPartIn(
  { callId, agentId: last }: { readonly callId: CallId } & Pick<EndedCall, 'agentId'>,
  agentId: AgentId,
  { store }: { readonly store: RecordStore },
): Promise<boolean> {
  return last === agentId || partsOf(await store.segmentsOf(callId), agentId).length > 0;
}
