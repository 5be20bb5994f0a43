// A call that an agent is in, has on hold or wraps up: what may be filed, sealed and put on record is theirs to say.
import type { AgentId, CallId } from '../../protocol/index.ts';
import { tasksOf } from '../../domain/agent/agent.ts';
import type { Call } from '../../domain/call/call.ts';
import { agentOf } from '../../domain/call/parts.ts';
import type { Runner } from '../runner/runner.ts';

/** Undefined when it is not theirs: one that rings at an agent before they answer it, and one that they have handed on. */
export function ownCall(agentId: AgentId, callId: CallId, runner: Pick<Runner, 'state'>): Call | undefined {
  const { agents, calls } = runner.state;
  const agent = agents.get(agentId);
  const isInHand = agent !== undefined && tasksOf(agent).some((task) => task.callId === callId);
  const call = isInHand ? calls.get(callId) : undefined;
  return call !== undefined && agentOf(call.context) === agentId ? call : undefined;
}
