// The life of a call as a table: waiting → ringing → active → ended. Knows no agents beyond their ids, no clock, no store.
import { assign, setup } from 'xstate';
import type { OfferId } from '../../protocol/index.ts';
import {
  CALLBACK_REST_MS,
  CALLBACK_RING_MS,
  CALLBACK_TRIES,
  OFFER_GRACE_AFTER_RESTART_MS,
  OFFER_GRACE_MS,
  type CallContext,
  type CallEvent,
  type CallFacts,
  type Ending,
  type TimerKind,
} from './callEvents.ts';

type How = Omit<Ending, 'endedAtMs'>;
const ABANDONED: How = { outcome: 'abandoned', endedBy: 'customer', reason: 'leftLine' };
const LOST_IN_LINE: How = { outcome: 'abandoned', endedBy: 'customer', reason: 'connectionLost' };
const NOT_REACHED: How = { outcome: 'abandoned', endedBy: 'customer', reason: 'callbackUnanswered' };
const CLOSED: How = { outcome: 'closed', endedBy: 'system', reason: 'queueClosed' };
const CUSTOMER_LOST: How = { outcome: 'answered', endedBy: 'customer', reason: 'connectionLost' };
const AGENT_LOST: How = { outcome: 'answered', endedBy: 'agent', reason: 'connectionLost' };
const MEDIA_FAILED: How = { outcome: 'mediaFailed', endedBy: 'system', reason: 'mediaFailed' };

/** When the present event came; a call arrives without one. */
const timeOf = (event: { atMs?: number }, { facts }: CallContext): number => event.atMs ?? facts.startedAtMs;

const callSetup = setup({
  types: { context: {} as CallContext, events: {} as CallEvent, input: {} as CallFacts },
  guards: {
    isPresentOffer: ({ context }, params: { offerId: OfferId }) => context.offer?.offerId === params.offerId,
    isPresentTimer: ({ context }, params: { kind: TimerKind; attempt: number }) =>
      context.timers[params.kind]?.attempt === params.attempt,
    isPresentGeneration: ({ context }, params: { generation: number }) =>
      context.conversation?.generation === params.generation,
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
              generation: 1,
              generationSinceMs: event.atMs,
            },
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
    end: assign(({ context: { facts, conversation }, event }, how: How) => ({
      offer: null,
      ending: { ...how, endedAtMs: Math.max(event.atMs, conversation?.answeredAtMs ?? facts.startedAtMs) },
    })),
  },
});

/** How long a timer runs: as this call's queue says, or so many milliseconds. */
type Timing = keyof CallFacts['timings'] | number;
const durationOf = (timing: Timing, { facts }: CallContext): number =>
  typeof timing === 'number' ? timing : (facts.timings[timing] ?? 0);
/** Due time of a timer that starts with the present event. */
const after = (kind: TimerKind, timing: Timing) =>
  ({
    type: 'armTimer',
    params: ({ context, event }: { context: CallContext; event: CallEvent }) => ({
      kind,
      dueAtMs: timeOf(event, context) + durationOf(timing, context),
    }),
  }) as const;
/** Runs what is left of the timer: all of it when it has just been armed, and never more, whatever the clock says. */
const start = (kind: TimerKind, timing: Timing) =>
  ({
    type: 'startTimer',
    params: ({ context, event }: { context: CallContext; event: CallEvent }) => {
      const { attempt, dueAtMs } = context.timers[kind] ?? { attempt: 0, dueAtMs: 0 };
      return {
        kind,
        attempt,
        delayMs: Math.min(Math.max(0, dueAtMs - timeOf(event, context)), durationOf(timing, context)),
      };
    },
  }) as const;
const stop = (kind: TimerKind) =>
  ({
    type: 'stopTimer',
    params: ({ context }: { context: CallContext }) => ({ kind, attempt: context.timers[kind]?.attempt ?? 0 }),
  }) as const;
const disarm = (kind: TimerKind) => ({ type: 'disarmTimer', params: { kind } }) as const;
/** A state that holds a timer for exactly as long as it lasts, whatever the way out. */
const lasting = (kind: TimerKind, timing: Timing) => ({
  entry: [after(kind, timing), start(kind, timing)],
  exit: [stop(kind), disarm(kind)],
});
const ended = (how: How) => ({ target: '#call.ended', actions: { type: 'end', params: how } }) as const;
const dueTimer = (kind: TimerKind) =>
  ({
    type: 'isPresentTimer',
    params: ({ event }: { event: { attempt: number } }) => ({ kind, attempt: event.attempt }),
  }) as const;
const presentOffer = {
  type: 'isPresentOffer',
  params: ({ event }: { event: { offerId: OfferId } }) => ({ offerId: event.offerId }),
} as const;

export const callMachine = callSetup.createMachine({
  id: 'call',
  context: ({ input }) => ({
    facts: input,
    attempt: 0,
    offerCount: 0,
    timers: {},
    declinedBy: [],
    callback: null,
    offer: null,
    conversation: null,
    ending: null,
  }),
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      states: {
        service: {
          initial: 'waiting',
          states: {
            waiting: {
              on: {
                offered: { target: 'ringing', actions: 'beginOffer' },
                callbackAsked: { target: 'promised', actions: 'promiseCallback' },
                leftLine: ended(ABANDONED),
                queueClosed: ended(CLOSED),
                customerGraceElapsed: { guard: dueTimer('customerGrace'), ...ended(LOST_IN_LINE) },
              },
            },
            promised: {
              on: {
                callbackTaken: 'waiting',
                leftLine: ended(ABANDONED),
                queueClosed: ended(CLOSED),
              },
              initial: 'ready',
              states: {
                // Whether the page is open now does not matter: a phone that sleeps may wake up when it rings.
                ready: { on: { turnCame: { target: 'calling', actions: 'countTry' } } },
                calling: {
                  ...lasting('callbackRing', CALLBACK_RING_MS),
                  on: {
                    callbackRingElapsed: [
                      {
                        guard: { type: 'isLastTry', params: ({ event }) => ({ attempt: event.attempt }) },
                        ...ended(NOT_REACHED),
                      },
                      { guard: dueTimer('callbackRing'), target: 'resting' },
                    ],
                    serverRestarted: { actions: start('callbackRing', CALLBACK_RING_MS) },
                  },
                },
                resting: {
                  ...lasting('callbackRest', CALLBACK_REST_MS),
                  on: {
                    callbackRestElapsed: { guard: dueTimer('callbackRest'), target: 'ready' },
                    serverRestarted: { actions: start('callbackRest', CALLBACK_REST_MS) },
                  },
                },
              },
            },
            ringing: {
              ...lasting('ring', 'ringTimeoutMs'),
              on: {
                answered: { guard: presentOffer, target: 'active', actions: 'beginConversation' },
                declined: { guard: presentOffer, target: 'waiting', actions: ['noteDecline', 'dropOffer'] },
                offerTakenBack: { guard: presentOffer, target: 'waiting', actions: 'dropOffer' },
                ringTimedOut: { guard: dueTimer('ring'), target: 'waiting', actions: 'dropOffer' },
                offerGraceElapsed: { guard: dueTimer('offerGrace'), target: 'waiting', actions: 'dropOffer' },
                serverRestarted: { target: '.restarted', actions: start('ring', 'ringTimeoutMs') },
                leftLine: ended(ABANDONED),
                queueClosed: ended(CLOSED),
                customerGraceElapsed: { guard: dueTimer('customerGrace'), ...ended(LOST_IN_LINE) },
              },
              initial: 'present',
              states: {
                present: { on: { agentDropped: 'away' } },
                away: { ...lasting('offerGrace', OFFER_GRACE_MS), on: { agentReturned: 'present' } },
                restarted: {
                  ...lasting('offerGrace', OFFER_GRACE_AFTER_RESTART_MS),
                  on: { agentReturned: 'present' },
                },
              },
            },
            active: {
              type: 'parallel',
              on: {
                hungUp: {
                  target: '#call.ended',
                  actions: {
                    type: 'end',
                    params: ({ event }) => ({ outcome: 'answered', endedBy: event.by, reason: 'hungUp' }),
                  },
                },
                generationLost: {
                  guard: { type: 'isPresentGeneration', params: ({ event }) => ({ generation: event.generation }) },
                  actions: 'nextGeneration',
                },
                customerGraceElapsed: { guard: dueTimer('customerGrace'), ...ended(CUSTOMER_LOST) },
              },
              states: {
                media: {
                  initial: 'connecting',
                  states: {
                    connecting: {
                      ...lasting('media', 'mediaDeadlineMs'),
                      on: {
                        mediaConnected: {
                          guard: {
                            type: 'isKnownGeneration',
                            params: ({ event }) => ({ generation: event.generation }),
                          },
                          target: 'connected',
                        },
                        mediaTimedOut: { guard: dueTimer('media'), ...ended(MEDIA_FAILED) },
                        serverRestarted: { target: 'connecting', reenter: true },
                      },
                    },
                    connected: {},
                  },
                },
                agent: {
                  initial: 'present',
                  states: {
                    present: { on: { agentDropped: 'away', serverRestarted: 'away' } },
                    away: {
                      ...lasting('agentGrace', 'graceMs'),
                      on: {
                        agentReturned: 'present',
                        agentGraceElapsed: { guard: dueTimer('agentGrace'), ...ended(AGENT_LOST) },
                        serverRestarted: { target: 'away', reenter: true },
                      },
                    },
                  },
                },
                hold: {
                  initial: 'talking',
                  states: { talking: { on: { held: 'held' } }, held: { on: { resumed: 'talking' } } },
                },
              },
            },
          },
        },
        customer: {
          initial: 'present',
          states: {
            present: { on: { customerDropped: 'away', serverRestarted: 'away' } },
            away: {
              ...lasting('customerGrace', 'graceMs'),
              on: { customerReturned: 'present', serverRestarted: { target: 'away', reenter: true } },
            },
          },
        },
        patience: {
          initial: 'unknown',
          states: {
            unknown: { always: [{ guard: 'hasThreshold', target: 'lasting' }, { target: 'endless' }] },
            lasting: {
              ...lasting('patience', 'interruptReplyAfterMs'),
              on: {
                patienceSpent: { guard: dueTimer('patience'), target: 'spent' },
                answered: { guard: presentOffer, target: 'endless' },
                serverRestarted: { actions: start('patience', 'interruptReplyAfterMs') },
              },
            },
            spent: {},
            endless: {},
          },
        },
        declines: {
          initial: 'none',
          states: {
            none: { on: { declined: { guard: presentOffer, target: 'some' } } },
            some: {
              ...lasting('declineRest', 'declineRestMs'),
              on: {
                declined: { guard: presentOffer, target: 'some', reenter: true },
                declineRestElapsed: { guard: dueTimer('declineRest'), target: 'none', actions: 'forgetDeclines' },
                serverRestarted: { actions: start('declineRest', 'declineRestMs') },
              },
            },
          },
        },
      },
    },
    ended: { type: 'final' },
  },
});
