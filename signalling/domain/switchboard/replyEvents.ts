// What the writing of mails does to the switchboard. Pure.
import { agentWork } from '../agent/agent.ts';
import { callPhase, mayInterrupt } from '../call/call.ts';
import { isConsultOffer } from './consultEvents.ts';
import type { Draft } from './draft.ts';
import type { EventOf, Refusal } from './switchboard.ts';
import { takeBackBeside } from './taskEvents.ts';

/** Holds calls back from now on. What rings and was not meant to interrupt is taken back; a conversation goes on. */
export function replyBegun(draft: Draft, { agentId, reply, atMs }: EventOf<'replyBegun'>): Refusal {
  if (!draft.advanceAgent(agentId, { type: 'replyBegun', reply, atMs })) return 'notPossibleNow';
  const agent = draft.agent(agentId);
  const work = agent === undefined ? undefined : agentWork(agent);
  takeBackBeside(draft, agentId, atMs);
  if (work?.name !== 'ringing') return null;
  const call = draft.call(work.callId);
  const phase = call === undefined ? undefined : callPhase(call);
  if (call !== undefined && isConsultOffer(draft, work.callId, work.offerId)) {
    draft.advanceCall(work.callId, { type: 'consultTakenBack', offerId: work.offerId, atMs });
    return null;
  }
  // What may interrupt would only ring anew.
  if (call === undefined || phase?.name !== 'ringing' || phase.offer.interrupts || mayInterrupt(call)) return null;
  draft.advanceAgent(agentId, { type: 'callKeptAway', callId: work.callId, atMs });
  draft.advanceCall(work.callId, { type: 'offerTakenBack', offerId: work.offerId, atMs });
  return null;
}

export function replyRenewed(
  draft: Draft,
  { agentId, activityId, inputAgoMs, atMs }: EventOf<'replyRenewed'>,
): Refusal {
  return draft.advanceAgent(agentId, { type: 'replyRenewed', activityId, inputAgoMs, atMs }) ? null : 'replyGone';
}

export function replyEnded(draft: Draft, { agentId, activityId, how, atMs }: EventOf<'replyEnded'>): Refusal {
  // It may have lapsed before, or the same end was sent twice: it is over, as wished.
  draft.advanceAgent(agentId, { type: 'replyEnded', activityId, how, atMs });
  return null;
}

export function repliesDismissed(draft: Draft, { agentId, atMs }: EventOf<'repliesDismissed'>): Refusal {
  draft.advanceAgent(agentId, { type: 'repliesDismissed', atMs });
  return null;
}
