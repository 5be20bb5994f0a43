// What an agent does to the switchboard. Pure.
import type { OfferId } from '../../protocol/index.ts';
import { agentWork } from '../agent/agent.ts';
import type { Call } from '../call/call.ts';
import { wrappedUpBy } from '../call/segments.ts';
import { isAsked, isConsultOffer, partEvent } from './consultEvents.ts';
import type { Draft } from './draft.ts';
import { replyBegun } from './replyEvents.ts';
import type { EventOf, Refusal } from './switchboard.ts';

export function agentConnected(draft: Draft, { agent, replies, atMs }: EventOf<'agentConnected'>): Refusal {
  const { agentId, displayName, role, takesConsults = false } = agent;
  if (draft.agent(agentId) === undefined) draft.addAgent(agent, atMs);
  draft.advanceAgent(agentId, { type: 'connected', displayName, role, takesConsults, atMs });
  const known = draft.agent(agentId);
  const work = known === undefined ? undefined : agentWork(known);
  if (work?.name === 'ringing' || work?.name === 'inCall') {
    const event = isAsked(draft, work.callId, agentId) && !takesConsults ? 'agentRevoked' : 'agentReturned';
    draft.advanceCall(work.callId, partEvent(draft, work.callId, agentId, event, atMs));
  }
  for (const reply of replies) replyBegun(draft, { type: 'replyBegun', agentId, reply, atMs });
  return null;
}

export function agentDropped(draft: Draft, { agentId, atMs }: EventOf<'agentDropped'>): Refusal {
  const agent = draft.agent(agentId);
  if (agent === undefined || !draft.advanceAgent(agentId, { type: 'disconnected', atMs })) return null;
  const work = agentWork(agent);
  if (work.name === 'ringing' || work.name === 'inCall') {
    draft.advanceCall(work.callId, partEvent(draft, work.callId, agentId, 'agentDropped', atMs));
  }
  return null;
}

export function agentSignedOut(draft: Draft, { agentId, atMs }: EventOf<'agentSignedOut'>): Refusal {
  const agent = draft.agent(agentId);
  if (agent === undefined || agentWork(agent).name !== 'idle') return 'notPossibleNow';
  draft.advanceAgent(agentId, { type: 'signedOut', atMs });
  return null;
}

/** The agent is out at once, whatever they do: a call goes back to its place in line, a wrap-up ends as it is. */
export function agentRevoked(draft: Draft, { agentId, atMs }: EventOf<'agentRevoked'>): Refusal {
  const agent = draft.agent(agentId);
  if (agent === undefined) return null;
  const work = agentWork(agent);
  if (work.name === 'wrapUp') wrapUpFinished(draft, { type: 'wrapUpFinished', agentId, callId: work.callId, atMs });
  else if (work.name !== 'idle')
    draft.advanceCall(work.callId, partEvent(draft, work.callId, agentId, 'agentRevoked', atMs));
  draft.advanceAgent(agentId, { type: 'signedOut', atMs });
  return null;
}

export function intentChosen(draft: Draft, { agentId, intent, atMs }: EventOf<'intentChosen'>): Refusal {
  // Choosing what already is changes nothing and is no problem.
  draft.advanceAgent(agentId, { type: 'intentChosen', intent, atMs });
  return null;
}

export function offerAnswered(draft: Draft, event: EventOf<'offerAnswered'>): Refusal {
  const { agentId, offerId, withVideo, atMs } = event;
  const agent = draft.agent(agentId);
  const work = agent === undefined ? undefined : agentWork(agent);
  // The second click, or the same answer sent again because the reply to the first was lost.
  if (work?.name === 'inCall' && isAnswered(draft.call(work.callId), offerId)) return null;
  if (work?.name !== 'ringing' || work.offerId !== offerId) return 'offerGone';
  const type = isConsultOffer(draft, work.callId, offerId) ? 'consultAnswered' : 'answered';
  draft.advanceCall(work.callId, { type, offerId, withVideo, atMs });
  return null;
}

function isAnswered(call: Call | undefined, offerId: OfferId): boolean {
  const { conversation, consult } = call?.context ?? {};
  return conversation?.offerId === offerId || consult?.offer.offerId === offerId;
}

export function offerDeclined(draft: Draft, { agentId, offerId, atMs }: EventOf<'offerDeclined'>): Refusal {
  const agent = draft.agent(agentId);
  const work = agent === undefined ? undefined : agentWork(agent);
  if (work?.name !== 'ringing' || work.offerId !== offerId) return 'offerGone';
  const type = isConsultOffer(draft, work.callId, offerId) ? 'consultDeclined' : 'declined';
  draft.advanceCall(work.callId, { type, offerId, atMs });
  return null;
}

export function wrapUpFinished(draft: Draft, { agentId, callId, atMs }: EventOf<'wrapUpFinished'>): Refusal {
  const call = draft.call(callId);
  if (!draft.advanceAgent(agentId, { type: 'wrapUpFinished', callId, atMs })) return 'notPossibleNow';
  const segment = call === undefined ? undefined : wrappedUpBy(call.context, agentId);
  if (segment !== undefined) draft.noteHandled(callId, segment, atMs);
  draft.advanceCall(callId, { type: 'wrapUpClosed', agentId, atMs });
  return null;
}

export function wrapUpExtended(draft: Draft, { agentId, callId, atMs }: EventOf<'wrapUpExtended'>): Refusal {
  return draft.advanceAgent(agentId, { type: 'wrapUpExtended', callId, atMs }) ? null : 'notPossibleNow';
}
