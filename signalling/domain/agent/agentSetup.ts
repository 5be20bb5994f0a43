// What the table of an agent is made of: its guards, effects and changes. Knows call ids only, no clock, no store.
import { assign, setup } from 'xstate';
import type { ActivityId, AwayReason, CallId, ChosenIntent } from '../../protocol/index.ts';
import type { AgentContext, AgentEvent, AgentFacts, AgentTimerKind, Task } from './agentEvents.ts';
import { effectActions } from '../machine/effects.ts';
import { findReply, hasRoom, withBegun, withKeptAway, without } from './replies.ts';

type Account = Pick<AgentFacts, 'displayName' | 'role' | 'takesConsults' | 'takesSeveral' | 'takesRooms'>;
export const accountOf = ({
  displayName,
  role,
  takesConsults = false,
  takesSeveral = false,
  takesRooms = false,
}: Account): Required<Account> => ({
  displayName,
  role,
  takesConsults,
  takesSeveral,
  takesRooms,
});

export const agentSetup = setup({
  types: { context: {} as AgentContext, events: {} as AgentEvent, input: {} as AgentFacts & { readonly atMs: number } },
  guards: {
    isChosenNow: ({ context }, params: { name: ChosenIntent['name']; chosen: ChosenIntent['name'] }) =>
      params.name === params.chosen && (context.callId === null || context.offerId !== null),
    /** Takes effect now that this is done: nothing else is in hand. */
    isPending: ({ context }, params: { name: ChosenIntent['name'] }) =>
      context.pendingIntent?.name === params.name && (context.beside ?? []).length === 0,
    isBroughtAs: (_, params: { state: Task['state']; wanted: Task['state'] }) => params.state === params.wanted,
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
    ...effectActions<AgentTimerKind>(),
    // Changes to the context.
    limitWrapUp: assign(({ context, event }) => {
      const limitMs = limitOf(context, event);
      if (limitMs === null) return {};
      const attempt = context.attempt + 1;
      const begun = event.type === 'taskBrought' ? event.task.wrapUpLeft : undefined;
      const extended = begun?.extended ?? event.type === 'wrapUpExtended';
      const dueAtMs = event.atMs + (begun?.leftMs ?? limitMs);
      return { attempt, wrapUpLimit: { attempt, limitMs, dueAtMs, extended } };
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
    adoptPending: assign(({ context: { pendingIntent, beside = [] } }) =>
      beside.length > 0
        ? {}
        : {
            pendingIntent: null,
            ...(pendingIntent?.name === 'away' ? { awayReason: pendingIntent.reason } : {}),
          },
    ),
    bringTask: assign(({ event }) =>
      event.type === 'taskBrought' ? { callId: event.task.callId, offerId: event.task.offerId } : {},
    ),
    takeOffer: assign(({ event }) =>
      event.type === 'offerReceived' ? { callId: event.callId, offerId: event.offerId } : {},
    ),
    countRingOut: assign(({ context }) => ({ ringOuts: (context.ringOuts ?? 0) + 1 })),
    forgetRingOuts: assign({ ringOuts: 0 }),
    dropCall: assign({ callId: null, offerId: null, isConsulting: false }),
    keepCall: assign({ offerId: null }),
  },
});

function limitOf({ wrapUpLimit }: AgentContext, event: AgentEvent): number | null {
  if (event.type === 'callEnded') return event.wrapUpLimitMs;
  return event.type === 'taskBrought' ? event.task.wrapUpLimitMs : (wrapUpLimit?.limitMs ?? null);
}
