// The guards and actions of a call's machine. Knows no states.
import { assign, setup } from 'xstate';
import type { OfferId } from '../../protocol/index.ts';
import { afterReservation, closed, joined, left, outcomeOf, wrappedUpBy } from './segments.ts';
import {
  CALLBACK_TRIES,
  type CallContext,
  type CallEvent,
  type CallFacts,
  type Ending,
  type TimerKind,
} from './callEvents.ts';

/** How a call ends; when is added. */
export type How = Omit<Ending, 'endedAtMs'>;

/** When the present event came; a call arrives without one. */
export const timeOf = (event: { atMs?: number }, { facts }: CallContext): number => event.atMs ?? facts.startedAtMs;

export const callSetup = setup({
  types: { context: {} as CallContext, events: {} as CallEvent, input: {} as CallFacts },
  guards: {
    isPresentOffer: ({ context }, params: { offerId: OfferId }) => context.offer?.offerId === params.offerId,
    isPresentTimer: ({ context }, params: { kind: TimerKind; attempt: number }) =>
      context.timers[params.kind]?.attempt === params.attempt,
    isPresentGeneration: ({ context }, params: { generation: number }) =>
      context.conversation?.generation === params.generation,
    isOffered: ({ context }) => context.offer !== null,
    isReserved: ({ context }) => context.reservedFor !== null,
    isWrappedUp: ({ context, event }) =>
      event.type === 'wrapUpClosed' && wrappedUpBy(context, event.agentId) !== undefined,
    hasThreshold: ({ context }) => context.facts.timings.interruptReplyAfterMs !== undefined,
    isLastTry: ({ context: { callback, timers } }, params: { attempt: number }) =>
      timers.callbackRing?.attempt === params.attempt && callback !== null && callback.tries >= CALLBACK_TRIES,
    isKnownGeneration: ({ context }, params: { generation: number }) =>
      context.conversation !== null && params.generation <= context.conversation.generation,
  },
  actions: {
    // Effects: asked for here, performed by the runner.
    startTimer: (_, _params: { kind: TimerKind; attempt: number; delayMs: number }) => undefined,
    stopTimer: (_, _params: { kind: TimerKind; attempt: number }) => undefined,
    // Changes to the context.
    armTimer: assign(({ context }, params: { kind: TimerKind; dueAtMs: number }) => ({
      attempt: context.attempt + 1,
      timers: { ...context.timers, [params.kind]: { attempt: context.attempt + 1, dueAtMs: params.dueAtMs } },
    })),
    disarmTimer: assign(({ context }, params: { kind: TimerKind }) => {
      const { [params.kind]: _stopped, ...timers } = context.timers;
      return { timers };
    }),
    beginOffer: assign(({ context, event }) =>
      event.type !== 'offered'
        ? {}
        : {
            offerCount: context.offerCount + 1,
            offer: {
              offerId: `${context.facts.callId}_${context.offerCount + 1}` as OfferId,
              agentId: event.agentId,
              sinceMs: event.atMs,
              interrupts: event.interrupts,
            },
          },
    ),
    dropOffer: assign({ offer: null }),
    passReservation: assign(({ context }) => ({ reservedFor: afterReservation(context) })),
    noteTransfer: assign(({ context: { facts, declinedBy }, event }) =>
      event.type !== 'transferred'
        ? {}
        : {
            transfer: event.transfer,
            facts: { ...facts, ...event.queue },
            reservedFor: event.transfer.to.kind === 'agent' ? event.transfer.to.agentId : null,
            declinedBy: [...declinedBy, event.transfer.by],
          },
    ),
    closeWrapUp: assign(({ context, event }) =>
      event.type === 'wrapUpClosed' ? { segments: closed(context.segments, event.agentId) } : {},
    ),
    noteDecline: assign(({ context }) =>
      context.offer === null ? {} : { declinedBy: [...context.declinedBy, context.offer.agentId] },
    ),
    promiseCallback: assign(({ context, event }) => ({
      callback: { promisedAtMs: timeOf(event, context), tries: 0 },
      reservedFor: null,
    })),
    countTry: assign(({ context: { callback } }) =>
      callback === null ? {} : { callback: { ...callback, tries: callback.tries + 1 } },
    ),
    forgetDeclines: assign({ declinedBy: [] }),
    beginConversation: assign(({ context, event }) =>
      context.offer === null || event.type !== 'answered'
        ? {}
        : {
            offer: null,
            reservedFor: null,
            segments: joined(context, context.offer.agentId, event.atMs),
            conversation: {
              offerId: context.offer.offerId,
              agentId: context.offer.agentId,
              answeredAtMs: Math.max(event.atMs, context.facts.startedAtMs),
              withVideo: event.withVideo,
              generation: (context.lastGeneration ?? 0) + 1,
              generationSinceMs: event.atMs,
            },
          },
    ),
    /** `wrapUp`: whether the agent is to wrap up. */
    dropConversation: assign(
      ({ context: { conversation, segments }, event }, { wrapUp }: { wrapUp: 'none' | 'open' }) =>
        conversation === null
          ? {}
          : {
              conversation: null,
              lastGeneration: conversation.generation,
              segments: left(segments, event.atMs, wrapUp),
            },
    ),
    nextGeneration: assign(({ context: { conversation }, event }) =>
      conversation === null
        ? {}
        : {
            conversation: {
              ...conversation,
              generation: conversation.generation + 1,
              generationSinceMs: event.atMs,
            },
          },
    ),
    // The clock may have been put back during the call; a record never ends before it began.
    end: assign(({ context: { facts, segments }, event }, how: How) => {
      const endedAtMs = Math.max(event.atMs, segments.at(-1)?.leftMs ?? segments.at(-1)?.joinedMs ?? facts.startedAtMs);
      return {
        offer: null,
        reservedFor: null,
        segments: left(segments, endedAtMs, 'open'),
        ending: { ...how, outcome: outcomeOf(how.outcome, segments), endedAtMs },
      };
    }),
  },
});
