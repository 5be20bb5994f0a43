// What a step of a call means to the agents it concerns. Pure.
import type { AgentId } from '../../protocol/index.ts';
import type { CallPhase } from '../call/call.ts';
import type { CallEvent } from '../call/callEvents.ts';
import type { OfferResult } from './switchboard.ts';

type Ringing = Extract<CallPhase, { name: 'ringing' }>;
type Active = Extract<CallPhase, { name: 'active' }>;
/** What the end of an offer means to the agent it rang at. Who was not there has missed nothing. */
export type OfferEnding = 'callAnswered' | 'offerDeclined' | 'offerMissed' | 'offerRangOut' | 'offerWithdrawn';

const RESULTS = {
  callAnswered: 'answered',
  offerDeclined: 'declined',
  offerMissed: 'missed',
  offerRangOut: 'withdrawn',
  offerWithdrawn: 'withdrawn',
} as const satisfies Record<OfferEnding, OfferResult>;

export function offerEnding({ agentPresent }: Ringing, to: CallPhase, event: CallEvent): OfferEnding {
  if (to.name === 'active') return 'callAnswered';
  if (event.type === 'declined') {
    if (event.unanswered === 'silent' || event.unanswered === 'inCall') return 'offerWithdrawn';
    return event.unanswered === 'doubtful' ? 'offerRangOut' : 'offerDeclined';
  }
  return event.type === 'ringTimedOut' && agentPresent ? 'offerMissed' : 'offerWithdrawn';
}

export function offerResult(from: Ringing, to: CallPhase, event: CallEvent): OfferResult {
  if (to.name === 'ended' || event.type === 'absenceElapsed') return 'customerGone';
  if (event.type === 'offerTakenBack') return event.customerAway === true ? 'customerGone' : 'withdrawn';
  if (event.type === 'declined' && event.unanswered !== undefined) return 'withdrawn';
  const ending = offerEnding(from, to, event);
  return ending === 'offerWithdrawn' ? 'agentGone' : RESULTS[ending];
}

/** Its agent has left it to somebody, and wraps up. */
export function hasHandedOn(from: Active, to: CallPhase, event: CallEvent): boolean {
  return event.type === 'transferred' || (hasPassed(from, to) && event.type !== 'agentRevoked');
}

/** The colleague whom its agent asked has it now. */
export function hasPassed(from: Active, to: CallPhase): boolean {
  return to.name === 'active' && to.conversation.agentId !== from.conversation.agentId;
}

export function consultEnding(present: boolean, after: Active['consult'], event: CallEvent): OfferEnding {
  if (after !== null) return 'callAnswered';
  if (event.type === 'consultDeclined') return 'offerDeclined';
  return event.type === 'consultRingTimedOut' && present ? 'offerMissed' : 'offerWithdrawn';
}

export function consultResult(ending: OfferEnding, to: CallPhase, event: CallEvent): OfferResult {
  if (to.name === 'ended') return 'customerGone';
  if (event.type === 'consultGraceElapsed') return 'agentGone';
  return RESULTS[ending];
}

/** The agents of whom one asks the other; whoever is asked from when they answer. */
export function consultingIn(phase: CallPhase): readonly AgentId[] {
  if (phase.name !== 'active' || phase.consult === null) return [];
  const { conversation, consult } = phase;
  return consult.talk === null ? [conversation.agentId] : [conversation.agentId, consult.offer.agentId];
}
