// The agent of a call asks a colleague while the customer waits: talks with them, swaps, comes back, or leaves the call with them. Pure.
import type { AgentId, CallId, OfferId } from '../../protocol/index.ts';
import { isFree } from '../agent/agent.ts';
import { callPhase, type CallPhase } from '../call/call.ts';
import type { CallEvent } from '../call/callEvents.ts';
import type { Draft } from './draft.ts';
import type { EventOf, Refusal } from './switchboard.ts';
import { takeBackBeside } from './taskEvents.ts';

type Active = Extract<CallPhase, { name: 'active' }>;

/** The customer is on hold from now on, and it rings at the colleague. */
export function consultChosen(draft: Draft, event: EventOf<'consultChosen'>): Refusal {
  const { callId, by, to, reason, notes, atMs } = event;
  const phase = activeOf(draft, callId);
  if (phase?.conversation.agentId !== by) return 'notPossibleNow';
  // The second click, or the same wish sent again because the answer to the first was lost.
  if (phase.consult !== null) return phase.consult.offer.agentId === to ? null : 'notPossibleNow';
  const colleague = draft.agent(to);
  if (colleague === undefined || to === by || !isFree(colleague)) return 'colleagueBusy';
  if (!colleague.context.takesConsults) return 'colleagueOutdated';
  const byName = draft.agent(by)?.context.displayName ?? '';
  const about = { byName, reason, notes, wasHeld: phase.held };
  takeBackBeside(draft, by, atMs);
  draft.advanceCall(callId, { type: 'consultBegun', agentId: to, about, atMs });
  return null;
}

/** Whoever asked goes back to the customer; whoever was asked leaves. */
export function consultEnded(draft: Draft, { callId, by, atMs }: EventOf<'consultEnded'>): Refusal {
  const phase = activeOf(draft, callId);
  const isAsking = phase?.conversation.agentId === by;
  if (phase === undefined || (!isAsking && phase.consult?.offer.agentId !== by)) return 'notPossibleNow';
  // It may have ended by itself meanwhile, as wished.
  if (phase.consult === null) return null;
  const resumes = isAsking && phase.consult.talk !== null;
  draft.advanceCall(callId, { type: 'consultEnded', resumes, atMs });
  return null;
}

export function consultSwapped(draft: Draft, { callId, by, to, atMs }: EventOf<'consultSwapped'>): Refusal {
  const phase = activeOf(draft, callId);
  if (phase?.conversation.agentId !== by || (phase.consult?.talk ?? null) === null) return 'notPossibleNow';
  // With whom the agent talks already, they go on.
  if (phase.held !== (to === 'colleague')) draft.advanceCall(callId, { type: 'consultSwapped', atMs });
  return null;
}

export function consultCompleted(draft: Draft, { callId, by, atMs }: EventOf<'consultCompleted'>): Refusal {
  const call = draft.call(callId);
  const phase = activeOf(draft, callId);
  // Asked twice it is handed on once.
  if (call?.context.transfer?.by === by && phase?.conversation.agentId !== by) return null;
  if (phase?.conversation.agentId !== by) return 'notPossibleNow';
  return draft.advanceCall(callId, { type: 'consultCompleted', atMs }) ? null : 'notPossibleNow';
}

export function consultLinkLost(draft: Draft, { callId, generation, atMs }: EventOf<'consultLinkLost'>): Refusal {
  if ((activeOf(draft, callId)?.consult?.talk ?? null) === null) return 'callNotFound';
  // The other agent may have asked first: then the next generation is already there.
  draft.advanceCall(callId, { type: 'consultLinkLost', generation, atMs });
  return null;
}

/** What happens to an agent's part in a call means another thing to it where they are only asked. */
const ASKED = {
  agentReturned: 'consultedReturned',
  agentDropped: 'consultedDropped',
  agentRevoked: 'consultEnded',
} as const;

export function partEvent(
  draft: Draft,
  callId: CallId,
  agentId: AgentId,
  event: keyof typeof ASKED,
  atMs: number,
): CallEvent {
  if (!isAsked(draft, callId, agentId)) return { type: event, atMs };
  const type = ASKED[event];
  return type === 'consultEnded' ? { type, resumes: false, atMs } : { type, atMs };
}

/** This agent is asked about the call: it rings at them, or they talk with the one who asks. */
export function isAsked(draft: Draft, callId: CallId, agentId: AgentId): boolean {
  return activeOf(draft, callId)?.consult?.offer.agentId === agentId;
}

/** This agent has the call, and asks a colleague. */
export function isAsking(draft: Draft, callId: CallId, agentId: AgentId): boolean {
  const phase = activeOf(draft, callId);
  return phase?.conversation.agentId === agentId && phase.consult !== null;
}

/** The offer is one to be asked, not one of a call. */
export function isConsultOffer(draft: Draft, callId: CallId, offerId: OfferId): boolean {
  return draft.call(callId)?.context.consult?.offer.offerId === offerId;
}

function activeOf(draft: Draft, callId: CallId): Active | undefined {
  const call = draft.call(callId);
  const phase = call === undefined ? undefined : callPhase(call);
  return phase?.name === 'active' ? phase : undefined;
}
