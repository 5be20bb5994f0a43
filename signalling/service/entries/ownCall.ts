// The call that an agent is in, or wraps up: what may be filed, sealed and put on record is theirs to say.
import type { AgentId, CallId } from '../../protocol/index.ts';
import type { Call } from '../../domain/call/call.ts';
import { wrappedUpBy } from '../../domain/call/segments.ts';
import type { Runner } from '../runner/runner.ts';

/** Undefined when it is not theirs. One that rings at an agent is theirs only when they have answered it. */
export function ownCall(agentId: AgentId, callId: CallId, runner: Pick<Runner, 'state'>): Call | undefined {
  const { agents, calls } = runner.state;
  const call = agents.get(agentId)?.context.callId === callId ? calls.get(callId) : undefined;
  if (call === undefined) return undefined;
  const isTheirs = call.context.conversation?.agentId === agentId || wrappedUpBy(call.context, agentId) !== undefined;
  return isTheirs ? call : undefined;
}
