// call.references: what whoever made the link of a call knows the matter by, for calls that are the agent's own.
import { ok, type AgentId, type CallId } from '../../protocol/index.ts';
import { hadPartIn, hasPartIn, ringsAt } from '../transcript/partInCall.ts';
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
    const isTheirs = ringsAt(live, agentId) || hasPartIn(live, agentId);
    return reference === undefined || !isTheirs ? null : { callId, reference };
  }
  const ended = await store.findEndedCall(callId);
  if (ended === null || ended.reference === null) return null;
  return (await hadPartIn(ended, agentId, { store })) ? { callId, reference: ended.reference } : null;
}
