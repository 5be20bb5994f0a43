// The media port: how a call's sound and picture reach the other side. A peer-to-peer link implements it; one through
// an SFU can stand beside it.
import type { IceServer, PeerSignal } from '../../../signalling/protocol/index.ts';
import type { DataChannels } from './dataChannels.ts';

/** The lines of a link, in the order in which they are negotiated: microphone, camera, shared screen and its sound. */
export const MEDIA_LINES = ['audio', 'video', 'screen', 'screenAudio'] as const;
export type MediaLine = (typeof MEDIA_LINES)[number];

/** What is sent now. Undefined: nothing of that kind, while the line for it stays negotiated. */
export type OutgoingTracks = Readonly<Record<MediaLine, MediaStreamTrack | undefined>>;

/** How much picture may be sent. */
export type VideoLimit = {
  /** False: no picture at all, all the path is for the sound. */
  active: boolean;
  maxBitrateBps: number;
  /** By what width and height are divided, 1 or more. */
  scaleDownBy: number;
  maxFramesPerSecond: number;
  /** Movement is what matters: size and pictures a second are kept, sharpness gives way, and it goes before the sound. */
  isForMotion?: boolean;
};

/**
 * `connecting` → `flowing` once media arrives or could arrive; `silent` while nothing arrives at all, which may pass;
 * `ended` is final.
 */
export type LinkState = 'connecting' | 'flowing' | 'silent' | 'ended';

export type MediaLinkEvents = {
  /** To be passed to the other side, in order. */
  onSignal: (signal: PeerSignal) => void;
  onState: (state: LinkState) => void;
  /** `peers` is another than it was. */
  onPeers: () => void;
};

export type MediaLinkOptions = MediaLinkEvents & {
  /** One side begins: the agent's. */
  initiator: boolean;
  iceServers: readonly IceServer[];
  /** Only through a relay, never directly. */
  relayOnly: boolean;
  outgoing: OutgoingTracks;
};

/** Of a direct link: who is at its other end. */
export const DIRECT_PEER = 'peer';

/** One generation of a call's media. MUST be closed by its owner. */
export type MediaLink = {
  readonly state: LinkState;
  /** The other side's audio and video track. Both exist from the first answer on; they are muted while nothing comes. */
  readonly incoming: MediaStream;
  /** The screen that the other side shares, and its sound; muted while none is shared. */
  readonly incomingScreen: MediaStream;
  /** What can be said beside sound and picture, to each of the others: by their leg, or to the one there is. */
  readonly peers: ReadonlyMap<string, DataChannels>;
  /** Takes a signal of the other side. MUST ignore it after `ended`. */
  receive(signal: PeerSignal): void;
  /** Replaces what is sent without negotiating again. */
  setOutgoing(tracks: OutgoingTracks): void;
  /** Bounds the camera's picture from now on. Sound and a shared screen are never bounded. */
  limitVideo(limit: VideoLimit): void;
  stats(): Promise<RTCStatsReport>;
  close(): void;
};

export type CreateMediaLink = (options: MediaLinkOptions) => MediaLink;
