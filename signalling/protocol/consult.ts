// A colleague is asked while the customer waits: the two agents talk over a link of their own.
import * as z from 'zod/mini';
import { MAX_NOTES_LENGTH } from './agent.ts';
import { MAX_TRANSFER_REASON_LENGTH } from './transfer.ts';
import { agentIdSchema, callIdSchema, emptySchema } from './fields.ts';

const ofCall = z.strictObject({ callId: callIdSchema });

export const consultRequests = {
  /** The customer goes on hold, and it rings at the colleague. */
  'call.consult': {
    params: z.strictObject({
      callId: callIdSchema,
      to: agentIdSchema,
      reason: z.string().check(z.trim(), z.maxLength(MAX_TRANSFER_REASON_LENGTH)),
      notes: z.string().check(z.maxLength(MAX_NOTES_LENGTH)),
    }),
    result: emptySchema,
  },
  /** Whoever asked is back with the customer; whoever was asked leaves. */
  'consult.end': { params: ofCall, result: emptySchema },
  /** With whom the one who asked talks now; the other waits. */
  'consult.swap': {
    params: z.strictObject({ callId: callIdSchema, to: z.enum(['colleague', 'customer']) }),
    result: emptySchema,
  },
  /** The colleague has the call from now on; the sender wraps up. */
  'consult.complete': { params: ofCall, result: emptySchema },
} as const;
