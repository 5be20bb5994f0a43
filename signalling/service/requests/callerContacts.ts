// history.contacts: what was called about lately under the reference of a call's signed link. Callers are known by nothing else here: a name is
// what somebody entered, and what a consent to a face check tells is for that check alone.
import {
  MOST_CONTACTS,
  ok,
  type AgentId,
  type CallerContacts,
  type CallId,
  type Contact,
} from '../../protocol/index.ts';
import type { EndedCall } from '../../domain/switchboard/views.ts';
import { auditListed } from '../audit/audit.ts';
import { hasPartIn, ringsAt } from '../transcript/partInCall.ts';
import type { Service } from '../service.ts';
import type { Handler } from './handler.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const LATELY_MS = 30 * DAY_MS;
/** Of one reference; how many there were in a week is counted so far. */
const MOST_LOOKED_AT = 50;
const MOST_MISSED = 100;

type Found = { readonly caller: CallerContacts; readonly callIds: readonly CallId[] };

export const callerContacts: Handler<'history.contacts'> = {
  from: 'signedInAgent',
  answer: async ({ callIds }, { agentId }, service) => {
    const all = await Promise.all([...new Set(callIds)].map((callId) => contactsOf(callId, agentId, service)));
    const found = all.filter((one) => one !== null);
    await auditListed(
      service,
      agentId,
      'contacts',
      found.flatMap((one) => one.callIds),
    );
    return ok({ callers: found.map(({ caller }) => caller) });
  },
};

async function contactsOf(callId: CallId, agentId: AgentId, service: Service): Promise<Found | null> {
  const { clock, store } = service;
  const nowMs = clock.nowMs();
  const call = await concerning(callId, agentId, nowMs, service);
  if (call === null || call.reference === null) return null;
  const known = await store.callsOfReference(call.reference, nowMs - LATELY_MS, MOST_LOOKED_AT);
  const others = known.filter((other) => other.callId !== callId);
  if (others.length === 0) return null;
  const shown = others.slice(0, MOST_CONTACTS);
  const contacts = await Promise.all(shown.map((other) => contactOf(other, service)));
  const weekCount = [call, ...others].filter(({ startedAtMs }) => startedAtMs > nowMs - WEEK_MS).length;
  return { caller: { callId, weekCount, contacts }, callIds: shown.map((other) => other.callId) };
}

/** A call that rings at the agent, or in which they have a part while it is kept; or one that they missed this week. Null: no business of theirs. */
async function concerning(
  callId: CallId,
  agentId: AgentId,
  nowMs: number,
  { runner, store }: Service,
): Promise<{ readonly reference: string | null; readonly startedAtMs: number } | null> {
  const live = runner.state.calls.get(callId);
  const isTheirs = live !== undefined && (ringsAt(live, agentId) || hasPartIn(live, agentId));
  if (!isTheirs) {
    const missed = await store.missedOffers(agentId, MOST_MISSED);
    if (!missed.some((offer) => offer.callId === callId && offer.endedAtMs > nowMs - WEEK_MS)) return null;
  }
  if (live === undefined) return store.findEndedCall(callId);
  const { reference = null, startedAtMs } = live.context.facts;
  return { reference, startedAtMs };
}

async function contactOf({ callId, ...about }: EndedCall, { store }: Service): Promise<Contact> {
  const { customerName, topic, startedAtMs, outcome } = about;
  const reason = (await store.segmentsOf(callId)).findLast((part) => part.reason !== null)?.reason ?? null;
  return { customerName, topic, startedAtMs, outcome, ...(reason === null ? {} : { reason }) };
}
