// The agent's own account: where they are signed in, and their password.
import * as z from 'zod/mini';
import { emptySchema, epochMsSchema, idSchema } from './fields.ts';

export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 200;
/** How many sessions are told; an agent has a few. */
export const MAX_SESSIONS_TOLD = 50;

export const agentSessionSchema = z.strictObject({
  sessionId: idSchema,
  /** Such as `Firefox · Windows`; empty where it is not known. */
  device: z.string().check(z.maxLength(80)),
  startedAtMs: epochMsSchema,
  /** To about ten minutes. */
  lastSeenAtMs: epochMsSchema,
  /** The one that asks. */
  isThis: z.boolean(),
});
export type AgentSessionView = z.infer<typeof agentSessionSchema>;

export const accountRequests = {
  /** Where the sender is signed in; the last seen first. */
  'account.sessions': {
    params: emptySchema,
    result: z.strictObject({ sessions: z.array(agentSessionSchema).check(z.maxLength(MAX_SESSIONS_TOLD)) }),
  },
  /** Ends one session of the sender's, or all but this one. One with a call ends after it. */
  'account.endSessions': {
    params: z.strictObject({ sessionId: z.optional(idSchema) }),
    result: z.strictObject({ ended: z.int() }),
  },
  /** Ends all sessions of the sender's but this one, at once. */
  'account.changePassword': {
    params: z.strictObject({
      currentPassword: z.string().check(z.minLength(1), z.maxLength(MAX_PASSWORD_LENGTH)),
      newPassword: z.string().check(z.minLength(MIN_PASSWORD_LENGTH), z.maxLength(MAX_PASSWORD_LENGTH)),
    }),
    result: emptySchema,
  },
} as const;
