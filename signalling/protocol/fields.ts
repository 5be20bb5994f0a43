// The bounded building blocks that all messages share.
import * as z from 'zod/mini';

export const idSchema = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[A-Za-z0-9_-]+$/));
export const callIdSchema = z.pipe(
  idSchema,
  z.transform((value) => value as CallId),
);
export const agentIdSchema = z.pipe(
  idSchema,
  z.transform((value) => value as AgentId),
);
export const offerIdSchema = z.pipe(
  idSchema,
  z.transform((value) => value as OfferId),
);
export const queueIdSchema = z.pipe(
  idSchema,
  z.transform((value) => value as QueueId),
);
export const participantIdSchema = z.pipe(
  idSchema,
  z.transform((value) => value as ParticipantId),
);
export const legIdSchema = z.pipe(
  idSchema,
  z.transform((value) => value as LegId),
);

declare const brand: unique symbol;
type Branded<B extends string> = string & { readonly [brand]: B };
export type CallId = Branded<'CallId'>;
export type AgentId = Branded<'AgentId'>;
export type OfferId = Branded<'OfferId'>;
export type QueueId = Branded<'QueueId'>;
/** Somebody who takes part in a call. */
export type ParticipantId = Branded<'ParticipantId'>;
/** One person's connection to a call; of an agent it has the id of the offer that they answered. */
export type LegId = Branded<'LegId'>;

/** Milliseconds since the Unix epoch. */
export const epochMsSchema = z.int().check(z.minimum(0), z.maximum(8_640_000_000_000_000));
export const durationMsSchema = z.int().check(z.minimum(0), z.maximum(31_536_000_000));
export const tokenSchema = z.string().check(z.minLength(20), z.maxLength(200), z.regex(/^[A-Za-z0-9_-]+$/));
/**
 * What turns the order of letters round beyond a name (Unicode TR 9, explicit formatting), controls, and what takes no room: none
 * belongs to a name. Joiners stay, as Persian and emoji need them.
 */
const NO_PART_OF_A_NAME = /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu;
/** At least one letter, digit or sign that is seen. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
export const personNameSchema = z.string().check(
  z.overwrite((name) => name.replaceAll(NO_PART_OF_A_NAME, '')),
  z.trim(),
  z.minLength(1),
  z.maxLength(80),
  z.regex(SEEN),
);
/** What an organisation knows a matter by: a file's number, an order's. */
export const linkReferenceSchema = z.string().check(
  z.overwrite((text) => text.replaceAll(NO_PART_OF_A_NAME, '')),
  z.trim(),
  z.minLength(1),
  z.maxLength(80),
  z.regex(SEEN),
);
export const languageSchema = z.enum(['en', 'fr']);
/** A text in both languages. */
export const wordsSchema = z.strictObject({
  en: z.string().check(z.minLength(1), z.maxLength(200)),
  fr: z.string().check(z.minLength(1), z.maxLength(200)),
});
export const generationSchema = z.int().check(z.minimum(1), z.maximum(1_000_000));
export const callMediaSchema = z.enum(['video', 'voice']);
export const emptySchema = z.strictObject({});

/** One entry for `RTCPeerConnection({ iceServers })`. */
export const iceServerSchema = z.strictObject({
  urls: z.array(z.string().check(z.maxLength(256))).check(z.minLength(1), z.maxLength(8)),
  username: z.optional(z.string().check(z.maxLength(256))),
  credential: z.optional(z.string().check(z.maxLength(256))),
});

/** Fields for the media servers of the present generation. */
export const mediaServers = {
  iceServers: z.array(iceServerSchema).check(z.maxLength(8)),
  /** When the credentials among `iceServers` expire; the next generation brings new ones, and in a room they are asked for. */
  iceExpiresAtMs: z.optional(epochMsSchema),
  /** Media MUST go through a relay: `iceTransportPolicy: 'relay'`. */
  relayOnly: z.boolean(),
};

export type Language = z.infer<typeof languageSchema>;
export type Words = z.infer<typeof wordsSchema>;
export type CallMedia = z.infer<typeof callMediaSchema>;
export type IceServer = z.infer<typeof iceServerSchema>;
