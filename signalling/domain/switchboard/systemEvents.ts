// What time and restarts do to the switchboard. Pure.
import { agentWork, isOnline, isWriting } from '../agent/agent.ts';
import type { AgentTimer } from '../agent/agentEvents.ts';
import { wrapUpFinished } from './agentEvents.ts';
import type { CallId } from '../../protocol/index.ts';
import { callPhase, isCustomerPresent, type Call } from '../call/call.ts';
import { TIMER_EVENTS, type CallEvent, type Offer } from '../call/callEvents.ts';
import type { Draft } from './draft.ts';
import type { EventOf, Refusal } from './switchboard.ts';

export function timerFired(draft: Draft, { timer, atMs }: EventOf<'timerFired'>): Refusal {
  if (timer.subject === 'agent') return agentTimerFired(draft, timer, atMs);
  const { callId, kind, attempt } = timer;
  const offer = kind === 'ring' ? offerRingingOut(draft.call(callId), attempt) : undefined;
  const event = offer === undefined ? undefined : harmlessRingOut(draft, callId, offer, atMs);
  draft.advanceCall(callId, event ?? { type: TIMER_EVENTS[kind], attempt, atMs });
  return null;
}

/** At an agent who is connected. */
function offerRingingOut(call: Call | undefined, attempt: number): Offer | undefined {
  if (call?.context.timers.ring?.attempt !== attempt) return undefined;
  const phase = callPhase(call);
  return phase.name === 'ringing' && phase.agentPresent ? phase.offer : undefined;
}

/**
 * The ringing of a call in which perhaps nobody was there: it counts against no agent, and others in line are not kept waiting by it.
 * Undefined: it is missed like any other.
 */
function harmlessRingOut(
  draft: Draft,
  callId: CallId,
  { offerId, agentId }: Offer,
  atMs: number,
): CallEvent | undefined {
  const call = draft.call(callId);
  if (call === undefined) return undefined;
  if (!isCustomerPresent(call)) return { type: 'offerTakenBack', offerId, customerAway: true, atMs };
  // Who is in a call has missed nothing, and it would only ring there again.
  const agent = draft.agent(agentId);
  if (agent !== undefined && agentWork(agent).name !== 'ringing')
    return { type: 'declined', offerId, unanswered: 'inCall', atMs };
  const { facts, segments } = call.context;
  // Who has spoken with an agent is somebody.
  if (segments.length > 0) return undefined;
  if (facts.silent === true) return { type: 'declined', offerId, unanswered: 'silent', atMs };
  // When the one before rang out there, too, nobody sits there.
  const isFirst = (draft.agent(agentId)?.context.ringOuts ?? 0) === 0;
  return facts.doubtful === true && isFirst ? { type: 'declined', offerId, unanswered: 'doubtful', atMs } : undefined;
}

function agentTimerFired(draft: Draft, { kind, agentId, attempt }: AgentTimer, atMs: number): Refusal {
  if (kind === 'lease') {
    draft.advanceAgent(agentId, { type: 'leaseExpired', attempt, atMs });
    return null;
  }
  const context = draft.agent(agentId)?.context;
  if (context?.wrapUpLimit?.attempt !== attempt || context.callId === null) return null;
  return wrapUpFinished(draft, { type: 'wrapUpFinished', agentId, callId: context.callId, atMs });
}

/** Changes nothing by itself: every decision looks at who may have which call by now. */
export function overflowDue(): Refusal {
  return null;
}

/** For calls in line as for new ones. A call keeps the timings it came with; without its queue it is closed. */
export function rulesChanged(draft: Draft, { queues, routing, atMs }: EventOf<'rulesChanged'>): Refusal {
  draft.changeRules({ queues, routing });
  for (const [callId, call] of [...draft.state.calls]) closeWithoutQueue(draft, callId, call, atMs);
  return null;
}

function closeWithoutQueue(draft: Draft, callId: CallId, call: Call, atMs: number): void {
  const { name } = callPhase(call);
  const isInLine = name === 'waiting' || name === 'promised' || name === 'ringing';
  if (!isInLine || draft.state.queues.has(call.context.facts.queueId)) return;
  draft.advanceCall(callId, { type: 'queueClosed', atMs });
}

/** Nobody is connected yet: everyone gets a fresh grace period, and calls of queues that no longer exist are closed. */
export function serverRestarted(draft: Draft, { atMs }: EventOf<'serverRestarted'>): Refusal {
  const { calls, agents } = draft.state;
  for (const [agentId, agent] of [...agents]) {
    const hasTimer = isWriting(agent) || agent.context.wrapUpLimit !== null;
    if (isOnline(agent) || hasTimer) draft.advanceAgent(agentId, { type: 'serverRestarted', atMs });
  }
  for (const [callId, call] of [...calls]) {
    const { name } = callPhase(call);
    if (name === 'ended') continue;
    draft.advanceCall(callId, { type: 'serverRestarted', atMs });
    closeWithoutQueue(draft, callId, call, atMs);
  }
  return null;
}
