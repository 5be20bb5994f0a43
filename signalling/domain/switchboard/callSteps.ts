// What a step of a call means to the agents it concerns. Pure.
import type { AgentId } from '../../protocol/index.ts';
import { isBeside } from '../call/mediaShape.ts';
import type { Leg, Role } from '../call/participants.ts';
import { callPhase, type Call, type CallPhase } from '../call/call.ts';
import type { CallContext, CallEvent } from '../call/callEvents.ts';
import type { OfferResult } from './switchboard.ts';

type Ringing = Extract<CallPhase, { name: 'ringing' }>;
type Active = Extract<CallPhase, { name: 'active' }>;
/** What the end of an offer means to the agent it rang at. Who was not there has missed nothing. */
export type OfferEnding = 'callAnswered' | 'offerDeclined' | 'offerMissed' | 'offerRangOut' | 'offerWithdrawn';

export const RESULTS = {
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

/**
 * Agents who talk with each other about a call, or are about to: whoever comes to it from when they answer. Who only listens is alone with
 * it: the agent whom they follow talks with nobody more.
 */
export function consultingIn(call: Call | undefined): readonly AgentId[] {
  const phase = call === undefined ? undefined : callPhase(call);
  if (call === undefined || phase?.name !== 'active') return [];
  const { conversation, consult } = phase;
  const beside = besideAgents(call.context);
  const others = beside.flatMap(({ agentId, leg }) => (leg.state === 'joined' ? [agentId] : []));
  const isTogether = beside.some(({ speaks }) => speaks);
  if (consult === null) return isTogether ? [conversation.agentId, ...others] : others;
  const asked = consult.talk === null ? [] : [consult.offer.agentId];
  return [conversation.agentId, ...asked, ...others];
}

/** An agent who takes part beside the one who has the call and the one who is asked. */
export type BesideAgent = {
  readonly agentId: AgentId;
  readonly role: Role;
  readonly leg: Leg;
  /** The agent who has the call hears them. */
  readonly speaks: boolean;
};

export function besideAgents({ participants, ending }: CallContext): readonly BesideAgent[] {
  if (ending !== null) return [];
  return participants.flatMap((one): BesideAgent[] => {
    const { who, role, supervising, legs } = one;
    if (!isBeside(one) || who.kind !== 'agent') return [];
    return [{ agentId: who.agentId, role, leg: legs[0], speaks: supervising?.mode !== 'listen' }];
  });
}

/** What the end of a ring to join means to the agent it rang at. `isOnline`: who was not there has missed nothing. */
export function joinEnding(event: CallEvent, isOnline: boolean): OfferEnding {
  if (event.type === 'legGone' && event.how === 'declined') return 'offerDeclined';
  return event.type === 'legElapsed' && isOnline ? 'offerMissed' : 'offerWithdrawn';
}
