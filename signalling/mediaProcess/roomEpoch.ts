// A room as it is on one worker: from when it was placed there until it is closed or the worker dies.
import { randomUUID } from 'node:crypto';
import type { types } from 'mediasoup';
import type { RoomAnswer, RoomAsk, RoomAnswers, RoomLine, RoomRefusal, RoomTell } from '../protocol/room.ts';
import { rtpCapabilitiesSchema, type RoomRtpCapabilities } from '../protocol/roomParameters.ts';
import { asSaid } from './asSaid.ts';
import { CODECS, FIRST_GUESS_BPS } from './codecs.ts';
import type { LegState, RoomState } from './contract.ts';
import { MediaLeg, type Source } from './mediaLeg.ts';
import { addedUp, type Traffic } from './traffic.ts';
import type { PooledWorker } from './workerPool.ts';

export type RoomNews = {
  told(legId: string, tell: RoomTell): void;
  produced(legId: string, line: RoomLine): void;
};
export type AskResult =
  { readonly answer: RoomAnswer; readonly refusal: null } | { readonly answer: null; readonly refusal: RoomRefusal };

/** Data that waits to go to a leg; beyond it mediasoup loses what comes. Of files four pages may each have 4 MB under way to a fifth. */
const WAITING_BYTES = 20_000_000;

const DONE: AskResult = { answer: {}, refusal: null };

export class RoomEpoch {
  readonly epoch = randomUUID();
  readonly pooled: PooledWorker;
  readonly #router: types.Router;
  readonly #capabilities: RoomRtpCapabilities;
  readonly #news: RoomNews;
  readonly #legs = new Map<string, MediaLeg>();
  #hearing: RoomState['hearing'] = [];

  private constructor(pooled: PooledWorker, router: types.Router, news: RoomNews) {
    this.pooled = pooled;
    this.#router = router;
    this.#news = news;
    this.#capabilities = asSaid(rtpCapabilitiesSchema, router.rtpCapabilities);
  }

  static async open(pooled: PooledWorker, news: RoomNews): Promise<RoomEpoch> {
    return new RoomEpoch(pooled, await pooled.worker.createRouter({ mediaCodecs: CODECS }), news);
  }

  /** Makes legs, rights and hearing what they are to be. */
  async become({ legs, hearing }: RoomState): Promise<void> {
    const wanted = new Set(legs.map(({ legId }) => legId));
    for (const [legId, leg] of this.#legs) if (!wanted.has(legId)) this.#remove(legId, leg);
    this.#hearing = hearing;
    const changes = legs.map((state) => this.#legs.get(state.legId)?.setRights(state) ?? this.#add(state));
    // Who may not say something to somebody any more does not, whatever the rest takes.
    this.#setPeers();
    await Promise.all(changes);
    this.#setPeers();
    await this.#follow();
  }

  async ask(legId: string, ask: RoomAsk): Promise<AskResult> {
    const leg = this.#legs.get(legId);
    if (leg === undefined) return refused('unknown');
    if (ask.type === 'sync' || ask.type === 'enter') {
      const { revision, streams, peers } = leg;
      const heardBy = this.#hearersOf(leg.legId);
      const state: RoomAnswers['sync'] = { ...this.#beginningOf(leg), revision, peers: [...peers], streams, heardBy };
      return { answer: state, refusal: null };
    }
    if (ask.epoch !== this.epoch) return refused('stale');
    try {
      return await this.#perform(leg, ask);
    } catch {
      return refused('unfit');
    }
  }

  async traffic(): Promise<Traffic> {
    const all = await Promise.all([...this.#legs.values()].map((leg) => leg.traffic()));
    return addedUp(all);
  }

  /** The page of a leg begins anew: it is given other ways, as those of before are joined to what it had. The answer tells it so. */
  async renew(legId: string): Promise<void> {
    const leg = this.#legs.get(legId);
    if (leg?.hasJoined !== true) return;
    this.#drop(legId, leg);
    // What others said to the page of before is over, too: to that of now there are other ways.
    this.#setPeers();
    await this.#open(leg.state);
    this.#setPeers();
    await this.#follow();
  }

  /** Its legs are told. */
  close(): void {
    for (const [legId, leg] of this.#legs) this.#remove(legId, leg);
    this.#router.close();
  }

  /** Its worker has died: nobody is told that anything has ended, as it goes on elsewhere. */
  lose(): void {
    for (const leg of this.#legs.values()) leg.close();
    this.#legs.clear();
  }

  async #perform(leg: MediaLeg, ask: Exclude<RoomAsk, { type: 'sync' | 'enter' }>): Promise<AskResult> {
    switch (ask.type) {
      case 'join':
        leg.join(ask.rtpCapabilities);
        void leg.follow(() => this.#wantedBy(leg));
        return DONE;
      case 'connect':
        return this.#connect(leg.transport(ask.direction), ask.dtlsParameters);
      case 'restartIce': {
        const transport = leg.transport(ask.direction);
        if (transport === null) return refused('notAllowed');
        return { answer: { iceParameters: await transport.restartIce() }, refusal: null };
      }
      case 'produce': {
        const sourceId = await leg.produce(ask.line, ask.rtpParameters, ask.isPaused);
        if (sourceId === null) return refused('notAllowed');
        this.#news.produced(leg.legId, ask.line);
        return { answer: { sourceId }, refusal: null };
      }
      case 'produceData': {
        const sourceId = await leg.produceData(ask);
        return sourceId === null ? refused('notAllowed') : { answer: { sourceId }, refusal: null };
      }
      case 'sending':
        await leg.sending(ask.lines);
        return DONE;
      case 'watch': {
        const found = await Promise.all(ask.streams.map(({ streamId, layer }) => leg.watch(streamId, layer)));
        return found.every(Boolean) ? DONE : refused('unknown');
      }
    }
  }

  /** Asked again when the answer got lost: once connected it stays so. */
  async #connect(transport: types.WebRtcTransport | null, dtlsParameters: types.DtlsParameters): Promise<AskResult> {
    if (transport === null) return refused('notAllowed');
    if (transport.dtlsState === 'new') await transport.connect({ dtlsParameters });
    return DONE;
  }

  async #add(state: LegState): Promise<void> {
    const leg = await this.#open(state);
    this.#news.told(state.legId, { type: 'begun', ...this.#beginningOf(leg) });
  }

  async #open(state: LegState): Promise<MediaLeg> {
    const makeTransport = () =>
      this.#router.createWebRtcTransport({
        webRtcServer: this.pooled.server,
        enableUdp: true,
        enableTcp: true,
        preferUdp: true,
        enableSctp: true,
        sctpSendBufferSize: WAITING_BYTES,
        sctpPerStreamSendQueueLimit: WAITING_BYTES,
        initialAvailableOutgoingBitrate: FIRST_GUESS_BPS,
      });
    const leg = await MediaLeg.open(state, this.epoch, makeTransport, {
      tell: (tell) => this.#news.told(state.legId, tell),
      sourcesChanged: () => void this.#follow(),
      dataHeardChanged: (sourceLegId) => this.#tellHeard(sourceLegId),
    });
    this.#legs.set(state.legId, leg);
    this.pooled.load += 1;
    return leg;
  }

  #remove(legId: string, leg: MediaLeg): void {
    this.#drop(legId, leg);
    this.#news.told(legId, { type: 'ended' });
  }

  #drop(legId: string, leg: MediaLeg): void {
    leg.close();
    this.#legs.delete(legId);
    this.pooled.load -= 1;
    for (const source of leg.dataSources) this.#tellHeard(source);
  }

  #beginningOf(leg: MediaLeg): Omit<Extract<RoomTell, { type: 'begun' }>, 'type'> {
    const { mayProduce, mayProduceData } = leg.state;
    return { epoch: this.epoch, rtpCapabilities: this.#capabilities, mayProduce, mayProduceData, ...leg.ways };
  }

  #hearersOf(sourceLegId: string): RoomAnswers['sync']['heardBy'] {
    return [...this.#legs.values()].flatMap((leg) =>
      leg.dataHeardOf(sourceLegId).map((channel) => ({ legId: leg.legId, channel })),
    );
  }

  #tellHeard(sourceLegId: string): void {
    if (!this.#legs.has(sourceLegId)) return;
    const { epoch } = this;
    this.#news.told(sourceLegId, { type: 'heard', epoch, heardBy: this.#hearersOf(sourceLegId) });
  }

  async #follow(): Promise<void> {
    await Promise.all([...this.#legs.values()].map((leg) => leg.follow(() => this.#wantedBy(leg))));
  }

  #setPeers(): void {
    for (const leg of this.#legs.values()) leg.setPeers(this.#peersOf(leg));
  }

  /** Those who say something over data and hear what is said there, both. */
  #peersOf({ legId, state }: MediaLeg): string[] {
    const hears = (listener: string, of: string): boolean =>
      this.#hearing.some((entry) => entry.legId === listener && entry.of === of && entry.data);
    const others = [...this.#legs.values()].filter((leg) => leg.legId !== legId && leg.state.mayProduceData);
    if (!state.mayProduceData) return [];
    return others.map((leg) => leg.legId).filter((other) => hears(legId, other) && hears(other, legId));
  }

  #wantedBy({ legId }: MediaLeg): readonly Source[] {
    return this.#hearing
      .filter((entry) => entry.legId === legId && entry.of !== legId)
      .flatMap((entry) => (this.#legs.get(entry.of)?.sources ?? []).filter((source) => isHeard(source, entry)));
  }
}

function isHeard(source: Source, { legId, sound, picture, data }: RoomState['hearing'][number]): boolean {
  if (source.kind === 'data') return data && source.to === legId;
  // A screen is shared as documents are, among those who share them.
  if (source.line === 'screen' || source.line === 'screenAudio') return data;
  return source.line === 'audio' ? sound : picture;
}

function refused(refusal: RoomRefusal): AskResult {
  return { answer: null, refusal };
}
