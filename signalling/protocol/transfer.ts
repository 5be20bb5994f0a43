// A call is handed on to a colleague or to another queue. All of it is asked apart: an app or page that does not know it never sees any.
import * as z from 'zod/mini';
import { MAX_NOTES_LENGTH } from './agent.ts';
import {
  agentIdSchema,
  callIdSchema,
  emptySchema,
  epochMsSchema,
  personNameSchema,
  queueIdSchema,
  wordsSchema,
} from './fields.ts';

/** Of why a call is handed on, in characters. */
export const MAX_TRANSFER_REASON_LENGTH = 200;

export const transferTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('agent'), agentId: agentIdSchema }),
  z.strictObject({ kind: z.literal('queue'), queueId: queueIdSchema }),
]);
export type TransferTarget = z.infer<typeof transferTargetSchema>;

/** Only who is `free` can be rung. `writing`: a reply is in progress. */
export const colleagueStateSchema = z.enum(['free', 'busy', 'writing', 'away', 'offline']);
export const colleagueSchema = z.strictObject({
  agentId: agentIdSchema,
  name: personNameSchema,
  state: colleagueStateSchema,
});
export const targetQueueSchema = z.strictObject({
  queueId: queueIdSchema,
  name: wordsSchema,
  open: z.boolean(),
  waiting: z.int().check(z.minimum(0)),
});
export type Colleague = z.infer<typeof colleagueSchema>;
export type TargetQueue = z.infer<typeof targetQueueSchema>;

/** One agent's part in the call before. */
export const callPartSchema = z.strictObject({
  agentName: personNameSchema,
  joinedAtMs: epochMsSchema,
  leftAtMs: epochMsSchema,
});
/** What is known of a call that was handed on, for who takes it. */
export const handOverCardSchema = z.strictObject({
  byName: personNameSchema,
  atMs: epochMsSchema,
  /** Empty: none was given. */
  reason: z.string().check(z.maxLength(MAX_TRANSFER_REASON_LENGTH)),
  notes: z.string().check(z.maxLength(MAX_NOTES_LENGTH)),
  /** When the customer called, and when somebody first answered. */
  startedAtMs: epochMsSchema,
  answeredAtMs: epochMsSchema,
  parts: z.array(callPartSchema).check(z.maxLength(50)),
  /** Names of the documents that were on the table, the last ones. */
  documents: z.array(z.string().check(z.maxLength(120))).check(z.maxLength(20)),
  /** Whether the customer was made sure of, as the agent of then decided; absent: nobody looked. */
  identity: z.optional(z.enum(['confirmed', 'notConfirmed'])),
});
export type HandOverCard = z.infer<typeof handOverCardSchema>;

/** To whom a customer who waits again is being handed on. */
export const transferCourseSchema = z.strictObject({
  by: personNameSchema,
  to: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('agent'), name: personNameSchema }),
    z.strictObject({ kind: z.literal('queue'), name: wordsSchema }),
  ]),
  reason: z.string().check(z.maxLength(MAX_TRANSFER_REASON_LENGTH)),
});
export type TransferCourse = z.infer<typeof transferCourseSchema>;

/**
 * Whether the next agent gets what was written and shown in the call before it was handed on. `offered`: they read what there is and take
 * it up or not · `always`: at once · `never`.
 */
export const earlierPolicySchema = z.enum(['offered', 'always', 'never']);
export type EarlierPolicy = z.infer<typeof earlierPolicySchema>;

export const transferRequests = {
  /** To whom the sender may hand on. `find`: part of a name. */
  'transfer.targets': {
    params: z.strictObject({ find: z.optional(z.string().check(z.maxLength(80))) }),
    result: z.strictObject({
      colleagues: z.array(colleagueSchema).check(z.maxLength(100)),
      queues: z.array(targetQueueSchema).check(z.maxLength(200)),
    }),
  },
  /** Hands the sender's call on. */
  'call.transfer': {
    params: z.strictObject({
      callId: callIdSchema,
      to: transferTargetSchema,
      reason: z.string().check(z.trim(), z.maxLength(MAX_TRANSFER_REASON_LENGTH)),
      notes: z.string().check(z.maxLength(MAX_NOTES_LENGTH)),
    }),
    result: emptySchema,
  },
  /** It rings at a colleague, who is to join the sender's call; of a queue, at whoever is free the longest. */
  'call.addPerson': {
    params: z.strictObject({ callId: callIdSchema, to: transferTargetSchema }),
    result: emptySchema,
  },
  /** What the agent before says of a call that rings at the sender, or that they have. */
  'transfer.card': {
    params: z.strictObject({ callId: callIdSchema }),
    result: z.strictObject({ card: z.nullable(handOverCardSchema) }),
  },
  /** Where the caller's call is going. */
  'transfer.course': {
    params: emptySchema,
    result: z.strictObject({ course: z.nullable(transferCourseSchema) }),
  },
  /** Whether the caller's page gives what it still has of the call before to whoever has it now. */
  'transfer.earlier': {
    params: emptySchema,
    result: z.strictObject({ earlier: earlierPolicySchema }),
  },
} as const;
