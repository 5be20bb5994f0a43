// An agent as a table: connection × intent × work × shield. Knows call ids only, no clock, no store.
import { and, assign, or, setup, stateIn } from 'xstate';
import type { ActivityId, AwayReason, CallId, ChosenIntent } from '../../protocol/index.ts';
import type { AgentContext, AgentEvent, AgentFacts, AgentTimerKind } from './agentEvents.ts';
import { findReply, hasRoom, LEASE_MS, leftOfLeaseMs, withBegun, withKeptAway, without } from './replies.ts';

const chosen = (name: ChosenIntent['name']) =>
  ({
    type: 'isChosenNow',
    params: ({ event }: { event: { intent: ChosenIntent } }) => ({ name, chosen: event.intent.name }),
  }) as const;

type Account = Pick<AgentFacts, 'displayName' | 'role' | 'takesConsults'>;
const accountOf = ({ displayName, role, takesConsults = false }: Account) => ({ displayName, role, takesConsults });

const agentSetup = setup({
  types: { context: {} as AgentContext, events: {} as AgentEvent, input: {} as AgentFacts & { readonly atMs: number } },
  guards: {
    isChosenNow: ({ context }, params: { name: ChosenIntent['name']; chosen: ChosenIntent['name'] }) =>
      params.name === params.chosen && (context.callId === null || context.offerId !== null),
    isPending: ({ context }, params: { name: ChosenIntent['name'] }) => context.pendingIntent?.name === params.name,
    isPresentCall: ({ context }, params: { callId: CallId }) => context.callId === params.callId,
    isLimited: (_, params: { limitMs: number | null }) => params.limitMs !== null,
    mayExtend: ({ context: { callId, wrapUpLimit } }, params: { callId: CallId }) =>
      callId === params.callId && wrapUpLimit !== null && !wrapUpLimit.extended,
    isInterruption: (_, params: { interrupts: boolean }) => params.interrupts,
    hasRoomFor: ({ context }, params: { activityId: ActivityId }) => hasRoom(context.replies, params.activityId),
    isKnownReply: ({ context }, params: { activityId: ActivityId }) =>
      findReply(context.replies, params.activityId) !== undefined,
    isLastReply: ({ context }, params: { activityId: ActivityId }) =>
      context.replies.every(({ activityId }) => activityId === params.activityId),
    isPresentLease: ({ context }, params: { attempt: number }) =>
      context.replies.some(({ attempt }) => attempt === params.attempt),
    isLastLease: ({ context }, params: { attempt: number }) =>
      context.replies.every(({ attempt }) => attempt === params.attempt),
    isNewlyKeptAway: ({ context }, params: { callId: CallId }) =>
      withKeptAway(context.replies, params.callId).some((reply, index) => reply !== context.replies[index]),
  },
  actions: {
    // Effects: asked for here, performed by the runner.
    startTimer: (_, _params: { kind: AgentTimerKind; attempt: number; delayMs: number }) => undefined,
    stopTimer: (_, _params: { kind: AgentTimerKind; attempt: number }) => undefined,
    // Changes to the context.
    limitWrapUp: assign(({ context, event }) => {
      const limitMs = event.type === 'callEnded' ? event.wrapUpLimitMs : (context.wrapUpLimit?.limitMs ?? null);
      if (limitMs === null) return {};
      const attempt = context.attempt + 1;
      const extended = event.type === 'wrapUpExtended';
      return { attempt, wrapUpLimit: { attempt, limitMs, dueAtMs: event.atMs + limitMs, extended } };
    }),
    dropLimit: assign({ wrapUpLimit: null }),
    beginReply: assign(({ context, event }) =>
      event.type !== 'replyBegun'
        ? {}
        : {
            attempt: context.attempt + 1,
            replies: withBegun(context.replies, event.reply, context.attempt + 1, event.atMs),
          },
    ),
    renewReply: assign(({ context, event }) => {
      const reply = event.type === 'replyRenewed' ? findReply(context.replies, event.activityId) : undefined;
      if (reply === undefined || event.type !== 'replyRenewed') return {};
      const again = { ...reply, openForMs: 0, inputAgoMs: event.inputAgoMs };
      return {
        attempt: context.attempt + 1,
        replies: withBegun(context.replies, again, context.attempt + 1, event.atMs),
      };
    }),
    dropReply: assign(({ context, event }) =>
      event.type === 'replyEnded' ? { replies: without(context.replies, event.activityId) } : {},
    ),
    dropLease: assign(({ context, event }) =>
      event.type === 'leaseExpired'
        ? { replies: context.replies.filter(({ attempt }) => attempt !== event.attempt) }
        : {},
    ),
    dropReplies: assign({ replies: [] }),
    noteKeptAway: assign(({ context, event }) =>
      event.type === 'callKeptAway' ? { replies: withKeptAway(context.replies, event.callId) } : {},
    ),
    noteTime: assign(({ event }) => ({ sinceMs: event.atMs })),
    noteFree: assign(({ event }) => ({ freeSinceMs: event.atMs })),
    noteAccount: assign(({ event }) => (event.type === 'connected' ? accountOf(event) : {})),
    setAwayReason: assign((_, params: { reason: AwayReason }) => ({ awayReason: params.reason })),
    setPending: assign(({ event }) => (event.type === 'intentChosen' ? { pendingIntent: event.intent } : {})),
    adoptPending: assign(({ context }) => ({
      pendingIntent: null,
      ...(context.pendingIntent?.name === 'away' ? { awayReason: context.pendingIntent.reason } : {}),
    })),
    takeOffer: assign(({ event }) =>
      event.type === 'offerReceived' ? { callId: event.callId, offerId: event.offerId } : {},
    ),
    countRingOut: assign(({ context }) => ({ ringOuts: (context.ringOuts ?? 0) + 1 })),
    forgetRingOuts: assign({ ringOuts: 0 }),
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
const mayRing = stateIn({ connection: 'online', intent: 'available' });
const unshielded = or([
  stateIn({ shield: 'off' }),
  {
    type: 'isInterruption',
    params: ({ event }: { event: { interrupts: boolean } }) => ({ interrupts: event.interrupts }),
  },
]);

const aboutReply = <G extends string>(type: G) =>
  ({
    type,
    params: ({ event }: { event: { activityId: ActivityId } }) => ({ activityId: event.activityId }),
  }) as const;
const aboutLease = <G extends string>(type: G) =>
  ({ type, params: ({ event }: { event: { attempt: number } }) => ({ attempt: event.attempt }) }) as const;
/** The lease of the reply that has just begun or been renewed. */
const startLease = {
  type: 'startTimer',
  params: ({ context }: { context: AgentContext }) => ({
    kind: 'lease' as const,
    attempt: context.attempt,
    delayMs: LEASE_MS,
  }),
} as const;
/** Before it is renewed or dropped: the lease it had until now, none when it is new. */
const stopLease = {
  type: 'stopTimer',
  params: ({ context, event }: { context: AgentContext; event: AgentEvent }) => {
    const activityId =
      event.type === 'replyBegun'
        ? event.reply.activityId
        : event.type === 'replyRenewed' || event.type === 'replyEnded'
          ? event.activityId
          : undefined;
    const reply = activityId === undefined ? undefined : findReply(context.replies, activityId);
    return { kind: 'lease' as const, attempt: reply?.attempt ?? 0 };
  },
} as const;

/** What is left of the time for wrap-up; never more than the whole, whatever the clock says. */
const startLimit = agentSetup.enqueueActions(({ context: { wrapUpLimit }, event, enqueue }) => {
  if (wrapUpLimit === null) return;
  const { attempt, dueAtMs, limitMs } = wrapUpLimit;
  const delayMs = Math.min(limitMs, Math.max(0, dueAtMs - event.atMs));
  enqueue({ type: 'startTimer', params: { kind: 'wrapUp', attempt, delayMs } });
});
const stopLimit = agentSetup.enqueueActions(({ context: { wrapUpLimit }, enqueue }) => {
  if (wrapUpLimit !== null) enqueue({ type: 'stopTimer', params: { kind: 'wrapUp', attempt: wrapUpLimit.attempt } });
});
const stopLeases = agentSetup.enqueueActions(({ context, enqueue }) => {
  for (const { attempt } of context.replies) enqueue({ type: 'stopTimer', params: { kind: 'lease', attempt } });
});
const restartLeases = agentSetup.enqueueActions(({ context, event, enqueue }) => {
  for (const reply of context.replies) {
    const delayMs = leftOfLeaseMs(reply, event.atMs);
    enqueue({ type: 'startTimer', params: { kind: 'lease', attempt: reply.attempt, delayMs } });
  }
});

export const agentMachine = agentSetup.createMachine({
  id: 'agent',
  context: ({ input }) => ({
    agentId: input.agentId,
    ...accountOf(input),
    awayReason: 'break',
    pendingIntent: null,
    callId: null,
    offerId: null,
    sinceMs: input.atMs,
    freeSinceMs: input.atMs,
    wrapUpLimit: null,
    replies: [],
    attempt: 0,
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
            callTakenAway: { guard: { type: 'isPending', params: { name: 'away' } }, target: 'away' },
          },
        },
        away: {
          on: {
            intentChosen: [
              { guard: chosen('available'), target: 'available', actions: ['noteTime', 'noteFree', 'forgetRingOuts'] },
              { guard: chosen('away'), ...goAway },
            ],
            wrapUpFinished: { guard: pendingAfterWrapUp('available'), target: 'available' },
            callTakenAway: { guard: { type: 'isPending', params: { name: 'available' } }, target: 'available' },
          },
        },
      },
    },
    work: {
      initial: 'idle',
      states: {
        idle: {
          on: {
            offerReceived: { guard: and([mayRing, unshielded]), target: 'ringing', actions: ['takeOffer', 'noteTime'] },
          },
        },
        ringing: {
          on: {
            offerMissed: { target: 'idle', actions: ['dropCall', 'noteTime', 'forgetRingOuts'] },
            offerRangOut: { target: 'idle', actions: ['dropCall', 'noteTime', 'countRingOut'] },
            offerDeclined: { target: 'idle', actions: ['dropCall', 'noteTime', 'noteFree', 'forgetRingOuts'] },
            offerWithdrawn: { target: 'idle', actions: ['dropCall', 'noteTime'] },
            callAnswered: { target: 'inCall', actions: ['keepCall', 'noteTime', 'forgetRingOuts'] },
          },
        },
        inCall: {
          on: {
            intentChosen: { actions: 'setPending' },
            callTakenAway: { target: 'idle', actions: ['dropCall', 'adoptPending', 'noteTime', 'noteFree'] },
            callEnded: [
              {
                guard: { type: 'isLimited', params: ({ event }) => ({ limitMs: event.wrapUpLimitMs }) },
                target: 'wrapUp',
                actions: ['noteTime', 'limitWrapUp', startLimit],
              },
              { target: 'wrapUp', actions: 'noteTime' },
            ],
          },
        },
        wrapUp: {
          on: {
            intentChosen: { actions: 'setPending' },
            wrapUpFinished: {
              guard: presentCall,
              target: 'idle',
              actions: [stopLimit, 'dropLimit', 'dropCall', 'adoptPending', 'noteTime', 'noteFree'],
            },
            wrapUpExtended: {
              guard: { type: 'mayExtend', params: ({ event }) => ({ callId: event.callId }) },
              actions: [stopLimit, 'limitWrapUp', startLimit],
            },
            serverRestarted: { actions: startLimit },
          },
        },
      },
    },
    shield: {
      initial: 'off',
      states: {
        off: { on: { replyBegun: { target: 'on', actions: ['beginReply', startLease] } } },
        on: {
          on: {
            replyBegun: {
              guard: {
                type: 'hasRoomFor',
                params: ({ event }) => ({ activityId: event.reply.activityId }),
              },
              actions: [stopLease, 'beginReply', startLease],
            },
            replyRenewed: { guard: aboutReply('isKnownReply'), actions: [stopLease, 'renewReply', startLease] },
            replyEnded: [
              {
                guard: aboutReply('isLastReply'),
                target: 'off',
                actions: [stopLease, 'dropReply', 'noteFree'],
              },
              { guard: aboutReply('isKnownReply'), actions: [stopLease, 'dropReply'] },
            ],
            repliesDismissed: { target: 'off', actions: [stopLeases, 'dropReplies', 'noteFree'] },
            signedOut: { target: 'off', actions: [stopLeases, 'dropReplies'] },
            leaseExpired: [
              { guard: aboutLease('isLastLease'), target: 'off', actions: ['dropLease', 'noteFree'] },
              { guard: aboutLease('isPresentLease'), actions: 'dropLease' },
            ],
            callKeptAway: {
              guard: { type: 'isNewlyKeptAway', params: ({ event }) => ({ callId: event.callId }) },
              actions: 'noteKeptAway',
            },
            serverRestarted: { actions: restartLeases },
          },
        },
      },
    },
  },
});
