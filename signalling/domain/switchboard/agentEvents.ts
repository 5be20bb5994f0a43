// What an agent does to the switchboard. Pure.
import type { CallId, OfferId } from '../../protocol/index.ts';
import { agentWork, tasksOf, type Agent } from '../agent/agent.ts';
import type { Call } from '../call/call.ts';
import { wrappedUpBy } from '../call/segments.ts';
import { consultEnded, isAsked, isAsking, isConsultOffer, partEvent } from './consultEvents.ts';
import type { Draft } from './draft.ts';
import { replyBegun } from './replyEvents.ts';
import type { EventOf, Refusal } from './switchboard.ts';
import { holdUnlessHeld } from './taskEvents.ts';

export function agentConnected(draft: Draft, { agent, replies, atMs }: EventOf<'agentConnected'>): Refusal {
  const { agentId, displayName, role, takesConsults = false, takesSeveral = false } = agent;
  if (draft.agent(agentId) === undefined) draft.addAgent(agent, atMs);
  draft.advanceAgent(agentId, { type: 'connected', displayName, role, takesConsults, takesSeveral, atMs });
  const known = draft.agent(agentId);
  for (const callId of known === undefined ? [] : callsWith(known)) {
    const event = isAsked(draft, callId, agentId) && !takesConsults ? 'agentRevoked' : 'agentReturned';
    draft.advanceCall(callId, partEvent(draft, callId, agentId, event, atMs));
    // A page of before knows nothing of a colleague who is asked: it shows the customer, and they are taken off hold.
    if (!takesConsults && isAsking(draft, callId, agentId))
      consultEnded(draft, { type: 'consultEnded', callId, by: agentId, atMs });
  }
  for (const reply of replies) replyBegun(draft, { type: 'replyBegun', agentId, reply, atMs });
  return null;
}

export function agentDropped(draft: Draft, { agentId, atMs }: EventOf<'agentDropped'>): Refusal {
  const agent = draft.agent(agentId);
  if (agent === undefined || !draft.advanceAgent(agentId, { type: 'disconnected', atMs })) return null;
  for (const callId of callsWith(agent)) {
    draft.advanceCall(callId, partEvent(draft, callId, agentId, 'agentDropped', atMs));
  }
  return null;
}

/** Calls that go on with this agent, or ring at them. */
function callsWith(agent: Agent): readonly CallId[] {
  return tasksOf(agent).flatMap(({ callId, state }) => (state === 'wrapUp' ? [] : [callId]));
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
  // What stands beside goes first: nothing takes the place of the call at hand meanwhile.
  for (const { callId, state } of [...tasksOf(agent)].reverse()) {
    if (state === 'wrapUp') wrapUpFinished(draft, { type: 'wrapUpFinished', agentId, callId, atMs });
    else draft.advanceCall(callId, partEvent(draft, callId, agentId, 'agentRevoked', atMs));
  }
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
  const callId = agent === undefined ? undefined : ringingOf(agent, offerId);
  if (callId === undefined) return 'offerGone';
  const type = isConsultOffer(draft, callId, offerId) ? 'consultAnswered' : 'answered';
  // Whoever was talked with is on hold from now on.
  if (work?.name === 'inCall') holdUnlessHeld(draft, work.callId, true, atMs);
  draft.advanceCall(callId, { type, offerId, withVideo, atMs });
  return null;
}

/** The call that rings at this agent with this offer. */
function ringingOf(agent: Agent, offerId: OfferId): CallId | undefined {
  return tasksOf(agent).find((task) => task.state === 'ringing' && task.offerId === offerId)?.callId;
}

function isAnswered(call: Call | undefined, offerId: OfferId): boolean {
  const { conversation, consult } = call?.context ?? {};
  return conversation?.offerId === offerId || consult?.offer.offerId === offerId;
}

export function offerDeclined(draft: Draft, { agentId, offerId, atMs }: EventOf<'offerDeclined'>): Refusal {
  const agent = draft.agent(agentId);
  const callId = agent === undefined ? undefined : ringingOf(agent, offerId);
  if (callId === undefined) return 'offerGone';
  const type = isConsultOffer(draft, callId, offerId) ? 'consultDeclined' : 'declined';
  draft.advanceCall(callId, { type, offerId, atMs });
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
