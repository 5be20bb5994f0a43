// What time and restarts do to the switchboard. Pure.
import { isOnline, isWriting } from '../agent/agent.ts';
import { AGENT_TIMER_EVENTS } from '../agent/agentEvents.ts';
import { callPhase } from '../call/call.ts';
import { TIMER_EVENTS } from '../call/callEvents.ts';
import type { Draft } from './draft.ts';
import type { EventOf, Refusal } from './switchboard.ts';

export function timerFired(draft: Draft, { timer, atMs }: EventOf<'timerFired'>): Refusal {
  const { attempt } = timer;
  if (timer.subject === 'call') draft.advanceCall(timer.callId, { type: TIMER_EVENTS[timer.kind], attempt, atMs });
  else draft.advanceAgent(timer.agentId, { type: AGENT_TIMER_EVENTS[timer.kind], attempt, atMs });
  return null;
}

/** Nobody is connected yet: everyone gets a fresh grace period, and calls of queues that no longer exist are closed. */
export function serverRestarted(draft: Draft, { atMs }: EventOf<'serverRestarted'>): Refusal {
  const { calls, agents, queues } = draft.state;
  for (const [agentId, agent] of [...agents]) {
    if (isOnline(agent) || isWriting(agent)) draft.advanceAgent(agentId, { type: 'serverRestarted', atMs });
  }
  for (const [callId, call] of [...calls]) {
    const { name } = callPhase(call);
    if (name === 'ended') continue;
    draft.advanceCall(callId, { type: 'serverRestarted', atMs });
    const isInLine = name === 'waiting' || name === 'promised' || name === 'ringing';
    if (isInLine && !queues.has(call.context.facts.queueId)) draft.advanceCall(callId, { type: 'queueClosed', atMs });
  }
  return null;
}
