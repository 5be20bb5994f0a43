// An agent as a table: connection × intent × work × shield. `work` is about the call that the agent is at; what else is in hand stands
// beside it (tasks.ts). Knows call ids only, no clock, no store.
import { and, or, stateIn } from 'xstate';
import type { ActivityId, CallId, ChosenIntent } from '../../protocol/index.ts';
import type { AgentContext, AgentEvent, Task } from './agentEvents.ts';
import { accountOf, agentSetup } from './agentSetup.ts';
import { findReply, LEASE_MS, leftOfLeaseMs } from './replies.ts';

const chosen = (name: ChosenIntent['name']) =>
  ({
    type: 'isChosenNow',
    params: ({ event }: { event: { intent: ChosenIntent } }) => ({ name, chosen: event.intent.name }),
  }) as const;

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
const broughtAs = (wanted: Task['state']) =>
  ({
    type: 'isBroughtAs',
    params: ({ event }: { event: { task: Task } }) => ({ state: event.task.state, wanted }),
  }) as const;
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
        online: {
          on: {
            // Another page in place of the one before: it may know less.
            connected: { actions: 'noteAccount' },
            disconnected: 'offline',
            signedOut: 'offline',
            serverRestarted: 'offline',
          },
        },
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
            taskBrought: [
              { guard: broughtAs('ringing'), target: 'ringing', actions: ['bringTask', 'noteTime'] },
              { guard: broughtAs('held'), target: 'inCall', actions: ['bringTask', 'noteTime'] },
              { target: 'wrapUp', actions: ['bringTask', 'noteTime', 'limitWrapUp', startLimit] },
            ],
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
            taskSetAside: { target: 'idle', actions: 'dropCall' },
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
            taskSetAside: { target: 'idle', actions: [stopLimit, 'dropLimit', 'dropCall'] },
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
