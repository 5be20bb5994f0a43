// What an agent sees of each call in hand: one that rings, one that goes on, and those that stand beside it. Pure.
import type { AgentCall, AgentView, CallId, Offer } from '../../protocol/index.ts';
import type { Agent } from '../agent/agent.ts';
import { besideOf } from '../agent/tasks.ts';
import { callPhase, isCustomerPresent, type Call, type CallPhase } from '../call/call.ts';
import { wrappedUpBy } from '../call/segments.ts';
import type { Switchboard } from './switchboard.ts';
import type { MediaServersFor } from './viewParts.ts';

type Ringing = Extract<CallPhase, { name: 'ringing' }>;
type Active = Extract<CallPhase, { name: 'active' }>;

export function requireCall(state: Switchboard, callId: CallId): Call {
  const call = state.calls.get(callId);
  if (call === undefined) throw new Error('the call of a busy agent is kept');
  return call;
}

export function aboutCall({ context: { facts } }: Call): Pick<Offer, 'callId' | 'customerName' | 'topic' | 'media'> {
  const { callId, customerName, topic, media } = facts;
  return { callId, customerName, topic, media };
}

export function offerView(call: Call, { offer: { offerId, sinceMs, interrupts } }: Ringing): Offer {
  const { facts, callback } = call.context;
  return {
    ...aboutCall(call),
    offerId,
    waitingSinceMs: facts.startedAtMs,
    ringingSinceMs: sinceMs,
    ringTimeoutMs: facts.timings.ringTimeoutMs,
    ...(callback === null ? {} : { promisedAtMs: callback.promisedAtMs }),
    ...(interrupts ? { neededUntilMs: sinceMs + facts.interruptCountdownMs } : {}),
  };
}

export function callView(call: Call, { conversation, held }: Active, mediaServersFor: MediaServersFor): AgentCall {
  const { answeredAtMs, withVideo, generation, generationSinceMs } = conversation;
  return {
    ...aboutCall(call),
    answeredAtMs,
    withVideo,
    generation,
    held,
    customerConnected: isCustomerPresent(call),
    ...mediaServersFor('agent', call.context.facts.callId, generationSinceMs),
  };
}

/** Nothing where nothing stands beside. */
export function inHandView(
  state: Switchboard,
  { context }: Agent,
  mediaServersFor: MediaServersFor,
): Pick<AgentView, 'inHand'> {
  const beside = besideOf(context);
  if (beside.length === 0) return {};
  const inHand: NonNullable<AgentView['inHand']> = { calls: [], wrapUps: [] };
  for (const { callId, sinceMs } of beside) {
    const call = requireCall(state, callId);
    const phase = callPhase(call);
    const part = wrappedUpBy(call.context, context.agentId);
    if (part !== undefined) inHand.wrapUps.push({ ...aboutCall(call), topic: part.topic, sinceMs });
    else if (phase.name === 'ringing') inHand.offer = offerView(call, phase);
    else if (phase.name === 'active') inHand.calls.push({ ...callView(call, phase, mediaServersFor), sinceMs });
  }
  return { inHand };
}
