// A part of a call with an agent: whether a colleague is asked while the customer waits.
import type { OfferId } from '../../protocol/index.ts';
import { OFFER_GRACE_AFTER_RESTART_MS, OFFER_GRACE_MS } from './callEvents.ts';
import { callSetup } from './callSetup.ts';
import { dueTimer, lasting, start } from './callTimers.ts';

const presentConsult = {
  type: 'isPresentConsult',
  params: ({ event }: { event: { offerId: OfferId } }) => ({ offerId: event.offerId }),
} as const;
const over = { target: 'none', actions: 'dropConsult' } as const;

export const consultStates = callSetup.createStateConfig({
  initial: 'none',
  states: {
    none: { id: 'noConsult', on: { consultBegun: { target: 'ringing', actions: 'beginConsult' } } },
    ringing: {
      ...lasting('consultRing', 'ringTimeoutMs'),
      on: {
        consultAnswered: { guard: presentConsult, target: 'talking', actions: 'beginTalk' },
        consultDeclined: { guard: presentConsult, ...over },
        consultTakenBack: { guard: presentConsult, ...over },
        consultRingTimedOut: { guard: dueTimer('consultRing'), ...over },
        consultGraceElapsed: { guard: dueTimer('consultGrace'), ...over },
        consultEnded: over,
        takenOver: {
          guard: { type: 'isSupervised', params: ({ event }) => ({ agentId: event.agentId }) },
          ...over,
        },
        serverRestarted: { target: '.restarted', actions: start('consultRing', 'ringTimeoutMs') },
      },
      initial: 'present',
      states: {
        present: { on: { consultedDropped: 'away' } },
        away: { ...lasting('consultGrace', OFFER_GRACE_MS), on: { consultedReturned: 'present' } },
        restarted: {
          ...lasting('consultGrace', OFFER_GRACE_AFTER_RESTART_MS),
          on: { consultedReturned: 'present' },
        },
      },
    },
    talking: {
      on: {
        consultLinkLost: {
          guard: { type: 'isPresentConsultLink', params: ({ event }) => ({ generation: event.generation }) },
          actions: 'nextConsultGeneration',
        },
        consultGraceElapsed: { guard: dueTimer('consultGrace'), ...over },
        consultEnded: over,
        takenOver: {
          guard: { type: 'isSupervised', params: ({ event }) => ({ agentId: event.agentId }) },
          ...over,
        },
      },
      initial: 'present',
      states: {
        present: {
          id: 'colleaguePresent',
          on: {
            consultedDropped: 'away',
            serverRestarted: 'away',
            consultMerged: { target: '#noConsult', actions: 'mergeConsult' },
          },
        },
        away: {
          id: 'colleagueAway',
          ...lasting('consultGrace', 'graceMs'),
          on: { consultedReturned: 'present', serverRestarted: { target: 'away', reenter: true } },
        },
      },
    },
  },
});
