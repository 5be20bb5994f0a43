// What time and restarts do to the switchboard. Pure.
import { agentWork, isOnline, isWriting } from '../agent/agent.ts';
import type { AgentTimer } from '../agent/agentEvents.ts';
import { wrapUpFinished } from './agentEvents.ts';
import type { CallId } from '../../protocol/index.ts';
import { callPhase, isCustomerPresent, type Call } from '../call/call.ts';
import { TIMER_EVENTS, type CallEvent, type Offer } from '../call/callEvents.ts';
import type { DecisionBuilder } from './decisionBuilder.ts';
import type { EventOf, Refusal } from './switchboard.ts';

export function timerFired(builder: DecisionBuilder, { timer, atMs }: EventOf<'timerFired'>): Refusal {
  if (timer.subject === 'agent') return agentTimerFired(builder, timer, atMs);
  const { callId, kind, attempt } = timer;
  const offer = kind === 'ring' ? offerRingingOut(builder.call(callId), attempt) : undefined;
  const event = offer === undefined ? undefined : harmlessRingOut(builder, callId, offer, atMs);
  builder.advanceCall(callId, event ?? { type: TIMER_EVENTS[kind], attempt, atMs });
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
  builder: DecisionBuilder,
  callId: CallId,
  { offerId, agentId }: Offer,
  atMs: number,
): CallEvent | undefined {
  const call = builder.call(callId);
  if (call === undefined) return undefined;
  if (!isCustomerPresent(call)) return { type: 'offerTakenBack', offerId, customerAway: true, atMs };
  // Who is in a call has missed nothing, and it would only ring there again.
  const agent = builder.agent(agentId);
  if (agent !== undefined && agentWork(agent).name !== 'ringing')
    return { type: 'declined', offerId, unanswered: 'inCall', atMs };
  const { facts, segments } = call.context;
  // Who has spoken with an agent is somebody.
  if (segments.length > 0) return undefined;
  if (facts.silent === true) return { type: 'declined', offerId, unanswered: 'silent', atMs };
  // When the one before rang out there, too, nobody sits there.
  const isFirst = (builder.agent(agentId)?.context.ringOuts ?? 0) === 0;
  return facts.doubtful === true && isFirst ? { type: 'declined', offerId, unanswered: 'doubtful', atMs } : undefined;
}

function agentTimerFired(builder: DecisionBuilder, { kind, agentId, attempt }: AgentTimer, atMs: number): Refusal {
  if (kind === 'lease') {
    builder.advanceAgent(agentId, { type: 'leaseExpired', attempt, atMs });
    return null;
  }
  const context = builder.agent(agentId)?.context;
  if (context?.wrapUpLimit?.attempt !== attempt || context.callId === null) return null;
  return wrapUpFinished(builder, { type: 'wrapUpFinished', agentId, callId: context.callId, atMs });
}

/** Changes nothing by itself: every decision looks at who may have which call by now. */
export function overflowDue(): Refusal {
  return null;
}

/** For calls in line as for new ones. A call keeps the timings it came with; without its queue it is closed. */
export function rulesChanged(builder: DecisionBuilder, { queues, routing, atMs }: EventOf<'rulesChanged'>): Refusal {
  builder.changeRules({ queues, routing });
  for (const [callId, call] of [...builder.state.calls]) closeWithoutQueue(builder, callId, call, atMs);
  return null;
}

function closeWithoutQueue(builder: DecisionBuilder, callId: CallId, call: Call, atMs: number): void {
  const { name } = callPhase(call);
  const isInLine = name === 'waiting' || name === 'promised' || name === 'ringing';
  if (!isInLine || builder.state.queues.has(call.context.facts.queueId)) return;
  builder.advanceCall(callId, { type: 'queueClosed', atMs });
}

/** Nobody is connected yet: everyone gets a fresh grace period, and calls of queues that no longer exist are closed. */
export function serverRestarted(builder: DecisionBuilder, { atMs }: EventOf<'serverRestarted'>): Refusal {
  const { calls, agents } = builder.state;
  for (const [agentId, agent] of [...agents]) {
    const hasTimer = isWriting(agent) || agent.context.wrapUpLimit !== null;
    if (isOnline(agent) || hasTimer) builder.advanceAgent(agentId, { type: 'serverRestarted', atMs });
  }
  for (const [callId, call] of [...calls]) {
    const { name } = callPhase(call);
    if (name === 'ended') continue;
    builder.advanceCall(callId, { type: 'serverRestarted', atMs });
    closeWithoutQueue(builder, callId, call, atMs);
  }
  return null;
}
