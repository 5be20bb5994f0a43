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
  offerIdSchema,
  outcomeSchema,
  queueIdSchema,
  replyKindSchema,
  roleSchema,
  wordsSchema,
} from '../../protocol/index.ts';
import { restoreAgent, type Agent } from '../../domain/agent/agent.ts';
import { restoreCall, type Call } from '../../domain/call/call.ts';
import { TIMER_EVENTS, type TimerKind } from '../../domain/call/callEvents.ts';

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
  timings: z.object({
    ringTimeoutMs: ms,
    mediaDeadlineMs: ms,
    graceMs: ms,
    declineRestMs: ms,
    interruptReplyAfterMs: z.exactOptional(ms),
  }),
});

const offerSchema = z.object({ offerId: offerIdSchema, agentId: agentIdSchema, sinceMs: ms, interrupts: z.boolean() });

const callContextSchema = z.object({
  facts: factsSchema,
  attempt: count,
  offerCount: count,
  timers: z.partialRecord(z.enum(TIMER_KINDS), z.object({ attempt: count, dueAtMs: ms })),
  declinedBy: z.array(agentIdSchema),
  callback: z.nullable(z.object({ promisedAtMs: ms, tries: count })),
  offer: z.nullable(offerSchema),
  conversation: z.nullable(
    z.object({
      offerId: offerIdSchema,
      agentId: agentIdSchema,
      answeredAtMs: ms,
      withVideo: z.boolean(),
      generation: generationSchema,
      generationSinceMs: ms,
    }),
  ),
  lastGeneration: z.exactOptional(generationSchema),
  segments: z.array(
    z.object({
      agentId: agentIdSchema,
      how: z.enum(['answered', 'transferred', 'consulted']),
      queueId: queueIdSchema,
      topic: wordsSchema,
      joinedMs: ms,
      leftMs: z.nullable(ms),
      wrapUp: z.enum(['none', 'open', 'done']),
    }),
  ),
  // Calls of before there was any.
  consult: z._default(
    z.nullable(
      z.object({
        offer: offerSchema,
        byName: text,
        reason: text,
        notes: text,
        wasHeld: z.boolean(),
        talk: z.nullable(
          z.object({ answeredAtMs: ms, withVideo: z.boolean(), generation: generationSchema, generationSinceMs: ms }),
        ),
      }),
    ),
    null,
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
});

const agentContextSchema = z.object({
  agentId: agentIdSchema,
  displayName: text,
  role: roleSchema,
  takesConsults: z.exactOptional(z.boolean()),
  takesSeveral: z.exactOptional(z.boolean()),
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
  return read(stored, callContextSchema, restoreCall);
}

export function readAgent(stored: string): Read<Agent> {
  return read(stored, agentContextSchema, restoreAgent);
}

function read<C, T>(
  stored: string,
  contextSchema: z.ZodMiniType<C>,
  restore: (value: unknown, context: C) => T,
): Read<T> {
  try {
    const { value, context } = z.object({ value: z.unknown(), context: z.unknown() }).parse(JSON.parse(stored));
    const parsed = contextSchema.safeParse(context);
    if (parsed.success) return { state: restore(value, parsed.data) };
    const [issue] = parsed.error.issues;
    return { problem: `context.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}` };
  } catch (cause) {
    return { problem: cause instanceof Error ? cause.message : String(cause) };
  }
}
