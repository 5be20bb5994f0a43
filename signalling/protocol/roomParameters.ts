// What a page and the media server must know of one another before media can flow: codecs, streams and paths, as mediasoup describes
// them, with bounds. What it means is theirs; here is only what may be said.
import * as z from 'zod/mini';
import { idSchema } from './fields.ts';

const MOST_CODECS = 64;
const MOST_EXTENSIONS = 48;
const MOST_FEEDBACK = 16;
const MOST_ENCODINGS = 4;
const MOST_CANDIDATES = 32;
const MOST_PARAMETERS = 32;

const text = (longest: number) => z.string().check(z.maxLength(longest));
const whole = (highest: number) => z.int().check(z.minimum(0), z.maximum(highest));
const listOf = <S extends z.core.SomeType>(schema: S, most: number) => z.array(schema).check(z.maxLength(most));
const some = <S extends z.core.SomeType>(schema: S) => z.exactOptional(schema);

const SSRC = 0xffff_ffff;
const kindSchema = z.enum(['audio', 'video']);
const codecValueSchema = z.union([text(512), z.number(), z.boolean()]);
const codecParametersSchema = z
  .record(text(64), codecValueSchema)
  .check(z.refine((parameters) => Object.keys(parameters).length <= MOST_PARAMETERS));
const feedbackSchema = z.object({ type: text(32), parameter: some(text(32)) });
const codecBase = {
  mimeType: z.string().check(z.maxLength(64), z.regex(/^(audio|video)\/[A-Za-z0-9.+-]+$/)),
  clockRate: whole(1_000_000),
  channels: some(whole(32)),
  parameters: some(codecParametersSchema),
  rtcpFeedback: some(listOf(feedbackSchema, MOST_FEEDBACK)),
};
/** The media server looks at it and knows each one that it takes. */
const uriSchema = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'urn:ietf:params:rtp-hdrext:toffset',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
]);

/** What a side can take. */
export const rtpCapabilitiesSchema = z.object({
  codecs: some(listOf(z.object({ ...codecBase, kind: kindSchema, preferredPayloadType: whole(127) }), MOST_CODECS)),
  headerExtensions: some(
    listOf(
      z.object({
        kind: kindSchema,
        uri: uriSchema,
        preferredId: whole(255),
        preferredEncrypt: some(z.boolean()),
        direction: some(z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive'])),
      }),
      MOST_EXTENSIONS,
    ),
  ),
});
export type RoomRtpCapabilities = z.infer<typeof rtpCapabilitiesSchema>;

/** One stream as it is sent. */
export const rtpParametersSchema = z.object({
  mid: some(text(32)),
  msid: some(text(160)),
  codecs: listOf(z.object({ ...codecBase, payloadType: whole(127) }), MOST_CODECS),
  headerExtensions: some(
    listOf(
      z.object({
        uri: uriSchema,
        id: whole(255),
        encrypt: some(z.boolean()),
        parameters: some(codecParametersSchema),
      }),
      MOST_EXTENSIONS,
    ),
  ),
  encodings: some(
    listOf(
      z.object({
        ssrc: some(whole(SSRC)),
        rid: some(text(32)),
        codecPayloadType: some(whole(127)),
        rtx: some(z.object({ ssrc: whole(SSRC) })),
        dtx: some(z.boolean()),
        scalabilityMode: some(text(32)),
        maxBitrate: some(whole(1_000_000_000)),
      }),
      MOST_ENCODINGS,
    ),
  ),
  rtcp: some(z.object({ cname: some(text(256)), reducedSize: some(z.boolean()) })),
});
export type RoomRtpParameters = z.infer<typeof rtpParametersSchema>;

export const iceParametersSchema = z.object({
  usernameFragment: text(256),
  password: text(256),
  iceLite: some(z.boolean()),
});

export const dtlsParametersSchema = z.object({
  role: some(z.enum(['auto', 'client', 'server'])),
  fingerprints: listOf(
    z.object({ algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']), value: text(256) }),
    8,
  ),
});

export const sctpStreamSchema = z.object({
  streamId: whole(65_535),
  ordered: some(z.boolean()),
  maxPacketLifeTime: some(whole(65_535)),
  maxRetransmits: some(whole(65_535)),
});

/** The server's end of one path. */
export const roomTransportSchema = z.object({
  id: idSchema,
  iceParameters: iceParametersSchema,
  iceCandidates: listOf(
    z.object({
      foundation: text(64),
      priority: whole(SSRC),
      ip: text(256),
      address: text(256),
      protocol: z.enum(['udp', 'tcp']),
      port: whole(65_535),
      type: z.literal('host'),
      tcpType: some(z.literal('passive')),
    }),
    MOST_CANDIDATES,
  ),
  dtlsParameters: dtlsParametersSchema,
  sctpParameters: z.object({
    port: whole(65_535),
    OS: whole(65_535),
    MIS: whole(65_535),
    maxMessageSize: whole(0xffff_ffff),
  }),
});
export type RoomTransport = z.infer<typeof roomTransportSchema>;
