// The conversation a party means, when it is theirs and going on.
import type { CallId } from '../../protocol/index.ts';
import { callPhase } from '../../domain/call/call.ts';
import type { Conversation } from '../../domain/call/callEvents.ts';
import type { Switchboard } from '../../domain/switchboard/switchboard.ts';

export function conversationOf(state: Switchboard, meant: CallId, own: CallId): Conversation | null {
  const call = meant === own ? state.calls.get(own) : undefined;
  if (call === undefined) return null;
  const phase = callPhase(call);
  return phase.name === 'active' ? phase.conversation : null;
}
