// When a mail that is being written keeps calls away, and for how long. Knows the numbers and their bounds, nothing that applies them.
import * as z from 'zod/mini';
import { CTI_HEARTBEAT_MS } from '../../../contract/cti.ts';

const MINUTE_MS = 60_000;
/** Shorter than a second is for tests; longer than a day is a mistake. */
const duration = z.int().check(z.minimum(50), z.maximum(24 * 60 * MINUTE_MS));
/** The server's lease is 15 s: a heartbeat has to fit into it twice. */
const heartbeat = z.int().check(z.minimum(50), z.maximum(7_000));

/** What may be said of the policy; what is not said keeps its default. */
export const replyPolicySchema = z.strictObject({
  heartbeatMs: z.optional(heartbeat),
  untouchedMs: z.optional(duration),
  idleMs: z.optional(duration),
  ceilingMs: z.optional(duration),
  sendingMs: z.optional(duration),
  graceMs: z.optional(duration),
  kinds: z.optional(
    z.strictObject({
      reply: z.optional(z.boolean()),
      forward: z.optional(z.boolean()),
      new: z.optional(z.boolean()),
    }),
  ),
});

export type ReplyPolicy = {
  /** How often a lease is renewed and a connection is expected to ping. */
  readonly heartbeatMs: number;
  /** Opened, nothing typed. */
  readonly untouchedMs: number;
  /** Since the last input. */
  readonly idleMs: number;
  /** In all for one mail. */
  readonly ceilingMs: number;
  /** Between pressing Send and the mail program saying how it went. */
  readonly sendingMs: number;
  /** How long the mails of a connection that has vanished go on. */
  readonly graceMs: number;
  /** Which kinds of mail keep calls away. */
  readonly kinds: { readonly reply: boolean; readonly forward: boolean; readonly new: boolean };
};

export const DEFAULT_REPLY_POLICY: ReplyPolicy = {
  heartbeatMs: CTI_HEARTBEAT_MS,
  untouchedMs: 90_000,
  idleMs: 180_000,
  ceilingMs: 20 * MINUTE_MS,
  sendingMs: 60_000,
  graceMs: 5_000,
  kinds: { reply: true, forward: false, new: false },
};
