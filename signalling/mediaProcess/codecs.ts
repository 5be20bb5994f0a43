// How rooms carry sound and pictures.
import type { types } from 'mediasoup';

/** What all browsers of ours can: sound in Opus, pictures in VP8, and in H.264 where there is no other. */
export const CODECS: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    ...{ kind: 'video', mimeType: 'video/H264', clockRate: 90_000 },
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
];
/** A path is not idle long before it is known what it takes. */
export const FIRST_GUESS_BPS = 1_000_000;
/** Between two keyframes that are asked for: three who join at once cause one, not three. */
export const KEY_FRAME_PAUSE_MS = 350;
