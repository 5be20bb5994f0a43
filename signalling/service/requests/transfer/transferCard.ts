// transfer.card: what whoever takes a call that was handed on should know of it, so that nobody asks the customer again.
import { fail, ok, type AgentId, type CallId, type HandOverCard } from '../../../protocol/index.ts';
import { callPhase, type Call } from '../../../domain/call/call.ts';
import type { Transfer } from '../../../domain/call/callEvents.ts';
import { consultOf } from '../../../domain/call/parts.ts';
import { audit } from '../../audit/audit.ts';
import { ownCall } from '../../transcript/ownCall.ts';
import type { Service } from '../../service.ts';
import type { Handler } from '../handler.ts';

type Said = Pick<Transfer, 'byName' | 'atMs' | 'reason' | 'notes'>;

const MOST_PARTS = 50;
const MOST_DOCUMENTS = 20;
/** Entries looked through for documents: all that a call may have. */
const MOST_ENTRIES = 2000;

export const transferCard: Handler<'transfer.card'> = {
  from: 'signedInAgent',
  answer: async ({ callId }, { agentId }, service) => {
    const call = takenOrRinging(callId, agentId, service);
    if (call === undefined) return fail('callNotFound');
    const card = await cardOf(call, agentId, service);
    if (card !== null) await audit(service, 'recordRead', { agentId, callId, what: 'handOver' });
    return ok({ card });
  },
};

function takenOrRinging(callId: CallId, agentId: AgentId, { runner }: Service): Call | undefined {
  const call = runner.state.calls.get(callId);
  const phase = call === undefined ? undefined : callPhase(call);
  if (phase?.name === 'ringing' && phase.offer.agentId === agentId) return call;
  if (phase?.name === 'active' && phase.consult?.offer.agentId === agentId) return call;
  return ownCall(agentId, callId, runner);
}

/** Of a colleague's question, or of the last transfer. */
function saidOf({ context }: Call, agentId: AgentId): Said | null {
  const consult = consultOf(context);
  if (consult?.offer.agentId === agentId) return { ...consult, atMs: consult.offer.sinceMs };
  return context.transfer;
}

async function cardOf(call: Call, reader: AgentId, { runner, store }: Service): Promise<HandOverCard | null> {
  const { facts, segments } = call.context;
  const said = saidOf(call, reader);
  const [first] = segments;
  if (said === null || first === undefined) return null;
  const { byName, atMs, reason, notes } = said;
  const nameOf = (agentId: AgentId): string => runner.state.agents.get(agentId)?.context.displayName ?? byName;
  const parts = segments.flatMap(({ agentId, how, joinedMs, leftMs }) =>
    leftMs === null || how === 'consulted'
      ? []
      : [{ agentName: nameOf(agentId), joinedAtMs: joinedMs, leftAtMs: leftMs }],
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
