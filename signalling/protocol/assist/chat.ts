// Chat beside the call. What is said in set phrases is said in each reader's own language.
import * as z from 'zod/mini';
import { epochMsSchema } from '../fields.ts';
import { partySchema } from '../session.ts';
import { documentCardSchema } from './table.ts';
import { someText } from './fields.ts';

const head = { by: partySchema, atMs: epochMsSchema };

export const HOLD_REASONS = ['lookUp', 'colleague', 'documents', 'system'] as const;
export const phraseSchema = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('hold'),
    reason: z.enum(HOLD_REASONS),
    minutes: z.int().check(z.minimum(1), z.maximum(30)),
  }),
  z.strictObject({ name: z.literal('thanks') }),
]);
export type Phrase = z.infer<typeof phraseSchema>;

/** Only what leads to a web page: never `javascript:`, `data:` or an address with a password in it. */
export const webAddressSchema = z.string().check(z.maxLength(2000), z.regex(/^https?:\/\/[^\s/@?#]+([/?#]\S*)?$/i));

export const chatMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...head, kind: z.literal('text'), text: someText(2000) }),
  z.strictObject({ ...head, kind: z.literal('phrase'), phrase: phraseSchema }),
  /** The other is asked before they are shown a link. */
  z.strictObject({ ...head, kind: z.literal('link'), url: webAddressSchema }),
  z.strictObject({ ...head, kind: z.literal('file'), card: documentCardSchema }),
]);
export type ChatMessage = z.infer<typeof chatMessageSchema>;

/** What was answered to a link that somebody wanted to send, by message id. */
export const linkAnswerSchema = z.enum(['accepted', 'declined']);

/** Up to when messages have reached somebody, and up to when they have been seen. */
export const chatSeenSchema = z.strictObject({ deliveredAtMs: epochMsSchema, seenAtMs: epochMsSchema });
export type ChatSeen = z.infer<typeof chatSeenSchema>;
