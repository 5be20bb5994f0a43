// By which leg whoever asks about a room is in it.
import type { LegId } from '../../../protocol/index.ts';
import type { Call } from '../../../domain/call/call.ts';
import { joinedLegOf, type Senders } from '../../session/senders.ts';

/** The sender's own; an agent may have calls beside the one at hand. */
export function legIn(call: Call | undefined, { callId, legId, agentId }: Senders['inRoom']): LegId | undefined {
  if (call?.context.facts.callId === callId) return legId;
  return agentId === undefined ? undefined : joinedLegOf(call, agentId);
}
