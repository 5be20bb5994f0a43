// The CTI protocol, version 1: what a mail program or an in-house tool says to the app, and what it hears. A leaf.
// No subject, address or text ever crosses it: there is no field that could hold one.
import * as z from 'zod/mini';

export const CTI_VERSION = 1;
/** How often a mail program sends `ping` while it is connected. */
export const CTI_HEARTBEAT_MS = 5_000;
/** Bytes of one message, UTF-8. Everything a mail program says fits into a fraction of it. */
export const CTI_MAX_MESSAGE_BYTES = 16_384;
/** Drafts that one mail program may have open at once. */
export const CTI_MAX_DRAFTS = 64;

const name = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9._-]{0,31}$/));
const draftId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** `reply` answers a mail; the others shield only where policy says so. */
export const mailKindSchema = z.enum(['reply', 'forward', 'new']);
const mail = z.strictObject({ kind: mailKindSchema });

/** `open`: nothing typed yet. */
export const draftStateSchema = z.enum(['open', 'typing', 'sending']);
export const draftOutcomeSchema = z.enum(['sent', 'queued', 'saved', 'discarded']);

/** Everything a mail program may say. The first message is `hello`; `sync` follows a `welcome` and tells of every open mail; one that it leaves
 * out is lost after the grace period unless it is told of after all. */
export const ctiMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    v: z.int().check(z.minimum(1), z.maximum(1_000)),
    client: name,
    /** The same for as long as the mail program runs: a reconnect takes up its drafts within the grace period. */
    instance: draftId,
    version: z.string().check(z.minLength(1), z.maxLength(40)),
  }),
  z.strictObject({
    type: z.literal('sync'),
    list: z.array(z.strictObject({ id: draftId, mail, state: draftStateSchema })).check(z.maxLength(CTI_MAX_DRAFTS)),
  }),
  /** A compose window was opened. */
  z.strictObject({ type: z.literal('begin'), id: draftId, mail }),
  /** The person typed. At most one a second is worth sending. */
  z.strictObject({ type: z.literal('touch'), id: draftId }),
  /** The compose window came to the front or left it; never ends a reply by itself. */
  z.strictObject({ type: z.literal('focus'), id: draftId, focused: z.boolean() }),
  z.strictObject({ type: z.literal('sending'), id: draftId }),
  /** The mail was not sent and its window is open again. */
  z.strictObject({ type: z.literal('sendFailed'), id: draftId }),
  z.strictObject({ type: z.literal('end'), id: draftId, outcome: draftOutcomeSchema }),
  z.strictObject({ type: z.literal('ping') }),
]);

/** Why a message was not taken. A mail program that gets `unsupportedVersion` MUST stop until it is updated. */
export const ctiProblemSchema = z.enum([
  'malformed',
  'helloRequired',
  'unsupportedVersion',
  'tooManyDrafts',
  'unknownDraft',
  'appNotRunning',
]);

/** Why calls are held or not. `appOffline`: nobody is signed in or the server is away, so nothing rings anyway. */
export const heldCauseSchema = z.enum(['reply', 'none', 'dismissed', 'lapsed', 'locked', 'appOffline', 'policy']);

export const ctiAnswerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('welcome'), heartbeatMs: z.int(), callsHeld: z.boolean() }),
  /** Sent on every change. `callsHeld` is what the server has acknowledged, not what was asked. */
  z.strictObject({ type: z.literal('state'), callsHeld: z.boolean(), cause: heldCauseSchema }),
  z.strictObject({ type: z.literal('pong') }),
  z.strictObject({ type: z.literal('problem'), code: ctiProblemSchema }),
]);

export type CtiMessage = z.infer<typeof ctiMessageSchema>;
export type CtiAnswer = z.infer<typeof ctiAnswerSchema>;
export type MailKind = z.infer<typeof mailKindSchema>;
export type DraftState = z.infer<typeof draftStateSchema>;
export type DraftOutcome = z.infer<typeof draftOutcomeSchema>;
export type HeldCause = z.infer<typeof heldCauseSchema>;
export type CtiProblem = z.infer<typeof ctiProblemSchema>;
