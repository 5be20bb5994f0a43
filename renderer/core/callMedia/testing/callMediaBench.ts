// The media of a call over links without a network, for tests. Knows no browser.
import type { PeerSignal } from '../../../../signalling/protocol/index.ts';
import { vi } from 'vitest';
import type { LocalMedia } from '../../media/localMedia.ts';
import type { DataChannels } from '../../peerLink/dataChannels.ts';
import type { LinkState, MediaLink, MediaLinkOptions, OutgoingTracks, VideoLimit } from '../../peerLink/mediaLink.ts';
import type { RemoteMedia } from '../../sfuLink/roomPort.ts';
import { CallMedia } from '../callMedia.ts';

export const SIGNAL: PeerSignal = { type: 'offer', sdp: 'v=0' };
export const TRACKS = { microphone: { enabled: true }, camera: { enabled: true } };

/** A link without a network: the test says what becomes of it. */
export class FakeLink implements MediaLink {
  readonly incoming = {} as MediaStream;
  readonly incomingScreen = {} as MediaStream;
  readonly peers: ReadonlyMap<string, DataChannels> = new Map();
  readonly received: PeerSignal[] = [];
  readonly options: MediaLinkOptions;
  outgoing: OutgoingTracks;
  state: LinkState = 'connecting';
  closed = false;
  readonly limits: VideoLimit[] = [];

  constructor(options: MediaLinkOptions) {
    this.options = options;
    this.outgoing = options.outgoing;
  }
  receive(signal: PeerSignal): void {
    this.received.push(signal);
  }
  setOutgoing(tracks: OutgoingTracks): void {
    this.outgoing = tracks;
  }
  limitVideo(limit: VideoLimit): void {
    this.limits.push(limit);
  }
  stats(): Promise<RTCStatsReport> {
    return Promise.resolve(new Map() as unknown as RTCStatsReport);
  }
  become(state: LinkState): void {
    this.state = state;
    this.options.onState(state);
  }
  close(): void {
    this.closed = true;
  }
}

export type CallMediaBench = {
  readonly media: CallMedia;
  /** In the order in which they were built. */
  readonly links: readonly FakeLink[];
  readonly link: (index: number) => FakeLink;
  /** Generations after which the server was asked for the next. */
  readonly renewals: readonly number[];
  /** Generations that were said to flow. */
  readonly flowing: readonly number[];
  /** Generations that went through a room. */
  readonly rooms: readonly number[];
  readonly sent: readonly [number, PeerSignal][];
  readonly follow: (generation: number, held?: boolean, iceExpiresInMs?: number) => void;
  /** Follows a generation that goes through a room. */
  readonly enter: (generation: number, held?: boolean, iceExpiresInMs?: number) => Promise<void>;
  /** Whether the server answers, and what goes into rooms can be loaded. */
  readonly reachable: { server: boolean; rooms: boolean };
};

/** The media of an agent's call whose links a test builds, loses and lets flow. */
export function setup(): CallMediaBench {
  const links: FakeLink[] = [];
  const renewals: number[] = [];
  const reachable = { server: true, rooms: true };
  const rooms: number[] = [];
  const flowing: number[] = [];
  const sent: [number, PeerSignal][] = [];
  const local = {
    source: (kind: 'microphone' | 'camera') => ({ track: TRACKS[kind], problem: undefined, wanted: true }),
    onChange: () => () => undefined,
  } as unknown as LocalMedia;
  const media = new CallMedia({
    local,
    initiator: true,
    createLink: (options) => {
      const link = new FakeLink(options);
      links.push(link);
      return link;
    },
    createRoomLink: (generation, { outgoing, servers, ...options }) => {
      if (!reachable.rooms) return Promise.reject(new Error('not loaded'));
      const link = new FakeLink({
        ...{ ...options, ...servers },
        ...{ outgoing: outgoing(), initiator: true, onSignal: () => undefined },
      });
      links.push(link);
      rooms.push(generation);
      return Promise.resolve(Object.assign(link, { remotes: new Map([['leg', {} as RemoteMedia]]) }));
    },
    sendSignal: (generation, signal) => sent.push([generation, signal]),
    reportFlowing: (generation) => flowing.push(generation),
    requestRenewal: (generation) => {
      renewals.push(generation);
      return Promise.resolve(reachable.server);
    },
  });
  const follow = (generation: number, held = false, iceExpiresInMs?: number): void =>
    media.follow({ generation, held, heldInRoom: held, iceServers: [], relayOnly: false, iceExpiresInMs });
  /** The generation goes through a room. */
  const enter = async (generation: number, held = false, iceExpiresInMs?: number): Promise<void> => {
    const room = { waitFor: undefined };
    media.follow({
      generation,
      held,
      heldInRoom: false,
      iceServers: [],
      relayOnly: false,
      iceExpiresInMs,
      room,
    });
    await vi.advanceTimersByTimeAsync(0);
  };
  const link = (index: number): FakeLink => {
    const found = links[index];
    if (!found) throw new Error(`no link ${String(index)}`);
    return found;
  };
  return { media, links, link, renewals, flowing, follow, enter, rooms, reachable, sent };
}
