// What time and restarts do to the switchboard. Pure.
import { isOnline, isWriting } from '../agent/agent.ts';
import type { AgentTimer } from '../agent/agentEvents.ts';
import { wrapUpFinished } from './agentEvents.ts';
import type { CallId } from '../../protocol/index.ts';
import { callPhase, type Call } from '../call/call.ts';
import { TIMER_EVENTS, type Offer } from '../call/callEvents.ts';
import type { Draft } from './draft.ts';
import type { EventOf, Refusal } from './switchboard.ts';

export function timerFired(draft: Draft, { timer, atMs }: EventOf<'timerFired'>): Refusal {
  if (timer.subject === 'agent') return agentTimerFired(draft, timer, atMs);
  const { callId, kind, attempt } = timer;
  const doubtful = kind === 'ring' ? doubtfulOffer(draft, draft.call(callId), attempt) : undefined;
  if (doubtful !== undefined) {
    draft.advanceCall(callId, { type: 'declined', offerId: doubtful.offerId, unanswered: true, atMs });
    return null;
  }
  draft.advanceCall(callId, { type: TIMER_EVENTS[kind], attempt, atMs });
  return null;
}

/**
 * One that rang out at an agent who is connected: it counts against nobody, and others in line are not kept waiting by it.
 * When the one before rang out there, too, nobody sits there: it is missed like any other.
 */
function doubtfulOffer(draft: Draft, call: Call | undefined, attempt: number): Offer | undefined {
  // Who has spoken with an agent is somebody.
  if (call?.context.facts.doubtful !== true || call.context.segments.length > 0) return undefined;
  if (call.context.timers.ring?.attempt !== attempt) return undefined;
  const phase = callPhase(call);
  if (phase.name !== 'ringing' || !phase.agentPresent) return undefined;
  const ringOuts = draft.agent(phase.offer.agentId)?.context.ringOuts ?? 0;
  return ringOuts === 0 ? phase.offer : undefined;
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
