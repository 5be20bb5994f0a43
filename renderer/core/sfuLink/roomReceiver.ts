// What a page gets out of a room: a consumer to each stream, joined by the leg that sends it.
import type { types } from 'mediasoup-client';
import type { RoomLine, RoomStream } from '../../../signalling/protocol/index.ts';
import { rememberReceiver } from '../media/heardLevel.ts';
import type { RoomChannels } from './roomChannels.ts';
import type { PictureLayer, RoomPictures } from './roomPictures.ts';
import type { RemoteMedia, RoomPort } from './roomPort.ts';
import type { RoomWay } from './roomWay.ts';

type MediaStreamOf = Extract<RoomStream, { kind: 'media' }>;
type Incoming = { readonly stream: MediaStreamOf; readonly consumer: types.Consumer };
type Remote = { readonly incoming: MediaStream; readonly incomingScreen: MediaStream };

export type RoomReceiverOptions = {
  readonly way: RoomWay;
  readonly port: RoomPort;
  readonly epoch: string;
  readonly channels: RoomChannels;
  readonly pictures: RoomPictures;
  readonly onChange: () => void;
};

const WATCH_AGAIN_MS = 1000;

export class RoomReceiver {
  readonly way: RoomWay;
  readonly #port: RoomPort;
  readonly #epoch: string;
  readonly #onChange: () => void;
  readonly #incoming = new Map<string, Incoming>();
  readonly #remotes = new Map<string, Remote>();
  readonly #paused = new Set<string>();
  readonly #channels: RoomChannels;
  readonly #data = new Map<string, types.DataConsumer>();
  /** Asked of the browser, and not there yet. */
  readonly #coming = new Set<string>();
  readonly #pictures: RoomPictures;
  /** In which layer each stream was asked for. */
  readonly #asked = new Map<string, PictureLayer | null>();

  constructor({ way, port, epoch, channels, pictures, onChange }: RoomReceiverOptions) {
    this.way = way;
    this.#port = port;
    this.#epoch = epoch;
    this.#channels = channels;
    this.#pictures = pictures;
    this.#onChange = onChange;
  }

  /** In the order in which they first sent something. */
  get remotes(): ReadonlyMap<string, RemoteMedia> {
    return new Map(
      [...this.#remotes].map(([legId, remote]) => {
        const sending = this.#sendingOf(legId);
        const isPictureHeldBack = sending.has('video') && this.#pictures.layerOf(legId, 'video') === null;
        return [legId, { legId, ...remote, sending, isPictureHeldBack }];
      }),
    );
  }

  /** All of these of this leg arrive, or stand still as it does not send them. */
  arrives(legId: string, lines: readonly RoomLine[]): boolean {
    const own = [...this.#incoming.values()].filter(({ stream }) => stream.legId === legId);
    return lines.every((line) =>
      own.some(
        ({ stream, consumer: { track } }) =>
          stream.line === line &&
          (this.#paused.has(stream.streamId) || this.#asked.get(stream.streamId) === null || !track.muted),
      ),
    );
  }

  /**
   * Takes and drops streams; what is taken is watched at once. Not waited for: what others send meanwhile is taken in the same negotiation.
   */
  change(added: readonly RoomStream[], removed: readonly string[], changed: readonly Change[]): void {
    for (const streamId of removed) this.#drop(streamId);
    const taken = added.filter(({ streamId }) => !this.#isKnown(streamId));
    for (const { streamId } of taken) this.#coming.add(streamId);
    const media = taken.filter((stream) => stream.kind === 'media');
    for (const { streamId, isPaused } of [...media, ...changed]) this.#mark(streamId, isPaused);
    void Promise.all([this.#take(media), ...taken.map((stream) => this.#takeData(stream))]).then(this.#onChange);
  }

  /** All that there is: what is not among them is over. */
  become(streams: readonly RoomStream[]): void {
    const known = new Set(streams.map(({ streamId }) => streamId));
    const gone = [...this.#incoming.keys(), ...this.#data.keys(), ...this.#coming].filter((id) => !known.has(id));
    const changed = streams.flatMap((stream) => (stream.kind === 'media' ? [stream] : []));
    this.change(streams, gone, changed);
  }

  /** What is shown in another size, or not taken any more, is asked for anew. */
  followPictures(): void {
    const streams = [...this.#incoming.values()].map(({ stream }) => stream);
    const changed = streams.filter((stream) => this.#asked.get(stream.streamId) !== this.#layerOf(stream.streamId));
    if (changed.length === 0) return;
    void this.#look(changed.map(({ streamId }) => streamId));
    this.#onChange();
  }

  close(): void {
    for (const streamId of [...this.#incoming.keys(), ...this.#data.keys(), ...this.#coming]) this.#drop(streamId);
    this.way.close();
  }

  async #take(streams: readonly MediaStreamOf[]): Promise<void> {
    if (streams.length === 0) return;
    await Promise.all(
      streams.map(async (stream) => {
        const consumer = await this.#awaited(stream, this.#consume(stream));
        if (consumer === undefined) return;
        this.#incoming.set(stream.streamId, { stream, consumer });
        this.#groupOf(stream).addTrack(consumer.track);
      }),
    );
    // Not waited for: who comes next need not either.
    void this.#look(streams.map(({ streamId }) => streamId));
  }

  /** What is not watched never comes: while the server is away, or has too much to do, it is asked again. */
  async #look(streamIds: readonly string[]): Promise<void> {
    const there = streamIds.filter((streamId) => this.#incoming.has(streamId) || this.#data.has(streamId));
    if (there.length === 0) return;
    const streams = there.map((streamId) => ({ streamId, layer: this.#layerOf(streamId) }));
    for (const { streamId, layer } of streams) this.#asked.set(streamId, layer);
    const asked = await this.#port.ask({ type: 'watch', epoch: this.#epoch, streams });
    if (asked.ok || asked.refusal !== 'unavailable') return;
    setTimeout(() => void this.#look(there), WATCH_AGAIN_MS);
  }

  /** Of data there is one. */
  #layerOf(streamId: string): PictureLayer | null {
    const media = this.#incoming.get(streamId)?.stream;
    return media === undefined ? 0 : this.#pictures.layerOf(media.legId, media.line);
  }

  /** It is watched once it is open here and somebody listens: whoever sends knows then that it arrives. */
  async #takeData(stream: RoomStream): Promise<void> {
    if (stream.kind !== 'data') return;
    const { streamId, sourceId, legId, channel, sctpStreamParameters } = stream;
    const asked = this.way.transport.consumeData({
      ...{ id: streamId, dataProducerId: sourceId, label: channel },
      sctpStreamParameters,
    });
    const consumer = await this.#awaited(stream, asked);
    if (consumer === undefined) return;
    consumer.binaryType = 'arraybuffer';
    consumer.on('message', (data: string | ArrayBuffer) => this.#channels.take(legId, channel, data));
    this.#data.set(streamId, consumer);
    const watch = (): void => void this.#look([streamId]);
    this.#channels.whenListened(legId, channel, () => {
      if (consumer.readyState === 'open') watch();
      else consumer.on('open', watch);
    });
  }

  /** Undefined: it could not be had, or is over meanwhile. */
  async #awaited<C extends { close(): void }>({ streamId }: RoomStream, asked: Promise<C>): Promise<C | undefined> {
    const consumer = await asked.catch(() => undefined);
    if (this.#coming.delete(streamId)) return consumer;
    consumer?.close();
    return undefined;
  }

  async #consume(stream: MediaStreamOf): Promise<types.Consumer> {
    const { streamId, sourceId, line, legId, rtpParameters } = stream;
    const kind = line === 'audio' || line === 'screenAudio' ? 'audio' : 'video';
    const group = line === 'audio' || line === 'video' ? 'person' : 'screen';
    const consumer = await this.way.transport.consume({
      ...{ id: streamId, producerId: sourceId, kind },
      rtpParameters: rtpParameters as never,
      // Sound and picture of one person are played in step.
      streamId: `${legId}-${group}`,
    });
    if (consumer.rtpReceiver) rememberReceiver(consumer.rtpReceiver);
    consumer.track.addEventListener('unmute', this.#onChange);
    return consumer;
  }

  #isKnown(streamId: string): boolean {
    return this.#incoming.has(streamId) || this.#data.has(streamId) || this.#coming.has(streamId);
  }

  #drop(streamId: string): void {
    this.#coming.delete(streamId);
    this.#data.get(streamId)?.close();
    this.#data.delete(streamId);
    const incoming = this.#incoming.get(streamId);
    if (incoming === undefined) return;
    this.#incoming.delete(streamId);
    this.#paused.delete(streamId);
    this.#asked.delete(streamId);
    const { stream, consumer } = incoming;
    this.#groupOf(stream).removeTrack(consumer.track);
    consumer.close();
    const isLast = ![...this.#incoming.values()].some((other) => other.stream.legId === stream.legId);
    if (isLast) this.#remotes.delete(stream.legId);
  }

  #mark(streamId: string, isPaused: boolean): void {
    if (isPaused) this.#paused.add(streamId);
    else this.#paused.delete(streamId);
  }

  #groupOf({ legId, line }: MediaStreamOf): MediaStream {
    const remote = this.#remotes.get(legId) ?? { incoming: new MediaStream(), incomingScreen: new MediaStream() };
    this.#remotes.set(legId, remote);
    return line === 'audio' || line === 'video' ? remote.incoming : remote.incomingScreen;
  }

  #sendingOf(legId: string): ReadonlySet<RoomLine> {
    const lines = [...this.#incoming.values()].filter(
      ({ stream }) => stream.legId === legId && !this.#paused.has(stream.streamId),
    );
    return new Set(lines.map(({ stream }) => stream.line));
  }
}

type Change = { readonly streamId: string; readonly isPaused: boolean };
