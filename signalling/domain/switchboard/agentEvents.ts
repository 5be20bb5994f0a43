// What an agent does to the switchboard. Pure.
import type { CallId, OfferId } from '../../protocol/index.ts';
import { agentWork, tasksOf, type Agent } from '../agent/agent.ts';
import type { Call } from '../call/call.ts';
import { legOfOffer } from '../call/participants.ts';
import { consultOf, conversationOf } from '../call/parts.ts';
import { wrappedUpBy } from '../call/segments.ts';
import { consultEnded, isAsked, isAsking, isConsultOffer, partEvent } from './consultEvents.ts';
import type { DecisionBuilder } from './decisionBuilder.ts';
import { replyBegun } from './replyEvents.ts';
import { endRoomUnlessKnown, hasJoined, hidesListening, isJoinOffer } from './roomEvents.ts';
import type { EventOf, Refusal } from './switchboard.ts';
import { holdUnlessHeld, takeBackBeside } from './taskEvents.ts';

export function agentConnected(builder: DecisionBuilder, { agent, replies, atMs }: EventOf<'agentConnected'>): Refusal {
  const { agentId, displayName, role, takesConsults = false, takesSeveral = false, takesRooms = false } = agent;
  if (builder.agent(agentId) === undefined) builder.addAgent(agent, atMs);
  builder.advanceAgent(agentId, {
    type: 'connected',
    displayName,
    role,
    takesConsults,
    takesSeveral,
    takesRooms,
    atMs,
  });
  const known = builder.agent(agentId);
  for (const callId of known === undefined ? [] : callsWith(known)) {
    const isUnknown =
      (isAsked(builder, callId, agentId) && !takesConsults) || (hasJoined(builder, callId, agentId) && !takesRooms);
    const event = isUnknown ? 'agentRevoked' : 'agentReturned';
    builder.advanceCall(callId, partEvent(builder, callId, agentId, event, atMs));
    // A page of before knows nothing of a colleague who is asked: it shows the customer, and they are taken off hold.
    if (!takesConsults && isAsking(builder, callId, agentId))
      consultEnded(builder, { type: 'consultEnded', callId, by: agentId, atMs });
    endRoomUnlessKnown(builder, callId, atMs);
  }
  for (const reply of replies) replyBegun(builder, { type: 'replyBegun', agentId, reply, atMs });
  return null;
}

export function agentDropped(builder: DecisionBuilder, { agentId, atMs }: EventOf<'agentDropped'>): Refusal {
  const agent = builder.agent(agentId);
  if (agent === undefined || !builder.advanceAgent(agentId, { type: 'disconnected', atMs })) return null;
  for (const callId of callsWith(agent)) {
    builder.advanceCall(callId, partEvent(builder, callId, agentId, 'agentDropped', atMs));
  }
  return null;
}

/** Calls that go on with this agent, or ring at them. */
function callsWith(agent: Agent): readonly CallId[] {
  return tasksOf(agent).flatMap(({ callId, state }) => (state === 'wrapUp' ? [] : [callId]));
}

export function agentSignedOut(builder: DecisionBuilder, { agentId, atMs }: EventOf<'agentSignedOut'>): Refusal {
  const agent = builder.agent(agentId);
  if (agent === undefined || agentWork(agent).name !== 'idle') return 'notPossibleNow';
  builder.advanceAgent(agentId, { type: 'signedOut', atMs });
  return null;
}

/** The agent is out at once, whatever they do: a call goes back to its place in line, a wrap-up ends as it is. */
export function agentRevoked(builder: DecisionBuilder, { agentId, atMs }: EventOf<'agentRevoked'>): Refusal {
  const agent = builder.agent(agentId);
  if (agent === undefined) return null;
  // What stands beside goes first: nothing takes the place of the call at hand meanwhile.
  for (const { callId, state } of [...tasksOf(agent)].reverse()) {
    if (state === 'wrapUp') wrapUpFinished(builder, { type: 'wrapUpFinished', agentId, callId, atMs });
    else builder.advanceCall(callId, partEvent(builder, callId, agentId, 'agentRevoked', atMs));
  }
  builder.advanceAgent(agentId, { type: 'signedOut', atMs });
  return null;
}

export function intentChosen(builder: DecisionBuilder, { agentId, intent, atMs }: EventOf<'intentChosen'>): Refusal {
  // Choosing what already is changes nothing and is no problem.
  builder.advanceAgent(agentId, { type: 'intentChosen', intent, atMs });
  if (intent.name === 'away') takeBackBeside(builder, agentId, atMs);
  return null;
}

export function offerAnswered(builder: DecisionBuilder, event: EventOf<'offerAnswered'>): Refusal {
  const { agentId, offerId, withVideo, roomsAvailable = false, atMs } = event;
  const agent = builder.agent(agentId);
  const work = agent === undefined ? undefined : agentWork(agent);
  // The second click, or the same answer sent again because the reply to the first was lost.
  if (work?.name === 'inCall' && isAnswered(builder.call(work.callId), offerId)) return null;
  const callId = agent === undefined ? undefined : ringingOf(agent, offerId);
  if (callId === undefined) return 'offerGone';
  if (isJoinOffer(builder, callId, offerId)) {
    builder.advanceCall(callId, { type: 'legAnswered', legId: legOfOffer(offerId), withVideo, atMs });
    return null;
  }
  const isConsult = isConsultOffer(builder, callId, offerId);
  // Whoever was talked with is on hold from now on.
  if (work?.name === 'inCall') holdUnlessHeld(builder, work.callId, true, atMs);
  if (isConsult) builder.advanceCall(callId, { type: 'consultAnswered', offerId, withVideo, atMs });
  else {
    const inRoom = roomsAvailable && hidesListening(builder, callId, agentId);
    builder.advanceCall(callId, { type: 'answered', offerId, withVideo, inRoom, atMs });
  }
  return null;
}

/** The call that rings at this agent with this offer. */
function ringingOf(agent: Agent, offerId: OfferId): CallId | undefined {
  return tasksOf(agent).find((task) => task.state === 'ringing' && task.offerId === offerId)?.callId;
}

function isAnswered(call: Call | undefined, offerId: OfferId): boolean {
  if (call === undefined) return false;
  const { context } = call;
  if (conversationOf(context)?.offerId === offerId || consultOf(context)?.offer.offerId === offerId) return true;
  return context.participants.some(({ legs: [leg] }) => leg.legId === legOfOffer(offerId) && leg.state === 'joined');
}

export function offerDeclined(builder: DecisionBuilder, { agentId, offerId, atMs }: EventOf<'offerDeclined'>): Refusal {
  const agent = builder.agent(agentId);
  const callId = agent === undefined ? undefined : ringingOf(agent, offerId);
  if (callId === undefined) return 'offerGone';
  if (isJoinOffer(builder, callId, offerId)) {
    builder.advanceCall(callId, { type: 'legGone', legId: legOfOffer(offerId), how: 'declined', atMs });
    return null;
  }
  const type = isConsultOffer(builder, callId, offerId) ? 'consultDeclined' : 'declined';
  builder.advanceCall(callId, { type, offerId, atMs });
  return null;
}

export function wrapUpFinished(
  builder: DecisionBuilder,
  { agentId, callId, atMs }: EventOf<'wrapUpFinished'>,
): Refusal {
  const call = builder.call(callId);
  if (!builder.advanceAgent(agentId, { type: 'wrapUpFinished', callId, atMs })) return 'notPossibleNow';
  const segment = call === undefined ? undefined : wrappedUpBy(call.context, agentId);
  if (segment !== undefined) builder.noteHandled(callId, segment, atMs);
  builder.advanceCall(callId, { type: 'wrapUpClosed', agentId, atMs });
  return null;
}

export function wrapUpExtended(
  builder: DecisionBuilder,
  { agentId, callId, atMs }: EventOf<'wrapUpExtended'>,
): Refusal {
  return builder.advanceAgent(agentId, { type: 'wrapUpExtended', callId, atMs }) ? null : 'notPossibleNow';
}
