// Live calls and agents as they lie in the store: parsed on the way in, as whatever wrote them may have been another release.
import * as z from 'zod/mini';
import {
  activityIdSchema,
  agentIdSchema,
  awayReasonSchema,
  callIdSchema,
  callMediaSchema,
  chosenIntentSchema,
  endedBySchema,
  endReasonSchema,
  generationSchema,
  languageSchema,
  legIdSchema,
  offerIdSchema,
  outcomeSchema,
  participantIdSchema,
  queueIdSchema,
  replyKindSchema,
  roleSchema,
  wordsSchema,
} from '../../protocol/index.ts';
import { restoreAgent, type Agent } from '../../domain/agent/agent.ts';
import { restoreCall, type Call } from '../../domain/call/call.ts';
import { TIMER_EVENTS, type TimerKind } from '../../domain/call/callEvents.ts';
import { earlierParts, isOfToday, partsOfEarlier, wasHeld, withoutHold } from './earlierCall.ts';

const ms = z.number().check(z.minimum(0));
const count = z.int().check(z.minimum(0));
const text = z.string().check(z.maxLength(5000));
const id = z.string().check(z.minLength(1), z.maxLength(200));

const TIMER_KINDS = Object.keys(TIMER_EVENTS) as TimerKind[];

const factsSchema = z.object({
  callId: callIdSchema,
  queueId: queueIdSchema,
  topic: wordsSchema,
  customerName: text,
  media: callMediaSchema,
  language: languageSchema,
  requestHash: id,
  startedAtMs: ms,
  arrival: count,
  exemptFromShield: z.boolean(),
  interruptCountdownMs: ms,
  priority: z.exactOptional(z.boolean()),
  reference: z.exactOptional(text),
  doubtful: z.exactOptional(z.boolean()),
  silent: z.exactOptional(z.boolean()),
  toldOfSupervision: z.exactOptional(z.boolean()),
  untoldListening: z.exactOptional(z.boolean()),
  timings: z.object({
    ringTimeoutMs: ms,
    mediaDeadlineMs: ms,
    graceMs: ms,
    declineRestMs: ms,
    interruptReplyAfterMs: z.exactOptional(ms),
  }),
});

const joined = { joinedMs: ms, withVideo: z.boolean() };
const timer = z.exactOptional(z.object({ attempt: count, dueAtMs: ms }));
const legSchema = z.discriminatedUnion('state', [
  z.object({ legId: legIdSchema, state: z.literal('inLine') }),
  z.object({ legId: legIdSchema, state: z.literal('ringing'), sinceMs: ms, interrupts: z.boolean(), timer }),
  z.object({ legId: legIdSchema, state: z.literal('waitingRoom'), sinceMs: ms, timer }),
  z.object({ legId: legIdSchema, state: z.literal('joined'), ...joined, heldSinceMs: z.nullable(ms), timer }),
  z.object({ legId: legIdSchema, state: z.literal('left'), leftMs: ms }),
]);
const participantSchema = z.object({
  participantId: participantIdSchema,
  who: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('customer') }),
    z.object({ kind: z.literal('agent'), agentId: agentIdSchema }),
    z.object({ kind: z.literal('guest'), name: text, tokenHash: id }),
  ]),
  role: z.enum(['customer', 'primary', 'consulted', 'colleague', 'supervisor', 'guest']),
  sinceMs: ms,
  supervising: z.nullable(z.object({ mode: z.enum(['listen', 'whisper', 'barge']), of: participantIdSchema })),
  legs: z.tuple([legSchema], legSchema),
});

/** What calls of every release have. */
const common = {
  facts: factsSchema,
  attempt: count,
  offerCount: count,
  timers: z.partialRecord(z.enum(TIMER_KINDS), z.object({ attempt: count, dueAtMs: ms })),
  declinedBy: z.array(agentIdSchema),
  callback: z.nullable(z.object({ promisedAtMs: ms, tries: count })),
  lastGeneration: z.exactOptional(generationSchema),
  segments: z.array(
    z.object({
      agentId: agentIdSchema,
      how: z.enum(['answered', 'transferred', 'tookOver', 'consulted', 'joined', 'listened', 'whispered', 'barged']),
      queueId: queueIdSchema,
      topic: wordsSchema,
      joinedMs: ms,
      leftMs: z.nullable(ms),
      wrapUp: z.enum(['none', 'open', 'done']),
    }),
  ),
  transfer: z.nullable(
    z.object({
      by: agentIdSchema,
      byName: text,
      to: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('agent'), agentId: agentIdSchema }),
        z.object({ kind: z.literal('queue'), queueId: queueIdSchema }),
      ]),
      reason: text,
      notes: text,
      atMs: ms,
    }),
  ),
  reservedFor: z.nullable(agentIdSchema),
  ending: z.nullable(
    z.object({ outcome: outcomeSchema, endedBy: endedBySchema, reason: endReasonSchema, endedAtMs: ms }),
  ),
};

const callContextSchema = z.object({
  ...common,
  participants: z.tuple([participantSchema], participantSchema),
  links: z.array(
    z.object({
      linkId: callIdSchema,
      offerer: legIdSchema,
      answerer: legIdSchema,
      generation: generationSchema,
      generationSinceMs: ms,
    }),
  ),
  customerTakesRooms: z.exactOptional(z.boolean()),
  viaRoom: z.exactOptional(z.boolean()),
  roomFromStart: z.exactOptional(z.enum(['trying', 'holds'])),
  invites: z.exactOptional(z.array(z.object({ tokenHash: id, expiresMs: ms }))),
  question: z.nullable(z.object({ sinceMs: ms, byName: text, reason: text, notes: text, wasHeld: z.boolean() })),
});

const agentContextSchema = z.object({
  agentId: agentIdSchema,
  displayName: text,
  role: roleSchema,
  takesConsults: z.exactOptional(z.boolean()),
  takesSeveral: z.exactOptional(z.boolean()),
  takesRooms: z.exactOptional(z.boolean()),
  awayReason: awayReasonSchema,
  pendingIntent: z.nullable(chosenIntentSchema),
  callId: z.nullable(callIdSchema),
  offerId: z.nullable(offerIdSchema),
  sinceMs: ms,
  freeSinceMs: ms,
  wrapUpLimit: z.nullable(z.object({ attempt: count, limitMs: ms, dueAtMs: ms, extended: z.boolean() })),
  replies: z.array(
    z.object({
      activityId: activityIdSchema,
      source: text,
      kind: replyKindSchema,
      startedAtMs: ms,
      lastInputAtMs: ms,
      attempt: count,
      leaseUntilMs: ms,
      keptAway: z.array(callIdSchema),
    }),
  ),
  beside: z.exactOptional(
    z.array(
      z.object({
        callId: callIdSchema,
        state: z.enum(['ringing', 'held', 'wrapUp']),
        sinceMs: ms,
        offerId: z.nullable(offerIdSchema),
        wrapUpLimitMs: z.nullable(ms),
        wrapUpLeft: z.exactOptional(z.object({ leftMs: ms, extended: z.boolean() })),
      }),
    ),
  ),
  isConsulting: z.exactOptional(z.boolean()),
  ringOuts: z.exactOptional(count),
  attempt: count,
});

/** A call or an agent, or where what is stored does not fit and why. */
export type Read<T> = { readonly state: T } | { readonly problem: string };

export function readCall(stored: string): Read<Call> {
  return read(stored, ({ value, context }) => {
    if (isOfToday(context)) return restoreCall(value, parsed(callContextSchema, context));
    const earlier = parsed(z.object({ ...common, ...earlierParts }), context);
    const { offer, conversation, consult, ...same } = earlier;
    const parts = partsOfEarlier({ offer, conversation, consult }, { ...same, isHeld: wasHeld(value) });
    return restoreCall(withoutHold(value), { ...same, ...parts });
  });
}

export function readAgent(stored: string): Read<Agent> {
  return read(stored, ({ value, context }) => restoreAgent(value, parsed(agentContextSchema, context)));
}

/** Where it does not fit, in words that name the place and nothing of what stands there. */
function parsed<C>(schema: z.ZodMiniType<C>, context: unknown): C {
  const result = schema.safeParse(context);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`context.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`);
}

function read<T>(stored: string, restore: (state: { value: unknown; context: unknown }) => T): Read<T> {
  try {
    const { value, context } = z.object({ value: z.unknown(), context: z.unknown() }).parse(JSON.parse(stored));
    return { state: restore({ value, context }) };
  } catch (cause) {
    return { problem: cause instanceof Error ? cause.message : String(cause) };
  }
}
