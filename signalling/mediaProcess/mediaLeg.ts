// One leg in one epoch of a room: its two transports, what it sends, and what it gets of others. Sees to its rights; who hears whom is
// said by the room.
import type { types } from 'mediasoup';
import {
  ROOM_LINES,
  type RoomAsk,
  type RoomChannel,
  type RoomLine,
  type RoomStream,
  type RoomTell,
} from '../protocol/room.ts';
import {
  roomTransportSchema,
  rtpParametersSchema,
  sctpStreamSchema,
  type RoomRtpCapabilities,
  type RoomTransport,
} from '../protocol/roomParameters.ts';
import { asSaid } from './asSaid.ts';
import { KEY_FRAME_PAUSE_MS } from './codecs.ts';
import type { LegState } from './contract.ts';
import { trafficOf, type Traffic } from './traffic.ts';

/** Something that a leg sends. */
export type Source =
  | { readonly kind: 'media'; readonly legId: string; readonly line: RoomLine; readonly producer: types.Producer }
  | {
      readonly kind: 'data';
      readonly legId: string;
      /** The only one who gets it. */
      readonly to: string;
      readonly channel: RoomChannel;
      readonly producer: types.DataProducer;
    };

type DataSource = Extract<Source, { kind: 'data' }>;
type DataWanted = Pick<Extract<RoomAsk, { type: 'produceData' }>, 'to' | 'channel' | 'sctpStreamParameters'>;
type Incoming = {
  readonly source: Source;
  readonly consumer: types.Consumer | types.DataConsumer;
  readonly stream: RoomStream;
};

export type MakeTransport = () => Promise<types.WebRtcTransport>;

export type LegNews = {
  tell(tell: RoomTell): void;
  /** Something is sent that was not, or is not any more. */
  sourcesChanged(): void;
  /** Begins or ends to get data of that leg. */
  dataHeardChanged(sourceLegId: string): void;
};

export class MediaLeg {
  readonly legId: string;
  readonly #epoch: string;
  readonly #news: LegNews;
  readonly #makeTransport: MakeTransport;
  readonly #receive: types.WebRtcTransport;
  #send: types.WebRtcTransport | null = null;
  #state: LegState;
  #capabilities: RoomRtpCapabilities | null = null;
  readonly #producers = new Map<RoomLine, types.Producer>();
  #dataSources: readonly DataSource[] = [];
  #peers: readonly string[] = [];
  readonly #incoming = new Map<string, Incoming>();
  #revision = 0;
  #turn: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(
    state: LegState,
    epoch: string,
    receive: types.WebRtcTransport,
    makeTransport: MakeTransport,
    news: LegNews,
  ) {
    this.legId = state.legId;
    this.#state = state;
    this.#epoch = epoch;
    this.#receive = receive;
    this.#makeTransport = makeTransport;
    this.#news = news;
  }

  static async open(state: LegState, epoch: string, makeTransport: MakeTransport, news: LegNews): Promise<MediaLeg> {
    const leg = new MediaLeg(state, epoch, await makeTransport(), makeTransport, news);
    await leg.#openSend();
    return leg;
  }

  get state(): LegState {
    return this.#state;
  }

  get hasJoined(): boolean {
    return this.#capabilities !== null;
  }

  get revision(): number {
    return this.#revision;
  }

  get streams(): RoomStream[] {
    return [...this.#incoming.values()].map(({ stream, consumer }) =>
      stream.kind === 'media' ? { ...stream, isPaused: (consumer as types.Consumer).producerPaused } : stream,
    );
  }

  get sources(): readonly Source[] {
    const { legId } = this;
    const media = [...this.#producers].map(([line, producer]) => ({ kind: 'media', legId, line, producer }) as const);
    return [...media, ...this.#dataSources];
  }

  get ways(): { send: RoomTransport | null; receive: RoomTransport } {
    return { send: this.#send === null ? null : described(this.#send), receive: described(this.#receive) };
  }

  /** Whose data it got. */
  get dataSources(): ReadonlySet<string> {
    return new Set(
      [...this.#incoming.values()].flatMap(({ source }) => (source.kind === 'data' ? [source.legId] : [])),
    );
  }

  /** Of the data of that leg what the page has said that it is ready for. */
  dataHeardOf(sourceLegId: string): readonly RoomChannel[] {
    return [...this.#incoming.values()].flatMap(({ source, consumer }) =>
      source.kind === 'data' && source.legId === sourceLegId && !consumer.paused ? [source.channel] : [],
    );
  }

  transport(direction: 'send' | 'receive'): types.WebRtcTransport | null {
    return direction === 'send' ? this.#send : this.#receive;
  }

  join(capabilities: RoomRtpCapabilities): void {
    this.#capabilities = capabilities;
  }

  /** What may not be sent any more is ended before anything else happens. */
  async setRights(state: LegState): Promise<void> {
    if (isSameRights(this.#state, state)) return;
    this.#state = state;
    for (const [line, producer] of this.#producers) {
      if (state.mayProduce.includes(line)) continue;
      producer.close();
      this.#producers.delete(line);
    }
    if (!mayProduceAnything(state)) {
      this.#send?.close();
      this.#send = null;
    }
    await this.#openSend();
    const { mayProduce, mayProduceData } = state;
    const { send } = this.ways;
    this.#news.tell({ type: 'rights', epoch: this.#epoch, mayProduce, mayProduceData, send });
    this.#news.sourcesChanged();
  }

  /** Null: it has no right to. Rejects when the parameters do not fit. */
  async produce(line: RoomLine, rtpParameters: types.RtpParameters, paused: boolean): Promise<string | null> {
    if (this.#send === null || !this.#state.mayProduce.includes(line)) return null;
    this.#producers.get(line)?.close();
    this.#producers.delete(line);
    const kind = line === 'audio' || line === 'screenAudio' ? 'audio' : 'video';
    // mediasoup would take a picture for a sound: whoever may only speak could then be seen.
    if (rtpParameters.codecs.some(({ mimeType }) => !mimeType.startsWith(`${kind}/`)))
      throw new TypeError(`what is sent as ${line} is none`);
    const producer = await this.#send.produce({
      ...{ kind, rtpParameters, paused },
      ...(kind === 'video' ? { keyFrameRequestDelay: KEY_FRAME_PAUSE_MS } : {}),
    });
    if (this.#isClosed || !this.#state.mayProduce.includes(line)) {
      producer.close();
      return null;
    }
    this.#producers.set(line, producer);
    this.#news.sourcesChanged();
    return producer.id;
  }

  get peers(): readonly string[] {
    return this.#peers;
  }

  /** What goes to anybody else is ended at once. */
  setPeers(peers: readonly string[]): void {
    if (this.#peers.join() === peers.join()) return;
    this.#peers = peers;
    this.#keepData(({ to }) => peers.includes(to));
    this.#news.tell({ type: 'peers', epoch: this.#epoch, peers: [...peers] });
  }

  /** Null: it has no right to. Rejects when the parameters do not fit. */
  async produceData({ to, channel, sctpStreamParameters }: DataWanted): Promise<string | null> {
    if (this.#send === null || !this.#peers.includes(to)) return null;
    this.#keepData((one) => one.to !== to || one.channel !== channel);
    const producer = await this.#send.produceData({ sctpStreamParameters, label: channel });
    if (this.#isClosed || !this.#peers.includes(to)) {
      producer.close();
      return null;
    }
    this.#dataSources = [...this.#dataSources, { kind: 'data', legId: this.legId, to, channel, producer }];
    this.#news.sourcesChanged();
    return producer.id;
  }

  async sending(lines: readonly RoomLine[]): Promise<void> {
    await Promise.all(
      ROOM_LINES.map(async (line) => {
        const producer = this.#producers.get(line);
        if (producer === undefined || producer.paused === !lines.includes(line)) return;
        await (lines.includes(line) ? producer.resume() : producer.pause());
      }),
    );
  }

  /** False: there is no such stream (any more). */
  async watch(streamId: string, layer: number | null): Promise<boolean> {
    const incoming = this.#incoming.get(streamId);
    if (incoming === undefined) return false;
    const { consumer, source } = incoming;
    if (layer === null) await consumer.pause();
    else {
      if ('setPreferredLayers' in consumer && consumer.type === 'simulcast')
        await consumer.setPreferredLayers({ spatialLayer: layer });
      await consumer.resume();
    }
    if (source.kind === 'data') this.#news.dataHeardChanged(source.legId);
    return true;
  }

  /** Gets what `wanted` says when its turn comes, nothing else; the page is told what has changed. */
  follow(wanted: () => readonly Source[]): Promise<void> {
    this.#turn = this.#turn.then(() => this.#follow(wanted()));
    return this.#turn;
  }

  traffic(): Promise<Traffic> {
    return trafficOf(this.#send === null ? [this.#receive] : [this.#receive, this.#send]);
  }

  close(): void {
    this.#isClosed = true;
    this.#send?.close();
    this.#receive.close();
  }

  #keepData(isKept: (source: DataSource) => boolean): void {
    const kept = this.#dataSources.filter(isKept);
    for (const source of this.#dataSources) if (!kept.includes(source)) source.producer.close();
    this.#dataSources = kept;
  }

  async #openSend(): Promise<void> {
    if (this.#send === null && mayProduceAnything(this.#state)) this.#send = await this.#makeTransport();
  }

  async #follow(wanted: readonly Source[]): Promise<void> {
    if (this.#isClosed || this.#capabilities === null) return;
    const wantedIds = new Set(wanted.map(({ producer }) => producer.id));
    const removed = [...this.#incoming.values()].filter(({ source }) => !wantedIds.has(source.producer.id));
    for (const { consumer } of removed) {
      consumer.close();
      this.#incoming.delete(consumer.id);
    }
    const lostData = new Set(removed.filter(({ source }) => source.kind === 'data').map(({ source }) => source.legId));
    for (const legId of lostData) this.#news.dataHeardChanged(legId);
    const known = new Set([...this.#incoming.values()].map(({ source }) => source.producer.id));
    const taken = await Promise.all(
      wanted.filter(({ producer }) => !known.has(producer.id)).map((one) => this.#take(one)),
    );
    const added = taken.filter((incoming) => incoming !== null);
    for (const incoming of added) this.#incoming.set(incoming.consumer.id, incoming);
    this.#tellStreams({
      added: added.map(({ stream }) => stream),
      removed: removed.map(({ consumer }) => consumer.id),
      changed: [],
    });
  }

  /** Null: it has gone meanwhile, or this page cannot take it. */
  async #take(source: Source): Promise<Incoming | null> {
    try {
      return source.kind === 'media' ? await this.#takeMedia(source) : await this.#takeData(source);
    } catch {
      return null;
    }
  }

  async #takeMedia(source: Extract<Source, { kind: 'media' }>): Promise<Incoming> {
    const rtpCapabilities = this.#capabilities ?? {};
    const consumer = await this.#receive.consume({ producerId: source.producer.id, rtpCapabilities, paused: true });
    this.#endIfLate(consumer);
    const streamId = consumer.id;
    const standsStill = (isPaused: boolean) => () =>
      this.#tellStreams({ added: [], removed: [], changed: [{ streamId, isPaused }] });
    consumer.on('producerpause', standsStill(true));
    consumer.on('producerresume', standsStill(false));
    const { legId, line } = source;
    const stream: RoomStream = {
      ...{ kind: 'media', streamId, sourceId: source.producer.id, legId, line, isPaused: consumer.producerPaused },
      rtpParameters: asSaid(rtpParametersSchema, consumer.rtpParameters),
    };
    return { source, consumer, stream };
  }

  /**
   * mediasoup gives out what was asked for before its transport was closed, and never ends it by itself: it would stay for ever.
   * @throws where it came too late
   */
  #endIfLate(consumer: types.Consumer | types.DataConsumer): void {
    if (!this.#isClosed) return;
    consumer.close();
    throw new Error('the leg has gone meanwhile');
  }

  async #takeData(source: DataSource): Promise<Incoming> {
    const consumer = await this.#receive.consumeData({ dataProducerId: source.producer.id, paused: true });
    this.#endIfLate(consumer);
    const { legId, channel } = source;
    const stream: RoomStream = {
      ...{ kind: 'data', streamId: consumer.id, sourceId: source.producer.id, legId, channel },
      sctpStreamParameters: asSaid(sctpStreamSchema, consumer.sctpStreamParameters),
    };
    return { source, consumer, stream };
  }

  #tellStreams(change: Pick<Extract<RoomTell, { type: 'streams' }>, 'added' | 'removed' | 'changed'>): void {
    if (change.added.length + change.removed.length + change.changed.length === 0 || this.#isClosed) return;
    this.#revision += 1;
    this.#news.tell({ type: 'streams', epoch: this.#epoch, revision: this.#revision, ...change });
  }
}

function mayProduceAnything({ mayProduce, mayProduceData }: LegState): boolean {
  return mayProduceData || mayProduce.length > 0;
}

function isSameRights(a: LegState, b: LegState): boolean {
  return a.mayProduceData === b.mayProduceData && a.mayProduce.join() === b.mayProduce.join();
}

function described({
  id,
  iceParameters,
  iceCandidates,
  dtlsParameters,
  sctpParameters,
}: types.WebRtcTransport): RoomTransport {
  return asSaid(roomTransportSchema, { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters });
}
