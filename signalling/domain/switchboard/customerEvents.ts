// What a customer does to the switchboard. Pure.
import { callPhase, createCall } from '../call/call.ts';
import { isOpenAt } from '../queue/openingHours.ts';
import type { DecisionBuilder } from './decisionBuilder.ts';
import { queueFactsOf } from './transferEvents.ts';
import type { EventOf, Refusal } from './switchboard.ts';

export function customerCalled(builder: DecisionBuilder, { call, atMs }: EventOf<'customerCalled'>): Refusal {
  const queue = builder.state.queues.get(call.queueId);
  if (queue === undefined) return 'topicUnknown';
  if (!isOpenAt(queue.hours, atMs)) return 'queueClosed';
  if (builder.state.line.waitingIn(queue.id) >= queue.maxWaiting) return 'lineFull';
  const { takesRooms = false, ...about } = call;
  const arrival = builder.state.callIndex.lastArrival + 1;
  builder.addCall(createCall({ ...about, ...queueFactsOf(queue), startedAtMs: atMs, arrival }, takesRooms));
  return null;
}

export function customerLeftLine(builder: DecisionBuilder, { callId, atMs }: EventOf<'customerLeftLine'>): Refusal {
  if (builder.call(callId) === undefined) return 'callNotFound';
  return builder.advanceCall(callId, { type: 'leftLine', atMs }) ? null : 'notPossibleNow';
}

export function callbackAsked(builder: DecisionBuilder, { callId, atMs }: EventOf<'callbackAsked'>): Refusal {
  const call = builder.call(callId);
  if (call === undefined) return 'callNotFound';
  // Asked twice is promised once.
  if (callPhase(call).name === 'promised') return null;
  return builder.advanceCall(callId, { type: 'callbackAsked', atMs }) ? null : 'notPossibleNow';
}

export function callbackTaken(builder: DecisionBuilder, { callId, atMs }: EventOf<'callbackTaken'>): Refusal {
  const call = builder.call(callId);
  if (call === undefined) return 'callNotFound';
  const { name } = callPhase(call);
  if (name === 'waiting' || name === 'ringing') return null;
  return builder.advanceCall(callId, { type: 'callbackTaken', atMs }) ? null : 'notPossibleNow';
}

export function customerDropped(builder: DecisionBuilder, { callId, atMs }: EventOf<'customerDropped'>): Refusal {
  builder.advanceCall(callId, { type: 'customerDropped', atMs });
  return null;
}

export function customerReturned(
  builder: DecisionBuilder,
  { callId, takesRooms = false, atMs }: EventOf<'customerReturned'>,
): Refusal {
  const call = builder.call(callId);
  if (call === undefined || callPhase(call).name === 'ended') return 'callEnded';
  builder.advanceCall(callId, { type: 'customerReturned', takesRooms, atMs });
  return null;
}
