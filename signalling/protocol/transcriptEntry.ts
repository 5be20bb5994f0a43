// Entries on a call's record: what was said, shown and agreed beside sound and picture. Names and texts, never pixels.
import * as z from 'zod/mini';
import { callIdSchema, epochMsSchema, idSchema } from './fields.ts';
import { partySchema } from './session.ts';

/** How many entries a call's record takes from both sides together. */
export const MAX_TRANSCRIPT_ENTRIES = 2000;
/** How many stills may be filed with a call, and how large one may be. */
export const MAX_STILLS = 50;
export const MAX_STILL_BYTES = 12 * 1024 * 1024;
/** How many files that a customer agreed to may be filed with a call, and how large one may be. */
export const MAX_AGREED_FILES = 20;
export const MAX_AGREED_BYTES = 64 * 1024 * 1024;
/** No policy lets a file be larger than this, in bytes. */
const MOST_FILE_BYTES = 200_000_000;

/** A file is called by the SHA-256 of its bytes, in hexadecimal. */
export const sha256Schema = z.string().check(z.minLength(64), z.maxLength(64), z.regex(/^[0-9a-f]{64}$/));
export const fileBytesSchema = z.int().check(z.minimum(1), z.maximum(MOST_FILE_BYTES));
const someText = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest));
/** Of a phrase, a reason: as the pages call it. The sentence is in the reader's language. */
const phraseName = z.string().check(z.minLength(1), z.maxLength(32), z.regex(/^[A-Za-z0-9]+$/));
const pixels = z.int().check(z.minimum(1), z.maximum(100_000));

/** Only what leads to a web page, without a name and password in it: records are read as links. */
const webAddress = z.string().check(z.maxLength(2000), z.regex(/^https?:\/\/[^\s/@?#\\]+([/?#]\S*)?$/i));

export const transcriptEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('chat'), messageId: idSchema, text: someText(2000) }),
  /** Said by a button, such as why somebody is put on hold and for how long. */
  z.strictObject({
    kind: z.literal('phrase'),
    messageId: idSchema,
    phrase: phraseName,
    params: z.optional(
      z.strictObject({
        reason: z.optional(phraseName),
        minutes: z.optional(z.int().check(z.minimum(0), z.maximum(600))),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal('link'),
    messageId: idSchema,
    url: webAddress,
    host: someText(253),
    status: z.enum(['asked', 'accepted', 'declined']),
  }),
  /** Put on the table. */
  z.strictObject({ kind: z.literal('document'), name: someText(120), sha256: sha256Schema, bytes: fileBytesSchema }),
  /** A screen, window or tab was shared: its name only. */
  z.strictObject({
    kind: z.literal('surface'),
    name: z.string().check(z.maxLength(200)),
    surface: z.enum(['screen', 'window', 'tab', 'unknown']),
    change: z.enum(['begun', 'ended']),
  }),
  /** Each side reports what it holds; two that name the same `sha256` hold the same document. */
  z.strictObject({
    kind: z.literal('agreement'),
    sha256: sha256Schema,
    documentName: someText(120),
    statement: someText(1000),
    signedName: someText(120),
  }),
  /** A photo that the customer let the agent have. The server makes this entry itself when the agent files one. */
  z.strictObject({
    kind: z.literal('still'),
    sha256: sha256Schema,
    bytes: fileBytesSchema,
    width: pixels,
    height: pixels,
  }),
]);
export type TranscriptEntry = z.infer<typeof transcriptEntrySchema>;

export const recordedTranscriptEntrySchema = z.strictObject({
  entryId: idSchema,
  /** Who reported it, as the server knows them. */
  party: partySchema,
  /** By the server's clock. */
  atMs: epochMsSchema,
  entry: transcriptEntrySchema,
});
export type RecordedTranscriptEntry = z.infer<typeof recordedTranscriptEntrySchema>;

export const entryRequests = {
  /** Puts an entry on the call's record. The same `entryId` of one party is taken once. */
  'call.addEntry': {
    params: z.strictObject({
      callId: callIdSchema,
      entryId: idSchema,
      /** How long ago it was, for what could not be said at once. An age, as clocks differ. */
      agoMs: z.optional(z.int().check(z.minimum(0), z.maximum(3_600_000))),
      entry: transcriptEntrySchema,
    }),
    /** False where the settings keep no chat on record, and this is chat. */
    result: z.strictObject({ kept: z.boolean() }),
  },
  /** The entries of one call in order of time. `skip` pages on. */
  'history.entries': {
    params: z.strictObject({
      callId: callIdSchema,
      skip: z.optional(z.int().check(z.minimum(0), z.maximum(2 * MAX_TRANSCRIPT_ENTRIES))),
    }),
    result: z.strictObject({
      entries: z.array(recordedTranscriptEntrySchema).check(z.maxLength(200)),
      more: z.boolean(),
    }),
  },
} as const;
