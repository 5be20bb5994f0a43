// What the two parties of an active call say to each other through the server.
import * as z from 'zod/mini';
import { addedField } from './capabilities.ts';
import { callIdSchema, emptySchema, generationSchema, legIdSchema } from './fields.ts';

const sdpSchema = z.string().check(z.minLength(1), z.maxLength(32_000));

/** What simple-peer emits; anything else is refused. */
export const signalSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['offer', 'answer', 'pranswer', 'rollback']), sdp: sdpSchema }),
  z.strictObject({
    type: z.literal('candidate'),
    candidate: z.strictObject({
      candidate: z.string().check(z.maxLength(1000)),
      sdpMLineIndex: z.nullish(z.int().check(z.minimum(0), z.maximum(255))),
      sdpMid: z.nullish(z.string().check(z.maxLength(32))),
      usernameFragment: z.nullish(z.string().check(z.maxLength(256))),
    }),
  }),
  z.strictObject({ type: z.literal('renegotiate'), renegotiate: z.literal(true) }),
]);
export type PeerSignal = z.infer<typeof signalSchema>;

/** What a party sends now, so that the other shows "muted" and not a broken line. */
export const mediaStateSchema = z.strictObject({
  microphone: z.boolean(),
  camera: z.boolean(),
  /** The camera is on, and the path of its sender takes no picture beside the sound. */
  pictureGivenUp: addedField('unknownFields', z.literal(true)),
});
export type MediaState = z.infer<typeof mediaStateSchema>;

export const peerRequests = {
  /** Passed on to the other party as `peer.signalled`. */
  'peer.signal': {
    params: z.strictObject({ callId: callIdSchema, generation: generationSchema, signal: signalSchema }),
    result: emptySchema,
  },
  /**
   * Asks for the generation after `generation`; a no-op when it is already there. Both parties get the new
   * number in their next `call.changed` / `agent.changed`.
   */
  'peer.renew': {
    params: z.strictObject({ callId: callIdSchema, generation: generationSchema }),
    result: z.strictObject({ generation: generationSchema }),
  },
  /** The sender's media of this generation is up. */
  'peer.reportConnected': {
    params: z.strictObject({ callId: callIdSchema, generation: generationSchema }),
    result: emptySchema,
  },
  /** Passed on to the other party as `peer.mediaChanged`. */
  'peer.reportMedia': {
    params: z.strictObject({ callId: callIdSchema, media: mediaStateSchema }),
    result: emptySchema,
  },
  /** Told to everybody who sees the sender, as `peer.signingChanged`. */
  'peer.reportSigning': {
    params: z.strictObject({ callId: callIdSchema, isSigning: z.boolean() }),
    result: emptySchema,
  },
} as const;

export const peerNotices = {
  'peer.signalled': z.strictObject({ callId: callIdSchema, generation: generationSchema, signal: signalSchema }),
  'peer.mediaChanged': z.strictObject({ callId: callIdSchema, media: mediaStateSchema }),
  'peer.signingChanged': z.strictObject({ callId: callIdSchema, legId: legIdSchema, isSigning: z.boolean() }),
} as const;
