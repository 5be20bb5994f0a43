// A link into a room: what this side sends goes there once, and what the others send comes from there. Stays the same link when the room
// moves to another worker. Knows the room's asks and tells; not how they travel.
import { Device } from 'mediasoup-client';
import type { RoomAnswers, RoomTell } from '../../../signalling/protocol/index.ts';
import type { AwaitedLeg, RoomLink } from './roomLink.ts';
import type { DataChannels } from '../peerLink/dataChannels.ts';
import type { LinkState, OutgoingTracks, VideoLimit } from '../peerLink/mediaLink.ts';
import type { RoomPictures } from './roomPictures.ts';
import { demand, type MediaServers, type RemoteMedia, type RoomPort } from './roomPort.ts';
import { RoomChannels } from './roomChannels.ts';
import { RoomReceiver } from './roomReceiver.ts';
import { RoomServers } from './roomServers.ts';
import { RoomSender, type SendRights } from './roomSender.ts';
import { pathsOf, RoomWay, type Direction } from './roomWay.ts';

export type SfuLinkOptions = {
  readonly port: RoomPort;
  readonly servers: MediaServers;
  readonly outgoing: OutgoingTracks;
  readonly pictures: RoomPictures;
  readonly onState: (state: LinkState) => void;
  /** Somebody came, went, or sends something else. */
  readonly onRemotes: () => void;
  /** `peers` is another. */
  readonly onPeers: () => void;
  /** Who is seen and heard by another way until this one is as good: it is said to flow once that arrives here. */
  readonly waitFor?: AwaitedLeg | undefined;
};

type Beginning = Omit<Extract<RoomTell, { type: 'begun' }>, 'type'>;
type Joined = {
  readonly device: Device;
  readonly epoch: string;
  readonly receiver: RoomReceiver;
  sender: RoomSender | null;
  revision: number;
};

/** Who is alone, or hears nobody, has nothing that could connect. */
const ALONE_FLOWS_AFTER_MS = 1000;
/** Whoever is awaited may not come by this way at all. */
const AWAITED_FOR_MS = 4000;
/** The way in could not be had: it is tried again after this. */
const TRY_AGAIN_MS = 2000;

export class SfuLink implements RoomLink {
  readonly #options: SfuLinkOptions;
  #outgoing: OutgoingTracks;
  #limit: VideoLimit | undefined;
  readonly #channels: RoomChannels;
  readonly #servers: RoomServers;
  readonly #nothing = new MediaStream();
  readonly #stopFollowing: () => void;
  #joined: Joined | null = null;
  #state: LinkState = 'connecting';
  #aloneTimer: ReturnType<typeof setTimeout> | undefined;
  #againTimer: ReturnType<typeof setTimeout> | undefined;
  /** What was awaited had its time. */
  #isLate = false;
  /** One thing after the other, in the order in which it was told. */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: SfuLinkOptions) {
    this.#options = options;
    this.#outgoing = options.outgoing;
    this.#channels = new RoomChannels(options.onPeers);
    this.#servers = new RoomServers({
      first: options.servers,
      renew: () => options.port.renewServers(),
      onRenewed: () => this.#ways.forEach((way) => way.setServers(this.#servers.present)),
    });
    this.#stopFollowing = options.pictures.onChange(() => this.#joined?.receiver.followPictures());
    this.resync();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** What a page for two shows: of whoever sent something first. */
  get incoming(): MediaStream {
    return this.#first?.incoming ?? this.#nothing;
  }

  get incomingScreen(): MediaStream {
    return [...this.remotes.values()].find(({ sending }) => sending.has('screen'))?.incomingScreen ?? this.#nothing;
  }

  /** By leg. They are made anew when the room is. */
  get peers(): ReadonlyMap<string, DataChannels> {
    return this.#channels.peers;
  }

  get remotes(): ReadonlyMap<string, RemoteMedia> {
    return this.#joined?.receiver.remotes ?? new Map<string, RemoteMedia>();
  }

  /** What the room says to this leg. MUST come in its order. */
  take(tell: RoomTell): void {
    this.#next(() => this.#take(tell));
  }

  /** The server was away: what was told meanwhile is asked for. */
  resync(): void {
    this.#next(async () => {
      const type = this.#joined === null ? 'enter' : 'sync';
      await this.#become(await demand(this.#options.port, { type }));
    });
  }

  /** Signals are of direct links; a room has tells. */
  receive(): void {
    return;
  }

  setOutgoing(tracks: OutgoingTracks): void {
    this.#outgoing = tracks;
    this.#joined?.sender?.setOutgoing(tracks);
  }

  limitVideo(limit: VideoLimit): void {
    this.#limit = limit;
    this.#joined?.sender?.limitVideo(limit);
  }

  /** Of both ways together. */
  async stats(): Promise<RTCStatsReport> {
    const reports = await Promise.all(this.#ways.map(({ transport }) => transport.getStats()));
    return new Map(reports.flatMap((report) => [...(report as ReadonlyMap<string, unknown>)]));
  }

  close(): void {
    this.#stopFollowing();
    this.#servers.close();
    this.#leave();
    this.#setState('ended');
  }

  get #ways(): readonly RoomWay[] {
    const { receiver, sender } = this.#joined ?? {};
    return [receiver?.way, sender?.way].filter((way) => way !== undefined);
  }

  get #first(): RemoteMedia | undefined {
    return this.remotes.values().next().value;
  }

  #next(work: () => Promise<void>): void {
    const attempt = async (): Promise<void> => {
      if (!this.#isEnded()) await work();
    };
    // What was refused is tried again when the room says something new, or the server is back.
    this.#turn = this.#turn.then(attempt).catch(() => this.#tryAgainLater());
  }

  #isEnded(): boolean {
    return this.#state === 'ended';
  }

  /** Who did not get in would wait for ever. */
  #tryAgainLater(): void {
    if (this.#joined !== null || this.#isEnded()) return;
    clearTimeout(this.#againTimer);
    this.#againTimer = setTimeout(() => this.resync(), TRY_AGAIN_MS);
  }

  async #take(tell: RoomTell): Promise<void> {
    const joined = this.#joined;
    if (tell.type === 'ended') this.#leave();
    else if (tell.type === 'begun') await this.#become({ ...tell, peers: [], streams: [], heardBy: [], revision: 0 });
    else if (joined?.epoch !== tell.epoch) return;
    else if (tell.type === 'rights') this.#setRights(joined, tell);
    else if (tell.type === 'peers') this.#setPeers(joined, tell.peers);
    else if (tell.type === 'heard') this.#channels.heardBy(tell.heardBy);
    else if (tell.revision > joined.revision) await this.#follow(joined, tell);
  }

  /** One that was missed: all is asked for. */
  async #follow(
    joined: Joined,
    { revision, added, removed, changed }: Extract<RoomTell, { type: 'streams' }>,
  ): Promise<void> {
    if (revision > joined.revision + 1) {
      await this.#become(await demand(this.#options.port, { type: 'sync' }));
      return;
    }
    joined.revision = revision;
    joined.receiver.change(added, removed, changed);
  }

  async #become(room: RoomAnswers['sync']): Promise<void> {
    if (this.#joined?.epoch !== room.epoch) await this.#join(room);
    const joined = this.#joined;
    if (joined === null || room.revision < joined.revision) return;
    joined.revision = room.revision;
    this.#setRights(joined, room);
    this.#setPeers(joined, room.peers);
    this.#channels.heardBy(room.heardBy);
    joined.receiver.become(room.streams);
    joined.sender?.settle();
  }

  /** The room as it was made now: everything of an earlier one is gone. */
  async #join(room: Beginning): Promise<void> {
    this.#leave();
    const { port, pictures } = this.#options;
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: room.rtpCapabilities as never });
    await this.#servers.fresh();
    if (this.#isEnded()) return;
    const { epoch } = room;
    const way = this.#way(device, 'receive', room.receive, epoch);
    const onChange = (): void => this.#remotesChanged();
    const receiver = new RoomReceiver({ ...{ way, port, epoch, pictures, onChange }, channels: this.#channels });
    const joined: Joined = { device, epoch, receiver, sender: null, revision: 0 };
    this.#joined = joined;
    this.#setRights(joined, room);
    try {
      await demand(port, { type: 'join', epoch, rtpCapabilities: device.recvRtpCapabilities as never });
    } catch (cause) {
      // The room would send nothing to who has not joined.
      this.#leave();
      throw cause;
    }
    this.#isLate = false;
    const waitsMs = this.#options.waitFor === undefined ? ALONE_FLOWS_AFTER_MS : AWAITED_FOR_MS;
    this.#aloneTimer = setTimeout(() => this.#waitNoLonger(), waitsMs);
  }

  #setRights(joined: Joined, { send, ...rights }: SendRights & Pick<Beginning, 'send'>): void {
    if (joined.sender !== null && joined.sender.way.transport.id !== send?.id) {
      joined.sender.close();
      joined.sender = null;
    }
    if (send === null) return;
    if (joined.sender !== null) {
      joined.sender.setRights(rights);
      return;
    }
    const way = this.#way(joined.device, 'send', send, joined.epoch);
    const { epoch } = joined;
    const { port } = this.#options;
    joined.sender = new RoomSender(way, { port, epoch, rights, wanted: this.#outgoing, channels: this.#channels });
    if (this.#limit !== undefined) joined.sender.limitVideo(this.#limit);
  }

  #setPeers(joined: Joined, peers: readonly string[]): void {
    this.#channels.become(peers);
    joined.sender?.settle();
  }

  #way(device: Device, direction: Direction, far: Beginning['receive'], epoch: string): RoomWay {
    const { port } = this.#options;
    const options = { ...far, ...pathsOf(this.#servers.present) } as Parameters<Device['createSendTransport']>[0];
    const transport = direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options);
    return new RoomWay(direction, transport, { port, epoch, onState: () => this.#look() });
  }

  #waitNoLonger(): void {
    this.#isLate = true;
    this.#look();
  }

  #look(): void {
    if (this.#joined === null || this.#isEnded()) return;
    const { receiver } = this.#joined;
    const ways = this.#ways;
    const states = ways.map(({ state }) => state);
    if (states.includes('lost')) this.#enterAnew();
    else if (states.includes('broken')) this.#setState('silent');
    else if (states.includes('connected') && (this.#isLate || this.#hasAwaited(receiver))) this.#setState('flowing');
    // Who neither sends nor gets anything has no way to be connected by.
    else if (this.#isLate && !ways.some(({ isBegun }) => isBegun)) this.#setState('flowing');
  }

  #hasAwaited(receiver: RoomReceiver): boolean {
    const { waitFor } = this.#options;
    return waitFor === undefined || this.#state !== 'connecting' || receiver.arrives(waitFor.legId, waitFor.lines);
  }

  #remotesChanged(): void {
    this.#look();
    this.#options.onRemotes();
  }

  /** By the ways of before nothing comes any more. */
  #enterAnew(): void {
    this.#leave();
    this.resync();
  }

  #setState(state: LinkState): void {
    if (this.#state === state || this.#state === 'ended') return;
    if (state === 'silent' && this.#state === 'connecting') return;
    this.#state = state;
    this.#options.onState(state);
  }

  #leave(): void {
    clearTimeout(this.#aloneTimer);
    clearTimeout(this.#againTimer);
    if (this.#joined === null) return;
    this.#joined.receiver.close();
    this.#joined.sender?.close();
    this.#joined = null;
    this.#channels.become([]);
    this.#setState('silent');
    this.#options.onRemotes();
  }
}
