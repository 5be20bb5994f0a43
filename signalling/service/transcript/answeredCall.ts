// What entries and stills need to know of a call: that it was answered, and by whom.
import type { AgentId, CallId, Role } from '../../protocol/index.ts';
import type { RecordStore } from '../ports/store.ts';
import type { Runner } from '../runner/runner.ts';
import { agentsOf } from './partInCall.ts';

export type AnsweredCall = {
  /** Whoever had a part in it, and not who was only asked about it. */
  readonly agentIds: readonly AgentId[];
  readonly answeredAtMs: number;
  /** null: it goes on. */
  readonly endedAtMs: number | null;
};

/** Null when it was not answered, or is not known. A call has left the state when its wrap-up is finished; its record stays. */
export async function answeredCall(
  callId: CallId,
  { runner, store }: { readonly runner: Runner; readonly store: RecordStore },
): Promise<AnsweredCall | null> {
  const live = runner.state.calls.get(callId);
  if (live !== undefined) {
    const { segments, ending } = live.context;
    const [first] = segments;
    if (first === undefined) return null;
    return { agentIds: agentsOf(segments), answeredAtMs: first.joinedMs, endedAtMs: ending?.endedAtMs ?? null };
  }
  const ended = await store.findEndedCall(callId);
  if (ended === null || ended.answeredAtMs === null || ended.agentId === null) return null;
  const parts = await store.segmentsOf(callId);
  const agentIds = [ended.agentId, ...agentsOf(parts)];
  return { agentIds, answeredAtMs: ended.answeredAtMs, endedAtMs: ended.endedAtMs };
}

/** An agent reads of the calls they had a part in; a supervisor of all. */
export function mayRead(call: AnsweredCall, reader: { readonly agentId: AgentId; readonly role: Role }): boolean {
  return call.agentIds.includes(reader.agentId) || reader.role === 'supervisor';
}
