// What either party does in an active call. Pure. The sender's right to the call has been checked before.
import { callPhase } from '../call/call.ts';
import type { Draft } from './draft.ts';
import type { EventOf, Refusal } from './switchboard.ts';

export function hungUp(draft: Draft, { callId, by, atMs }: EventOf<'hungUp'>): Refusal {
  const call = draft.call(callId);
  if (call === undefined) return 'callNotFound';
  // Both may hang up in the same moment, and one may click twice: the call is over, as they wish.
  const { name } = callPhase(call);
  if (name === 'ended') return null;
  // The customer hung up on somebody who has handed the call on meanwhile: they wish to go, wherever they are.
  if (by === 'customer' && name !== 'active' && call.context.segments.length > 0)
    return draft.advanceCall(callId, { type: 'leftLine', atMs }) ? null : 'notPossibleNow';
  return draft.advanceCall(callId, { type: 'hungUp', by, atMs }) ? null : 'notPossibleNow';
}

export function holdChosen(draft: Draft, { callId, held, atMs }: EventOf<'holdChosen'>): Refusal {
  const call = draft.call(callId);
  if (call === undefined) return 'callNotFound';
  const phase = callPhase(call);
  // While a colleague is asked, swapping says who is on hold.
  if (phase.name !== 'active' || phase.consult !== null) return 'notPossibleNow';
  // Nobody talks with two at once: who stands beside is turned to.
  const agent = draft.agent(phase.conversation.agentId);
  if (!held && agent?.context.callId !== callId) return 'notPossibleNow';
  // Choosing what already is changes nothing and is no problem.
  draft.advanceCall(callId, { type: held ? 'held' : 'resumed', atMs });
  return null;
}

export function generationLost(draft: Draft, { callId, generation, atMs }: EventOf<'generationLost'>): Refusal {
  const call = draft.call(callId);
  if (call === undefined || callPhase(call).name !== 'active') return 'callNotFound';
  // The other party may have asked first: then the next generation is already there.
  draft.advanceCall(callId, { type: 'generationLost', generation, atMs });
  return null;
}

export function mediaConnected(draft: Draft, { callId, generation, atMs }: EventOf<'mediaConnected'>): Refusal {
  const call = draft.call(callId);
  if (call === undefined || callPhase(call).name !== 'active') return 'callNotFound';
  draft.advanceCall(callId, { type: 'mediaConnected', generation, atMs });
  return null;
}
