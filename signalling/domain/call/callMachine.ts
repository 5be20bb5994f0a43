// The life of a call as a table: waiting → ringing → active → ended. Knows no agents beyond their ids, no clock, no store.
import { and, stateIn } from 'xstate';
import type { OfferId } from '../../protocol/index.ts';
import { CALLBACK_REST_MS, CALLBACK_RING_MS, OFFER_GRACE_AFTER_RESTART_MS, OFFER_GRACE_MS } from './callEvents.ts';
import { callSetup, type How } from './callSetup.ts';
import { consultStates } from './consultStates.ts';
import { dueTimer, lasting, lateTimer, start } from './callTimers.ts';
import { arrived } from './participants.ts';

const ABANDONED: How = { outcome: 'abandoned', endedBy: 'customer', reason: 'leftLine' };
const LOST_IN_LINE: How = { outcome: 'abandoned', endedBy: 'customer', reason: 'connectionLost' };
const NOT_REACHED: How = { outcome: 'abandoned', endedBy: 'customer', reason: 'callbackUnanswered' };
const CLOSED: How = { outcome: 'closed', endedBy: 'system', reason: 'queueClosed' };
const CUSTOMER_LOST: How = { outcome: 'answered', endedBy: 'customer', reason: 'connectionLost' };
const AGENT_LOST: How = { outcome: 'answered', endedBy: 'agent', reason: 'connectionLost' };
const MEDIA_FAILED: How = { outcome: 'mediaFailed', endedBy: 'system', reason: 'mediaFailed' };

const ended = (how: How) => ({ target: '#call.ended', actions: { type: 'end', params: how } }) as const;
/** Back in line; one that was kept for somebody goes to the next in turn. */
const notTaken = ['dropOffer', 'passReservation'] as const;
/** Everything begins anew with the colleague, on a link of their own with the customer. */
const toColleague = (wrapUp: 'none' | 'open') =>
  ({
    target: '#active',
    reenter: true,
    actions: { type: 'handToColleague', params: { wrapUp } },
  }) as const;
const colleagueTakesOver = (wrapUp: 'none' | 'open') =>
  ({ guard: stateIn('#colleaguePresent'), ...toColleague(wrapUp) }) as const;
const leads = (wrapUp: 'none' | 'open') => ({ type: 'passLead', params: { wrapUp } }) as const;
/** Of those who have joined, one who is there is asked first. */
const passesLead = (wrapUp: 'none' | 'open') =>
  [
    { guard: 'hasSuccessor', target: '.present', actions: leads(wrapUp) },
    { guard: 'hasAwaySuccessor', target: '.away', actions: leads(wrapUp) },
  ] as const;
/** Its agent's time is up, and somebody who has joined is there, or is away. */
const graceWith = (successor: 'isThere' | 'isAway') =>
  ({
    type: 'isGraceWithSuccessor',
    params: ({ event }: { event: { attempt: number } }) => ({ attempt: event.attempt, successor }),
  }) as const;
const presentOffer = {
  type: 'isPresentOffer',
  params: ({ event }: { event: { offerId: OfferId } }) => ({ offerId: event.offerId }),
} as const;

export const callMachine = callSetup.createMachine({
  id: 'call',
  context: ({ input }) => ({
    ...arrived(input.callId, input.startedAtMs),
    facts: input,
    attempt: 0,
    offerCount: 0,
    timers: {},
    declinedBy: [],
    callback: null,
    segments: [],
    question: null,
    transfer: null,
    reservedFor: null,
    ending: null,
  }),
  // Also when the call is over, or goes on with somebody else.
  on: { wrapUpClosed: { guard: 'isWrappedUp', actions: 'closeWrapUp' } },
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
                reservationPassed: { guard: 'isReserved', actions: 'passReservation' },
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
                declined: { guard: presentOffer, target: 'waiting', actions: ['noteDecline', ...notTaken] },
                offerTakenBack: { guard: presentOffer, target: 'waiting', actions: notTaken },
                ringTimedOut: { guard: dueTimer('ring'), target: 'waiting', actions: notTaken },
                offerGraceElapsed: { guard: dueTimer('offerGrace'), target: 'waiting', actions: notTaken },
                absenceElapsed: { guard: dueTimer('absence'), target: 'waiting', actions: 'dropOffer' },
                agentRevoked: { target: 'waiting', actions: notTaken },
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
              id: 'active',
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
                held: { guard: 'isTalkedWith', actions: 'hold' },
                resumed: { guard: 'isHeld', actions: 'resume' },
                consultSwapped: { guard: 'isConsulting', actions: 'swap' },
                consultCompleted: colleagueTakesOver('open'),
                // Whom they talk with about it has it then. Else back to its place by arrival: before all who came later.
                agentRevoked: [
                  colleagueTakesOver('none'),
                  { target: 'waiting', actions: { type: 'dropConversation', params: { wrapUp: 'none' } } },
                ],
                agentGraceElapsed: [{ guard: lateTimer('agentGrace') }, colleagueTakesOver('open'), ended(AGENT_LOST)],
                transferred: {
                  target: 'waiting',
                  actions: [{ type: 'dropConversation', params: { wrapUp: 'open' } }, 'noteTransfer'],
                },
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
                  on: {
                    leadLeft: passesLead('open'),
                    // Who has joined has it then.
                    agentRevoked: passesLead('none'),
                    takenOver: {
                      guard: { type: 'isSupervised', params: ({ event }) => ({ agentId: event.agentId }) },
                      target: '.present',
                      actions: 'takeOver',
                    },
                  },
                  states: {
                    present: { on: { agentDropped: 'away', serverRestarted: 'away' } },
                    away: {
                      ...lasting('agentGrace', 'graceMs'),
                      on: {
                        agentReturned: 'present',
                        agentGraceElapsed: [
                          { guard: and([dueTimer('agentGrace'), stateIn('#colleagueAway')]), target: 'overdue' },
                          { guard: graceWith('isThere'), target: 'present', actions: leads('open') },
                          { guard: graceWith('isAway'), target: 'away', reenter: true, actions: leads('open') },
                        ],
                        serverRestarted: { target: 'away', reenter: true },
                      },
                    },
                    // Only the colleague they talked with, who is away themselves, may still take the call.
                    overdue: {
                      on: {
                        agentReturned: 'present',
                        serverRestarted: 'away',
                        consultedReturned: toColleague('open'),
                        consultGraceElapsed: { guard: dueTimer('consultGrace'), ...ended(AGENT_LOST) },
                        consultEnded: ended(AGENT_LOST),
                      },
                    },
                  },
                },
                consult: consultStates,
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
        // Of a customer for whom it rings at an agent.
        absence: {
          initial: 'none',
          states: {
            none: { on: { customerDropped: { guard: 'isOffered', target: 'noticed' } } },
            noticed: {
              ...lasting('absence', OFFER_GRACE_MS),
              on: {
                customerReturned: 'none',
                serverRestarted: 'none',
                absenceElapsed: { guard: dueTimer('absence'), target: 'none' },
              },
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
            spent: { on: { transferred: 'unknown' } },
            endless: { on: { transferred: 'unknown' } },
          },
        },
        declines: {
          initial: 'none',
          states: {
            // Whoever hands a call on is spared it, too, while others may have it.
            none: { on: { declined: { guard: presentOffer, target: 'some' }, transferred: 'some' } },
            some: {
              ...lasting('declineRest', 'declineRestMs'),
              on: {
                declined: { guard: presentOffer, target: 'some', reenter: true },
                transferred: { target: 'some', reenter: true },
                declineRestElapsed: { guard: dueTimer('declineRest'), target: 'none', actions: 'forgetDeclines' },
                serverRestarted: { actions: start('declineRest', 'declineRestMs') },
              },
            },
          },
        },
      },
    },
    ended: {},
  },
});
