// Mails that an agent is writing: leases that keep calls away until they end or are no longer renewed. Says nothing of the mail itself.
import * as z from 'zod/mini';
import { durationMsSchema, emptySchema, idSchema } from './fields.ts';

/** Given by the agent's app; one mail being written. */
export const activityIdSchema = z.pipe(
  idSchema,
  z.transform((value) => value as ActivityId),
);
declare const brand: unique symbol;
export type ActivityId = string & { readonly [brand]: 'ActivityId' };

/** The program in which the mail is written, such as `thunderbird`. */
export const replySourceSchema = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9._-]{0,31}$/));
export const replyKindSchema = z.enum(['reply', 'forward', 'new']);
/** The first four: what became of the mail. `sendHung`: nobody knows. `dismissed`: the agent takes calls. `lost`: the program is gone. */
export const replyEndingSchema = z.enum([
  'sent',
  'queued',
  'saved',
  'discarded',
  'untouched',
  'idle',
  'sendHung',
  'ceiling',
  'dismissed',
  'locked',
  'lost',
]);
export type ReplyKind = z.infer<typeof replyKindSchema>;
export type ReplyEnding = z.infer<typeof replyEndingSchema>;
/** How the lease on record ended; only the server says that it was not renewed, or that its agent signed out. */
export type ShieldEnding = ReplyEnding | 'leaseExpired' | 'signedOut';

/** How many mails one agent may have in writing. */
export const MAX_REPLIES = 64;

/** Ages instead of times: the clocks of client and server may differ. */
export const replyBeginSchema = z.strictObject({
  activityId: activityIdSchema,
  source: replySourceSchema,
  kind: replyKindSchema,
  openForMs: durationMsSchema,
  inputAgoMs: durationMsSchema,
});
export type ReplyBegin = z.infer<typeof replyBeginSchema>;
/** For signing in: what is being written already. */
export const repliesSchema = z.array(replyBeginSchema).check(z.maxLength(MAX_REPLIES));

export const replyRequests = {
  /** From the reply on, no offer is made until the lease ends. Sent again it renews. */
  'reply.begin': { params: replyBeginSchema, result: z.strictObject({ leaseMs: durationMsSchema }) },
  'reply.renew': {
    params: z.strictObject({ activityId: activityIdSchema, inputAgoMs: durationMsSchema }),
    result: emptySchema,
  },
  'reply.end': {
    params: z.strictObject({ activityId: activityIdSchema, how: replyEndingSchema }),
    result: emptySchema,
  },
  /** Ends all of the agent's leases: calls in spite of what is being written. */
  'reply.takeCalls': { params: emptySchema, result: emptySchema },
} as const;
