// What the writing of mails does to the switchboard. Pure.
import { agentWork, type Agent } from '../agent/agent.ts';
import { callPhase, mayInterrupt, type Call } from '../call/call.ts';
import { legOfOffer } from '../call/participants.ts';
import { teamOfAgent } from '../queue/routingRules.ts';
import { whileWriting } from '../queue/team.ts';
import { isConsultOffer } from './consultEvents.ts';
import type { DecisionBuilder } from './decisionBuilder.ts';
import { isJoinOffer } from './roomEvents.ts';
import type { EventOf, Refusal } from './switchboard.ts';
import { takeBackBeside } from './taskEvents.ts';

/** Holds calls back from now on. What rings and was not meant to interrupt is taken back; a conversation goes on. */
export function replyBegun(builder: DecisionBuilder, { agentId, reply, atMs }: EventOf<'replyBegun'>): Refusal {
  if (!builder.advanceAgent(agentId, { type: 'replyBegun', reply, atMs })) return 'notPossibleNow';
  const agent = builder.agent(agentId);
  const work = agent === undefined ? undefined : agentWork(agent);
  takeBackBeside(builder, agentId, atMs);
  if (work?.name !== 'ringing') return null;
  const call = builder.call(work.callId);
  const phase = call === undefined ? undefined : callPhase(call);
  if (call !== undefined && isConsultOffer(builder, work.callId, work.offerId)) {
    builder.advanceCall(work.callId, { type: 'consultTakenBack', offerId: work.offerId, atMs });
    return null;
  }
  if (call !== undefined && isJoinOffer(builder, work.callId, work.offerId)) {
    const legId = legOfOffer(work.offerId);
    builder.advanceCall(work.callId, { type: 'legGone', legId, how: 'takenBack', atMs });
    return null;
  }
  // What may interrupt would only ring anew.
  if (call === undefined || phase?.name !== 'ringing' || mayInterrupt(call) || mayRingBeside(builder, agent, call))
    return null;
  builder.advanceAgent(agentId, { type: 'callKeptAway', callId: work.callId, atMs });
  builder.advanceCall(work.callId, { type: 'offerTakenBack', offerId: work.offerId, atMs });
  return null;
}

/** Beside as many replies as this agent writes now. */
function mayRingBeside({ state }: DecisionBuilder, agent: Agent | undefined, { context: { facts } }: Call): boolean {
  if (agent === undefined) return false;
  const { agentId, replies } = agent.context;
  return whileWriting(teamOfAgent(state.routing, agentId), replies.length).interruptibleBy.has(facts.media);
}

export function replyRenewed(
  builder: DecisionBuilder,
  { agentId, activityId, inputAgoMs, atMs }: EventOf<'replyRenewed'>,
): Refusal {
  return builder.advanceAgent(agentId, { type: 'replyRenewed', activityId, inputAgoMs, atMs }) ? null : 'replyGone';
}

export function replyEnded(
  builder: DecisionBuilder,
  { agentId, activityId, how, atMs }: EventOf<'replyEnded'>,
): Refusal {
  // It may have lapsed before, or the same end was sent twice: it is over, as wished.
  builder.advanceAgent(agentId, { type: 'replyEnded', activityId, how, atMs });
  return null;
}

export function repliesDismissed(builder: DecisionBuilder, { agentId, atMs }: EventOf<'repliesDismissed'>): Refusal {
  builder.advanceAgent(agentId, { type: 'repliesDismissed', atMs });
  return null;
}
