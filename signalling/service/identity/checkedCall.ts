// What a request about a check needs to know: that this agent has or had the call, and which check it is.
import type { AgentId, CallId } from '../../protocol/index.ts';
import { agentOf } from '../../domain/call/parts.ts';
import { ownCall } from '../transcript/ownCall.ts';
import type { IdentityCheck } from '../ports/identityStore.ts';
import type { Service } from '../service.ts';

/** The agent is talking in this call now. A call that only rings at them is not theirs. */
export function isTalkingIn(callId: CallId, agentId: AgentId, { runner }: Pick<Service, 'runner'>): boolean {
  const { agents, calls } = runner.state;
  if (agents.get(agentId)?.context.callId !== callId) return false;
  const context = calls.get(callId)?.context;
  return context !== undefined && agentOf(context) === agentId && context.ending === null;
}

/** The call was this agent's, and its wrap-up is not finished: what was seen and decided may still be said. */
export function isWorkingOn(callId: CallId, agentId: AgentId, { runner }: Pick<Service, 'runner'>): boolean {
  return ownCall(agentId, callId, runner) !== undefined;
}

/** Null when there is no such check of this agent in this call. */
export async function checkIn(
  { callId, checkId }: { readonly callId: CallId; readonly checkId: string },
  agentId: AgentId,
  { store }: Pick<Service, 'store'>,
): Promise<IdentityCheck | null> {
  const check = await store.findCheck(checkId);
  return check?.callId === callId && check.agentId === agentId ? check : null;
}
