// Entry of a page for journeys only, never shipped: one person in a room. What it asks goes through a function of the window.
import type { DataChannels } from '../../core/peerLink/dataChannels.ts';
import type { OutgoingTracks } from '../../core/peerLink/mediaLink.ts';
import type { MediaServers, RemoteMedia } from '../../core/sfuLink/roomPort.ts';
import { RoomPictures } from '../../core/sfuLink/roomPictures.ts';
import { SfuLink } from '../../core/sfuLink/sfuLink.ts';
import type { RoomsPage, RoomsWindow, Seen } from './roomsPage.ts';

const { askRoom } = globalThis as unknown as RoomsWindow;
const people = document.getElementById('people');
const shown = new Map<string, HTMLVideoElement>();
let link: SfuLink | undefined;
let outgoing: OutgoingTracks = { audio: undefined, video: undefined, screen: undefined, screenAudio: undefined };

const connections: RTCPeerConnection[] = [];
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push(this);
  }
};

let renewals = 0;
/** Nothing listens there; such a relay is only asked when another path is looked for. */
function relayOf(user: string, expiresInMs: number): MediaServers {
  const relay = { urls: ['turn:127.0.0.1:9'], username: user, credential: 'secret' };
  return { iceServers: [relay], relayOnly: false, expiresInMs };
}

type Gap = { lastMs: number; longestMs: number };
const gaps = new Map<string, Gap>();

/** Over the room's epochs: whoever shows somebody waits for the next picture of them, wherever it comes from. */
function gapOf(legId: string): Gap {
  const gap = gaps.get(legId) ?? { lastMs: performance.now(), longestMs: 0 };
  gaps.set(legId, gap);
  return gap;
}

function watchPictures(legId: string, video: HTMLVideoElement): void {
  const drawn = (): void => {
    const gap = gapOf(legId);
    gap.longestMs = Math.max(gap.longestMs, performance.now() - gap.lastMs);
    gap.lastMs = performance.now();
    video.requestVideoFrameCallback(drawn);
  };
  video.requestVideoFrameCallback(drawn);
}

/** A picture that nobody shows is not decoded, and a sound that is not played has no energy. */
function show(remotes: ReadonlyMap<string, RemoteMedia>): void {
  for (const [legId, video] of shown) {
    if (remotes.has(legId)) continue;
    video.remove();
    shown.delete(legId);
  }
  for (const { legId, incoming } of remotes.values()) {
    const video = shown.get(legId) ?? document.createElement('video');
    if (!shown.has(legId)) watchPictures(legId, video);
    shown.set(legId, video);
    if (video.srcObject === incoming) continue;
    Object.assign(video, { srcObject: incoming, autoplay: true, ariaLabel: legId });
    people?.append(video);
  }
}

async function openDevices(): Promise<OutgoingTracks> {
  // A steady tone would be taken for noise and cancelled.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio, video: { width: 640, height: 480 } });
  return { ...outgoing, audio: stream.getAudioTracks()[0], video: stream.getVideoTracks()[0] };
}

type Inbound = { type: string; trackIdentifier?: string; framesDecoded?: number; totalAudioEnergy?: number };

async function entries(): Promise<Inbound[]> {
  const report: ReadonlyMap<string, Inbound> = (await link?.stats()) ?? new Map<string, Inbound>();
  return [...report.values()];
}

function sumOf(found: readonly Inbound[], stream: MediaStream): Seen {
  const ids = new Set(stream.getTracks().map(({ id }) => id));
  const own = found.filter(({ type, trackIdentifier = '' }) => type === 'inbound-rtp' && ids.has(trackIdentifier));
  return {
    framesDecoded: own.reduce((sum, { framesDecoded = 0 }) => sum + framesDecoded, 0),
    audioEnergy: own.reduce((sum, { totalAudioEnergy = 0 }) => sum + totalAudioEnergy, 0),
  };
}

const heard: string[] = [];
const reachable = new Set<string>();
const listenedTo = new WeakSet<DataChannels>();

function listen(peers: ReadonlyMap<string, DataChannels>): void {
  for (const [legId, channels] of peers) {
    if (listenedTo.has(channels)) continue;
    listenedTo.add(channels);
    channels.state.listen({
      onOpen: () => reachable.add(legId),
      onClosed: () => reachable.delete(legId),
      onRoom: () => undefined,
      onMessage: (data) => heard.push(`${legId}: ${String(data)}`),
    });
  }
}

const roomsPage: RoomsPage = {
  heard,
  get reaches() {
    return [...reachable].toSorted();
  },
  say: (text, to) => link?.peers.get(to)?.state.send(text) ?? false,
  async enter(listensOnly, credentialsMs) {
    if (!listensOnly) outgoing = await openDevices();
    link = new SfuLink({
      port: {
        ask: (ask) => askRoom(ask),
        renewServers: () => {
          renewals += 1;
          return Promise.resolve(relayOf(`renewal ${String(renewals)}`, 3000));
        },
      },
      servers:
        credentialsMs === undefined
          ? { iceServers: [], relayOnly: false, expiresInMs: undefined }
          : relayOf('first', credentialsMs),
      outgoing,
      pictures: new RoomPictures(),
      onState: () => undefined,
      onRemotes: () => show(link?.remotes ?? new Map()),
      onPeers: () => listen(link?.peers ?? new Map()),
    });
  },
  take: (tell) => link?.take(tell),
  resync: () => link?.resync(),
  turnCamera(isOn) {
    link?.setOutgoing(isOn ? outgoing : { ...outgoing, video: undefined });
  },
  get state() {
    return link?.state ?? 'none';
  },
  async seen() {
    const found = await entries();
    return Object.fromEntries(
      [...(link?.remotes ?? new Map<string, RemoteMedia>())].map(([legId, { incoming }]) => [
        legId,
        sumOf(found, incoming),
      ]),
    );
  },
  sending() {
    const remotes = [...(link?.remotes.values() ?? [])];
    return Object.fromEntries(remotes.map(({ legId, sending }) => [legId, [...sending].toSorted()]));
  },
  longestGaps(legIds) {
    return legIds.map((legId) => {
      const gap = gapOf(legId);
      const longestMs = Math.max(gap.longestMs, performance.now() - gap.lastMs);
      gap.longestMs = 0;
      return Math.round(longestMs);
    });
  },
  relays: () =>
    connections
      .filter(({ connectionState }) => connectionState !== 'closed')
      .flatMap((connection) => connection.getConfiguration().iceServers ?? [])
      .map(({ username = 'nobody' }) => username),
  async sends() {
    return (await entries()).filter(({ type }) => type === 'outbound-rtp').length;
  },
};
Object.assign(globalThis, { roomsPage });
