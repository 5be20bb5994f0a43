// What a customer does to the switchboard. Pure.
import { callPhase, createCall } from '../call/call.ts';
import { isOpenAt } from '../queue/openingHours.ts';
import type { Draft } from './draft.ts';
import { queueFactsOf } from './transferEvents.ts';
import type { EventOf, Refusal } from './switchboard.ts';

export function customerCalled(draft: Draft, { call, atMs }: EventOf<'customerCalled'>): Refusal {
  const queue = draft.state.queues.get(call.queueId);
  if (queue === undefined) return 'topicUnknown';
  if (!isOpenAt(queue.hours, atMs)) return 'queueClosed';
  if (draft.state.line.waitingIn(queue.id) >= queue.maxWaiting) return 'lineFull';
  draft.addCall(
    createCall({
      ...call,
      ...queueFactsOf(queue),
      startedAtMs: atMs,
      arrival: draft.state.callIndex.lastArrival + 1,
    }),
  );
  return null;
}

export function customerLeftLine(draft: Draft, { callId, atMs }: EventOf<'customerLeftLine'>): Refusal {
  if (draft.call(callId) === undefined) return 'callNotFound';
  return draft.advanceCall(callId, { type: 'leftLine', atMs }) ? null : 'notPossibleNow';
}

export function callbackAsked(draft: Draft, { callId, atMs }: EventOf<'callbackAsked'>): Refusal {
  const call = draft.call(callId);
  if (call === undefined) return 'callNotFound';
  // Asked twice is promised once.
  if (callPhase(call).name === 'promised') return null;
  return draft.advanceCall(callId, { type: 'callbackAsked', atMs }) ? null : 'notPossibleNow';
}

export function callbackTaken(draft: Draft, { callId, atMs }: EventOf<'callbackTaken'>): Refusal {
  const call = draft.call(callId);
  if (call === undefined) return 'callNotFound';
  const { name } = callPhase(call);
  if (name === 'waiting' || name === 'ringing') return null;
  return draft.advanceCall(callId, { type: 'callbackTaken', atMs }) ? null : 'notPossibleNow';
}

export function customerDropped(draft: Draft, { callId, atMs }: EventOf<'customerDropped'>): Refusal {
  draft.advanceCall(callId, { type: 'customerDropped', atMs });
  return null;
}

export function customerReturned(draft: Draft, { callId, atMs }: EventOf<'customerReturned'>): Refusal {
  const call = draft.call(callId);
  if (call === undefined || callPhase(call).name === 'ended') return 'callEnded';
  draft.advanceCall(callId, { type: 'customerReturned', atMs });
  return null;
}
