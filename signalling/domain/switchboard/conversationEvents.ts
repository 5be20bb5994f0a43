// What either party does in an active call. Pure. The sender's right to the call has been checked before.
import { callPhase } from '../call/call.ts';
import { agentOf } from '../call/parts.ts';
import { consultEnded } from './consultEvents.ts';
import type { DecisionBuilder } from './decisionBuilder.ts';
import { besideLegOf } from './roomEvents.ts';
import type { EventOf, Refusal } from './switchboard.ts';

export function hungUp(builder: DecisionBuilder, event: EventOf<'hungUp'>): Refusal {
  const { callId, by, atMs } = event;
  const call = builder.call(callId);
  if (call === undefined) return 'callNotFound';
  // Both may hang up in the same moment, and one may click twice: the call is over, as they wish.
  const { name } = callPhase(call);
  if (name === 'ended') return null;
  // The customer hung up on somebody who has handed the call on meanwhile: they wish to go, wherever they are.
  if (by === 'customer' && name !== 'active' && call.context.segments.length > 0)
    return builder.advanceCall(callId, { type: 'leftLine', atMs }) ? null : 'notPossibleNow';
  if (by === 'agent') {
    const { agentId, as } = event;
    const hasCall = agentOf(call.context) === agentId;
    const legId = besideLegOf(call, agentId);
    // Who has joined, or listens, leaves.
    if (as === 'asked' && legId !== undefined) {
      builder.advanceCall(callId, { type: 'legGone', legId, how: 'left', atMs });
      return null;
    }
    // Whoever is asked leaves; whom the call was left with, or taken from, in that moment wished something else.
    if (as === 'asked' && !hasCall) return consultEnded(builder, { type: 'consultEnded', callId, by: agentId, atMs });
    if (as === 'asked' || !hasCall) return 'notPossibleNow';
  }
  return builder.advanceCall(callId, { type: 'hungUp', by, atMs }) ? null : 'notPossibleNow';
}

export function holdChosen(builder: DecisionBuilder, { callId, held, atMs }: EventOf<'holdChosen'>): Refusal {
  const call = builder.call(callId);
  if (call === undefined) return 'callNotFound';
  const phase = callPhase(call);
  // While a colleague is asked, swapping says who is on hold.
  if (phase.name !== 'active' || phase.consult !== null) return 'notPossibleNow';
  // Nobody talks with two at once: who stands beside is turned to.
  const agent = builder.agent(phase.conversation.agentId);
  if (!held && agent?.context.callId !== callId) return 'notPossibleNow';
  // Choosing what already is changes nothing and is no problem.
  builder.advanceCall(callId, { type: held ? 'held' : 'resumed', atMs });
  return null;
}

export function generationLost(
  builder: DecisionBuilder,
  { callId, generation, atMs }: EventOf<'generationLost'>,
): Refusal {
  const call = builder.call(callId);
  if (call === undefined || callPhase(call).name !== 'active') return 'callNotFound';
  // The other party may have asked first: then the next generation is already there.
  builder.advanceCall(callId, { type: 'generationLost', generation, atMs });
  return null;
}

export function mediaConnected(
  builder: DecisionBuilder,
  { callId, generation, atMs }: EventOf<'mediaConnected'>,
): Refusal {
  const call = builder.call(callId);
  if (call === undefined || callPhase(call).name !== 'active') return 'callNotFound';
  builder.advanceCall(callId, { type: 'mediaConnected', generation, atMs });
  return null;
}
