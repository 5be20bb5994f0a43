// call.references: what whoever made the link of a call knows the matter by, for calls that are the agent's own.
import { ok, type AgentId, type CallId } from '../../protocol/index.ts';
import { callPhase, type Call } from '../../domain/call/call.ts';
import type { Service } from '../service.ts';
import type { Handler } from './handler.ts';

export const callReferences: Handler<'call.references'> = {
  from: 'signedInAgent',
  answer: async ({ callIds }, { agentId }, service) => {
    const found = await Promise.all([...new Set(callIds)].map((callId) => referenceOf(callId, agentId, service)));
    return ok({ references: found.filter((one) => one !== null) });
  },
};

async function referenceOf(
  callId: CallId,
  agentId: AgentId,
  { runner, store }: Service,
): Promise<{ callId: CallId; reference: string } | null> {
  const live = runner.state.calls.get(callId);
  if (live !== undefined) {
    const { reference } = live.context.facts;
    return reference === undefined || !hasPartIn(live, agentId) ? null : { callId, reference };
  }
  const ended = await store.findEndedCall(callId);
  if (ended === null || ended.reference === null) return null;
  const isTheirs =
    ended.agentId === agentId || (await store.segmentsOf(callId)).some((segment) => segment.agentId === agentId);
  return isTheirs ? { callId, reference: ended.reference } : null;
}

/** It rings at this agent, or they have or had it. */
export function hasPartIn(call: Call, agentId: AgentId): boolean {
  const phase = callPhase(call);
  if (phase.name === 'ringing' && phase.offer.agentId === agentId) return true;
  return call.context.segments.some((segment) => segment.agentId === agentId);
}
