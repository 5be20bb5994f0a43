// The agent of a call asks a colleague while the customer waits: talks with them, swaps, comes back, or leaves the call with them. Pure.
import type { AgentId, CallId, OfferId } from '../../protocol/index.ts';
import { isFree } from '../agent/agent.ts';
import { callPhase, type CallPhase } from '../call/call.ts';
import type { CallEvent } from '../call/callEvents.ts';
import { consultOf } from '../call/parts.ts';
import type { DecisionBuilder } from './decisionBuilder.ts';
import { besideLegOf } from './roomEvents.ts';
import type { EventOf, Refusal } from './switchboard.ts';
import { takeBackBeside } from './taskEvents.ts';

type Active = Extract<CallPhase, { name: 'active' }>;

/** The customer is on hold from now on, and it rings at the colleague. */
export function consultChosen(builder: DecisionBuilder, event: EventOf<'consultChosen'>): Refusal {
  const { callId, by, to, reason, notes, atMs } = event;
  const phase = activeOf(builder, callId);
  if (phase?.conversation.agentId !== by) return 'notPossibleNow';
  // The second click, or the same wish sent again because the answer to the first was lost.
  if (phase.consult !== null) return phase.consult.offer.agentId === to ? null : 'notPossibleNow';
  // Who has joined would be left with nobody.
  if (phase.colleagues > 0) return 'notPossibleNow';
  // One talks about the call that one is at: who asked from another would hear the people of two.
  if (builder.agent(by)?.context.callId !== callId) return 'notPossibleNow';
  const colleague = builder.agent(to);
  if (colleague === undefined || to === by || !isFree(colleague)) return 'colleagueBusy';
  if (!colleague.context.takesConsults) return 'colleagueOutdated';
  const byName = builder.agent(by)?.context.displayName ?? '';
  const about = { byName, reason, notes, wasHeld: phase.held };
  takeBackBeside(builder, by, atMs);
  builder.advanceCall(callId, { type: 'consultBegun', agentId: to, about, atMs });
  return null;
}

/** Whoever asked goes back to the customer; whoever was asked leaves. */
export function consultEnded(builder: DecisionBuilder, { callId, by, atMs }: EventOf<'consultEnded'>): Refusal {
  const phase = activeOf(builder, callId);
  const isAsking = phase?.conversation.agentId === by;
  if (phase === undefined || (!isAsking && phase.consult?.offer.agentId !== by)) return 'notPossibleNow';
  // It may have ended by itself meanwhile, as wished.
  if (phase.consult === null) return null;
  const resumes = isAsking && phase.consult.talk !== null;
  builder.advanceCall(callId, { type: 'consultEnded', resumes, atMs });
  return null;
}

export function consultSwapped(builder: DecisionBuilder, { callId, by, to, atMs }: EventOf<'consultSwapped'>): Refusal {
  const phase = activeOf(builder, callId);
  if (phase?.conversation.agentId !== by || (phase.consult?.talk ?? null) === null) return 'notPossibleNow';
  // With whom the agent talks already, they go on.
  if (phase.held !== (to === 'colleague')) builder.advanceCall(callId, { type: 'consultSwapped', atMs });
  return null;
}

export function consultCompleted(builder: DecisionBuilder, { callId, by, atMs }: EventOf<'consultCompleted'>): Refusal {
  const call = builder.call(callId);
  const phase = activeOf(builder, callId);
  // Asked twice it is handed on once.
  if (call?.context.transfer?.by === by && phase?.conversation.agentId !== by) return null;
  if (phase?.conversation.agentId !== by) return 'notPossibleNow';
  return builder.advanceCall(callId, { type: 'consultCompleted', atMs }) ? null : 'notPossibleNow';
}

export function consultLinkLost(
  builder: DecisionBuilder,
  { callId, generation, atMs }: EventOf<'consultLinkLost'>,
): Refusal {
  if ((activeOf(builder, callId)?.consult?.talk ?? null) === null) return 'callNotFound';
  // The other agent may have asked first: then the next generation is already there.
  builder.advanceCall(callId, { type: 'consultLinkLost', generation, atMs });
  return null;
}

/** What happens to an agent's part in a call means another thing to it where they are only asked, or have joined. */
const ASKED = {
  agentReturned: 'consultedReturned',
  agentDropped: 'consultedDropped',
  agentRevoked: 'consultEnded',
} as const;

const BESIDE = { agentReturned: 'legReturned', agentDropped: 'legDropped' } as const;

export function partEvent(
  builder: DecisionBuilder,
  callId: CallId,
  agentId: AgentId,
  event: keyof typeof ASKED,
  atMs: number,
): CallEvent {
  const call = builder.call(callId);
  const legId = call === undefined ? undefined : besideLegOf(call, agentId);
  if (legId !== undefined)
    return event === 'agentRevoked'
      ? { type: 'legGone', legId, how: 'left', atMs }
      : { type: BESIDE[event], legId, atMs };
  if (!isAsked(builder, callId, agentId)) return { type: event, atMs };
  const type = ASKED[event];
  return type === 'consultEnded' ? { type, resumes: false, atMs } : { type, atMs };
}

/** This agent is asked about the call: it rings at them, or they talk with the one who asks. */
export function isAsked(builder: DecisionBuilder, callId: CallId, agentId: AgentId): boolean {
  return activeOf(builder, callId)?.consult?.offer.agentId === agentId;
}

/** This agent has the call, and asks a colleague. */
export function isAsking(builder: DecisionBuilder, callId: CallId, agentId: AgentId): boolean {
  const phase = activeOf(builder, callId);
  return phase?.conversation.agentId === agentId && phase.consult !== null;
}

/** The offer is one to be asked, not one of a call. */
export function isConsultOffer(builder: DecisionBuilder, callId: CallId, offerId: OfferId): boolean {
  const call = builder.call(callId);
  return call !== undefined && consultOf(call.context)?.offer.offerId === offerId;
}

function activeOf(builder: DecisionBuilder, callId: CallId): Active | undefined {
  const call = builder.call(callId);
  const phase = call === undefined ? undefined : callPhase(call);
  return phase?.name === 'active' ? phase : undefined;
}
