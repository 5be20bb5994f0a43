// The documents that an agent may put on the table: those prepared for the queue of their present call.
import type { AgentId } from '../../protocol/index.ts';
import { ownCall } from '../transcript/ownCall.ts';
import type { DocumentOnShelf } from '../policies.ts';
import type { Service } from '../service.ts';

/** Null when the agent has no call, or one that has not been answered. */
export function shelfOf(
  agentId: AgentId,
  { runner, policies }: Pick<Service, 'runner' | 'policies'>,
): readonly DocumentOnShelf[] | null {
  const callId = runner.state.agents.get(agentId)?.context.callId ?? null;
  const call = callId === null ? undefined : ownCall(agentId, callId, runner);
  if (call === undefined) return null;
  return policies.current.documents.get(call.context.facts.queueId) ?? [];
}
