// An agent as a table: connection × intent × work. Knows call ids only; a further region (the reply shield) fits beside these.
import { and, assign, setup, stateIn } from 'xstate';
import type { AgentId, AwayReason, CallId, ChosenIntent, OfferId, Role } from '../../protocol/index.ts';

export type AgentFacts = { readonly agentId: AgentId; readonly displayName: string; readonly role: Role };

export type AgentContext = AgentFacts & {
  /** Holds while the intent is away. */
  readonly awayReason: AwayReason;
  /** Chosen while busy; becomes the intent when wrap-up ends. */
  readonly pendingIntent: ChosenIntent | null;
  /** The call that rings, goes on or is wrapped up. */
  readonly callId: CallId | null;
  /** Exists while ringing. */
  readonly offerId: OfferId | null;
  /** When the intent or the kind of work last changed. */
  readonly sinceMs: number;
  /** Since when this agent has been free; the longest free is served first. An offer withdrawn leaves it alone. */
  readonly freeSinceMs: number;
};

type At = { readonly atMs: number };
export type AgentEvent =
  | (At & { readonly type: 'connected'; readonly displayName: string; readonly role: Role })
  | (At & { readonly type: 'disconnected' })
  | (At & { readonly type: 'signedOut' })
  | (At & { readonly type: 'serverRestarted' })
  | (At & { readonly type: 'intentChosen'; readonly intent: ChosenIntent })
  | (At & { readonly type: 'offerReceived'; readonly callId: CallId; readonly offerId: OfferId })
  | (At & { readonly type: 'offerMissed' })
  | (At & { readonly type: 'offerDeclined' })
  | (At & { readonly type: 'offerWithdrawn' })
  | (At & { readonly type: 'callAnswered' })
  | (At & { readonly type: 'callEnded' })
  | (At & { readonly type: 'wrapUpFinished'; readonly callId: CallId });

const chosen = (name: ChosenIntent['name']) =>
  ({
    type: 'isChosenNow',
    params: ({ event }: { event: { intent: ChosenIntent } }) => ({ name, chosen: event.intent.name }),
  }) as const;

const agentSetup = setup({
  types: { context: {} as AgentContext, events: {} as AgentEvent, input: {} as AgentFacts & At },
  guards: {
    isChosenNow: ({ context }, params: { name: ChosenIntent['name']; chosen: ChosenIntent['name'] }) =>
      params.name === params.chosen && (context.callId === null || context.offerId !== null),
    isPending: ({ context }, params: { name: ChosenIntent['name'] }) => context.pendingIntent?.name === params.name,
    isPresentCall: ({ context }, params: { callId: CallId }) => context.callId === params.callId,
  },
  actions: {
    noteTime: assign(({ event }) => ({ sinceMs: event.atMs })),
    noteFree: assign(({ event }) => ({ freeSinceMs: event.atMs })),
    noteAccount: assign(({ event }) =>
      event.type === 'connected' ? { displayName: event.displayName, role: event.role } : {},
    ),
    setAwayReason: assign((_, params: { reason: AwayReason }) => ({ awayReason: params.reason })),
    setPending: assign(({ event }) => (event.type === 'intentChosen' ? { pendingIntent: event.intent } : {})),
    adoptPending: assign(({ context }) => ({
      pendingIntent: null,
      ...(context.pendingIntent?.name === 'away' ? { awayReason: context.pendingIntent.reason } : {}),
    })),
    takeOffer: assign(({ event }) =>
      event.type === 'offerReceived' ? { callId: event.callId, offerId: event.offerId } : {},
    ),
    dropCall: assign({ callId: null, offerId: null }),
    keepCall: assign({ offerId: null }),
  },
});

const presentCall = {
  type: 'isPresentCall',
  params: ({ event }: { event: { callId: CallId } }) => ({ callId: event.callId }),
} as const;
const goAway = {
  target: 'away',
  actions: [
    {
      type: 'setAwayReason',
      params: ({ event }: { event: { intent: ChosenIntent } }) => ({
        reason: event.intent.name === 'away' ? event.intent.reason : ('break' as const),
      }),
    },
    'noteTime',
  ],
} as const;
/** Wrap-up of this very call ends, and an intent was chosen meanwhile. */
const pendingAfterWrapUp = (name: ChosenIntent['name']) =>
  and([stateIn({ work: 'wrapUp' }), presentCall, { type: 'isPending', params: { name } }]);
const canRing = stateIn({ connection: 'online', intent: 'available' });

export const agentMachine = agentSetup.createMachine({
  id: 'agent',
  context: ({ input }) => ({
    agentId: input.agentId,
    displayName: input.displayName,
    role: input.role,
    awayReason: 'break',
    pendingIntent: null,
    callId: null,
    offerId: null,
    sinceMs: input.atMs,
    freeSinceMs: input.atMs,
  }),
  type: 'parallel',
  states: {
    connection: {
      initial: 'offline',
      states: {
        offline: { on: { connected: { target: 'online', actions: ['noteAccount', 'noteFree'] } } },
        online: { on: { disconnected: 'offline', signedOut: 'offline', serverRestarted: 'offline' } },
      },
    },
    intent: {
      initial: 'away',
      states: {
        available: {
          on: {
            intentChosen: { guard: chosen('away'), ...goAway },
            offerMissed: { target: 'away', actions: { type: 'setAwayReason', params: { reason: 'noAnswer' } } },
            signedOut: { target: 'away', actions: { type: 'setAwayReason', params: { reason: 'break' } } },
            wrapUpFinished: { guard: pendingAfterWrapUp('away'), target: 'away' },
          },
        },
        away: {
          on: {
            intentChosen: [
              { guard: chosen('available'), target: 'available', actions: ['noteTime', 'noteFree'] },
              { guard: chosen('away'), ...goAway },
            ],
            wrapUpFinished: { guard: pendingAfterWrapUp('available'), target: 'available' },
          },
        },
      },
    },
    work: {
      initial: 'idle',
      states: {
        idle: {
          on: { offerReceived: { guard: canRing, target: 'ringing', actions: ['takeOffer', 'noteTime'] } },
        },
        ringing: {
          on: {
            offerMissed: { target: 'idle', actions: ['dropCall', 'noteTime'] },
            offerDeclined: { target: 'idle', actions: ['dropCall', 'noteTime', 'noteFree'] },
            offerWithdrawn: { target: 'idle', actions: ['dropCall', 'noteTime'] },
            callAnswered: { target: 'inCall', actions: ['keepCall', 'noteTime'] },
          },
        },
        inCall: {
          on: {
            intentChosen: { actions: 'setPending' },
            callEnded: { target: 'wrapUp', actions: 'noteTime' },
          },
        },
        wrapUp: {
          on: {
            intentChosen: { actions: 'setPending' },
            wrapUpFinished: {
              guard: presentCall,
              target: 'idle',
              actions: ['dropCall', 'adoptPending', 'noteTime', 'noteFree'],
            },
          },
        },
      },
    },
  },
});
