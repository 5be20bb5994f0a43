// The guards and actions of a call's machine. Knows no states.
import { assign, setup } from 'xstate';
import type { OfferId } from '../../protocol/index.ts';
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
    noteDecline: assign(({ context }) =>
      context.offer === null ? {} : { declinedBy: [...context.declinedBy, context.offer.agentId] },
    ),
    promiseCallback: assign(({ context, event }) => ({ callback: { promisedAtMs: timeOf(event, context), tries: 0 } })),
    countTry: assign(({ context: { callback } }) =>
      callback === null ? {} : { callback: { ...callback, tries: callback.tries + 1 } },
    ),
    forgetDeclines: assign({ declinedBy: [] }),
    beginConversation: assign(({ context, event }) =>
      context.offer === null || event.type !== 'answered'
        ? {}
        : {
            offer: null,
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
    dropConversation: assign(({ context: { conversation } }) =>
      conversation === null ? {} : { conversation: null, lastGeneration: conversation.generation },
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
    end: assign(({ context: { facts, conversation }, event }, how: How) => ({
      offer: null,
      ending: { ...how, endedAtMs: Math.max(event.atMs, conversation?.answeredAtMs ?? facts.startedAtMs) },
    })),
  },
});
