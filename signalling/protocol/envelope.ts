// The three kinds of frame on the wire. Knows their shape and bounds; not what they carry.
import * as z from 'zod/mini';
import { problemSchema } from './errors.ts';

/** Version spoken by this build. A client with another version is refused in `session.hello`. */
export const PROTOCOL_VERSION = 1;

/** Largest frame either side accepts, in bytes. An SDP with many candidates stays below 20 kB. */
export const MAX_FRAME_BYTES = 65_536;

export const MOST_REQUEST_ID = 2_147_483_647;

export const requestFrameSchema = z.strictObject({
  kind: z.literal('request'),
  id: z.int().check(z.minimum(1), z.maximum(MOST_REQUEST_ID)),
  name: z.string().check(z.minLength(1), z.maxLength(64)),
  params: z.unknown(),
});

export const replyFrameSchema = z.union([
  z.strictObject({ kind: z.literal('reply'), id: z.int(), ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ kind: z.literal('reply'), id: z.int(), ok: z.literal(false), problem: problemSchema }),
]);

export const noticeFrameSchema = z.strictObject({
  kind: z.literal('notice'),
  name: z.string().check(z.minLength(1), z.maxLength(64)),
  payload: z.unknown(),
});

export const serverFrameSchema = z.union([replyFrameSchema, noticeFrameSchema]);

export type RequestFrame = z.infer<typeof requestFrameSchema>;
export type ReplyFrame = z.infer<typeof replyFrameSchema>;
export type NoticeFrame = z.infer<typeof noticeFrameSchema>;
export type ServerFrame = z.infer<typeof serverFrameSchema>;
