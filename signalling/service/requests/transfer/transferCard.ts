// transfer.card: what whoever takes a call that was handed on should know of it, so that nobody asks the customer again.
import { fail, ok, type AgentId, type CallId, type HandOverCard } from '../../../protocol/index.ts';
import { callPhase, type Call } from '../../../domain/call/call.ts';
import { audit } from '../../audit/audit.ts';
import { ownCall } from '../../entries/ownCall.ts';
import type { Service } from '../../service.ts';
import type { Handler } from '../handler.ts';

const MOST_PARTS = 50;
const MOST_DOCUMENTS = 20;
/** Entries looked through for documents: all that a call may have. */
const MOST_ENTRIES = 2000;

export const transferCard: Handler<'transfer.card'> = {
  from: 'signedInAgent',
  answer: async ({ callId }, { agentId }, service) => {
    const call = takenOrRinging(callId, agentId, service);
    if (call === undefined) return fail('callNotFound');
    const card = await cardOf(call, service);
    if (card !== null) await audit(service, 'recordRead', { agentId, callId, what: 'handOver' });
    return ok({ card });
  },
};

function takenOrRinging(callId: CallId, agentId: AgentId, { runner }: Service): Call | undefined {
  const call = runner.state.calls.get(callId);
  const phase = call === undefined ? undefined : callPhase(call);
  const ringsAt = phase?.name === 'ringing' ? phase.offer.agentId : undefined;
  return ringsAt === agentId ? call : ownCall(agentId, callId, runner);
}

async function cardOf({ context }: Call, { runner, store }: Service): Promise<HandOverCard | null> {
  const { facts, transfer, segments } = context;
  const [first] = segments;
  if (transfer === null || first === undefined) return null;
  const { byName, atMs, reason, notes } = transfer;
  const nameOf = (agentId: AgentId): string => runner.state.agents.get(agentId)?.context.displayName ?? byName;
  const parts = segments.flatMap(({ agentId, joinedMs, leftMs }) =>
    leftMs === null ? [] : [{ agentName: nameOf(agentId), joinedAtMs: joinedMs, leftAtMs: leftMs }],
  );
  const entries = await store.entriesOf(facts.callId, 0, MOST_ENTRIES);
  const documents = new Set(entries.flatMap(({ entry }) => (entry.kind === 'document' ? [entry.name] : [])));
  const checks = await store.checksOfCall(facts.callId);
  const decided = checks.findLast(({ decision }) => decision !== null)?.decision?.decision;
  return {
    byName,
    atMs,
    reason,
    notes,
    startedAtMs: facts.startedAtMs,
    answeredAtMs: first.joinedMs,
    parts: parts.slice(-MOST_PARTS),
    documents: [...documents].slice(-MOST_DOCUMENTS),
    ...(decided ? { identity: decided === 'notAccepted' ? 'notConfirmed' : 'confirmed' } : {}),
  };
}
