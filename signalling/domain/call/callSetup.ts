// The guards and actions of a call's machine. Knows no states.
import { assign, setup } from 'xstate';
import type { OfferId } from '../../protocol/index.ts';
import {
  afterReservation,
  closed,
  consulted,
  consultLeft,
  joined,
  lastPart,
  left,
  outcomeOf,
  wrappedUpBy,
} from './segments.ts';
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

/** The event ends the consultation, and the customer is not on hold after it. */
function isTalkedWithAgain({ consult, timers }: CallContext, event: CallEvent): boolean {
  if (consult === null) return false;
  switch (event.type) {
    case 'consultEnded':
      return event.resumes || !consult.wasHeld;
    case 'consultDeclined':
    case 'consultTakenBack':
      return consult.talk === null && event.offerId === consult.offer.offerId && !consult.wasHeld;
    case 'consultRingTimedOut':
      return timers.consultRing?.attempt === event.attempt && !consult.wasHeld;
    case 'consultGraceElapsed':
      return timers.consultGrace?.attempt === event.attempt && !consult.wasHeld;
    default:
      return false;
  }
}

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
    isPresentConsult: ({ context: { consult } }, params: { offerId: OfferId }) =>
      consult?.talk === null && consult.offer.offerId === params.offerId,
    isPresentConsultLink: ({ context: { consult } }, params: { generation: number }) =>
      consult?.talk?.generation === params.generation,
    isConsulting: ({ context: { consult } }) => (consult?.talk ?? null) !== null,
    isTalkedWithAgain: ({ context, event }) => isTalkedWithAgain(context, event),
    isLateTimer: ({ context }, params: { kind: TimerKind; attempt: number }) =>
      context.timers[params.kind]?.attempt !== params.attempt,
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
              consult: null,
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
    beginConsult: assign(({ context: { facts, offerCount }, event }) =>
      event.type !== 'consultBegun'
        ? {}
        : {
            offerCount: offerCount + 1,
            consult: {
              ...event.about,
              offer: {
                offerId: `${facts.callId}_${offerCount + 1}` as OfferId,
                agentId: event.agentId,
                sinceMs: event.atMs,
                interrupts: false,
              },
              talk: null,
            },
          },
    ),
    beginTalk: assign(({ context, event }) => {
      const { consult } = context;
      if (consult === null || event.type !== 'consultAnswered') return {};
      const { atMs, withVideo } = event;
      return {
        consult: { ...consult, talk: { answeredAtMs: atMs, withVideo, generation: 1, generationSinceMs: atMs } },
        segments: consulted(context, consult.offer.agentId, atMs),
      };
    }),
    dropConsult: assign(({ context: { segments }, event }) => ({
      consult: null,
      segments: consultLeft(segments, event.atMs),
    })),
    nextConsultGeneration: assign(({ context: { consult }, event }) => {
      if (!consult?.talk) return {};
      const generation = consult.talk.generation + 1;
      return { consult: { ...consult, talk: { ...consult.talk, generation, generationSinceMs: event.atMs } } };
    }),
    /** `wrapUp`: whether the agent who asked is to wrap up. */
    handToColleague: assign(({ context, event: { atMs } }, { wrapUp }: { wrapUp: 'none' | 'open' }) => {
      const { conversation, consult } = context;
      if (conversation === null || !consult?.talk) return {};
      const { offer, byName, reason, notes } = consult;
      const transfer = {
        by: conversation.agentId,
        byName,
        to: { kind: 'agent' as const, agentId: offer.agentId },
        reason,
        notes,
        atMs,
      };
      return {
        transfer,
        consult: null,
        segments: joined({ ...context, transfer, segments: left(context.segments, atMs, wrapUp) }, offer.agentId, atMs),
        conversation: {
          offerId: offer.offerId,
          agentId: offer.agentId,
          // The customer's page tells by it that somebody else has the call now, also where the clock was put back.
          answeredAtMs: Math.max(atMs, conversation.answeredAtMs + 1),
          withVideo: consult.talk.withVideo,
          generation: conversation.generation + 1,
          generationSinceMs: atMs,
        },
      };
    }),
    // The clock may have been put back during the call; a record never ends before it began.
    end: assign(({ context: { facts, segments }, event }, how: How) => {
      const last = lastPart(segments);
      const endedAtMs = Math.max(event.atMs, last?.leftMs ?? last?.joinedMs ?? facts.startedAtMs);
      return {
        offer: null,
        consult: null,
        reservedFor: null,
        segments: left(segments, endedAtMs, 'open'),
        ending: { ...how, outcome: outcomeOf(how.outcome, segments), endedAtMs },
      };
    }),
  },
});
