// What a caller called about lately, as far as the organisation itself has named the matter in their link.
import * as z from 'zod/mini';
import { outcomeSchema } from './call.ts';
import { callIdSchema, epochMsSchema, personNameSchema, wordsSchema } from './fields.ts';

export const MOST_CONTACTS = 5;

export const contactSchema = z.strictObject({
  /** As in that call: the same matter may be more than one person's. */
  customerName: personNameSchema,
  topic: wordsSchema,
  /** As the last agent wrapped it up; absent: nobody did. */
  reason: z.optional(wordsSchema),
  startedAtMs: epochMsSchema,
  outcome: outcomeSchema,
});
export type Contact = z.infer<typeof contactSchema>;

export const callerContactsSchema = z.strictObject({
  callId: callIdSchema,
  /** Calls of the last seven days, this one among them. */
  weekCount: z.int().check(z.minimum(0)),
  /** The others of the last thirty days, the newest first. */
  contacts: z.array(contactSchema).check(z.maxLength(MOST_CONTACTS)),
});
export type CallerContacts = z.infer<typeof callerContactsSchema>;

export const contactRequests = {
  /**
   * What was called about lately under the same reference, for calls that the agent has or missed. Asked apart: an app that does not
   * know it never sees one.
   */
  'history.contacts': {
    params: z.strictObject({ callIds: z.array(callIdSchema).check(z.minLength(1), z.maxLength(20)) }),
    result: z.strictObject({ callers: z.array(callerContactsSchema).check(z.maxLength(20)) }),
  },
} as const;
