// The call that an agent is in, or wraps up: what may be filed, sealed and put on record is theirs to say.
import type { AgentId, CallId } from '../../protocol/index.ts';
import type { Call } from '../../domain/call/call.ts';
import type { Runner } from '../runner/runner.ts';

/** Undefined when it is not theirs: one that rings at an agent before they answer it, and one that they have handed on. */
export function ownCall(agentId: AgentId, callId: CallId, runner: Pick<Runner, 'state'>): Call | undefined {
  const { agents, calls } = runner.state;
  const call = agents.get(agentId)?.context.callId === callId ? calls.get(callId) : undefined;
  return call?.context.conversation?.agentId === agentId ? call : undefined;
}
