// A second factor: signing in in two steps, and the codes of an authenticator app (TOTP, RFC 6238) with recovery codes. Apart from
// `agent.signIn`, which an app that knows no codes goes on using.
import * as z from 'zod/mini';
import { agentViewSchema, userNameSchema } from './agent.ts';
import { MAX_PASSWORD_LENGTH } from './account.ts';
import { emptySchema, epochMsSchema, tokenSchema } from './fields.ts';
import { repliesSchema } from './reply.ts';

export const RECOVERY_CODE_COUNT = 10;

/** As it was typed: six digits of the app, or a recovery code; with or without spaces and hyphens. */
export const codeSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(40), z.regex(/^[0-9A-Za-z -]+$/));
export const recoveryCodesSchema = z
  .array(z.string().check(z.minLength(1), z.maxLength(40)))
  .check(z.maxLength(RECOVERY_CODE_COUNT));

const signedIn = { sessionToken: tokenSchema, agent: agentViewSchema };
const passwordSchema = z.string().check(z.minLength(1), z.maxLength(MAX_PASSWORD_LENGTH));

export const secondFactorRequests = {
  /** Name and password. The connection then waits for a code, or for the second factor to be set up, where the account needs one. */
  'agent.beginSignIn': {
    params: z.strictObject({ userName: userNameSchema, password: passwordSchema, replies: z.optional(repliesSchema) }),
    result: z.discriminatedUnion('next', [
      z.strictObject({ next: z.literal('signedIn'), ...signedIn }),
      z.strictObject({ next: z.literal('code') }),
      z.strictObject({ next: z.literal('setUp') }),
    ]),
  },
  /** `code`: absent when the second factor was set up on this connection just now. */
  'agent.completeSignIn': {
    params: z.strictObject({ code: z.optional(codeSchema), replies: z.optional(repliesSchema) }),
    result: z.strictObject({
      ...signedIn,
      /** The code was a recovery code; so many are left. */
      recoveryCodesLeft: z.optional(z.int().check(z.minimum(0))),
    }),
  },
  'account.secondFactor': {
    params: emptySchema,
    result: z.strictObject({
      /** The settings want one for the sender's role. */
      isRequired: z.boolean(),
      /** Absent while there is none. */
      on: z.optional(z.strictObject({ sinceMs: epochMsSchema, recoveryCodesLeft: z.int().check(z.minimum(0)) })),
    }),
  },
  /** A secret for the sender's authenticator app. Nothing is kept of it until a code of it has been confirmed. */
  'account.beginSecondFactor': {
    params: z.strictObject({ password: z.optional(passwordSchema) }),
    result: z.strictObject({
      /** Base32 (RFC 4648). */
      secret: z.string().check(z.maxLength(64)),
      /** The same as an `otpauth:` address, for a QR code. */
      address: z.string().check(z.maxLength(400)),
    }),
  },
  /** From then on signing in needs a code. The recovery codes are told this once. */
  'account.confirmSecondFactor': {
    params: z.strictObject({ code: codeSchema }),
    result: z.strictObject({ recoveryCodes: recoveryCodesSchema }),
  },
  /** Those before are good no longer. */
  'account.renewRecoveryCodes': {
    params: z.strictObject({ code: codeSchema }),
    result: z.strictObject({ recoveryCodes: recoveryCodesSchema }),
  },
  'account.endSecondFactor': { params: z.strictObject({ code: codeSchema }), result: emptySchema },
  /** When the operator last turned the sender's second factor off, if that was in the last seven days. */
  'account.factorReset': {
    params: emptySchema,
    result: z.strictObject({ atMs: z.optional(epochMsSchema) }),
  },
} as const;
