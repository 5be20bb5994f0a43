// The data channels of a link into a room: to each of those with whom there is data both ways a set of their own, as a direct link has one.
// Knows mediasoup-client's data producers; not what is said.
import type { types } from 'mediasoup-client';
import { ROOM_CHANNELS, type RoomChannel as ChannelName } from '../../../signalling/protocol/index.ts';
import {
  LOW_WATER_BYTES,
  type ChannelData,
  type ChannelListener,
  type DataChannel,
  type DataChannels,
} from '../peerLink/dataChannels.ts';

/** Who gets what this side sends to them on which channel. */
export type Hearer = { readonly legId: string; readonly channel: ChannelName };
type PeerChannels = Readonly<Record<ChannelName, RoomChannel>>;

/** `pointer` would rather lose than be late. */
const RELIABILITY: Readonly<Record<ChannelName, types.DataProducerOptions>> = {
  state: { ordered: true },
  files: { ordered: true },
  pointer: { ordered: false, maxRetransmits: 0 },
  t140: { ordered: true, protocol: 't140' },
};

export class RoomChannels {
  readonly #onPeers: () => void;
  readonly #peers = new Map<string, PeerChannels>();

  /** `onPeers`: others can be reached, or others not any more. */
  constructor(onPeers: () => void) {
    this.#onPeers = onPeers;
  }

  /** By leg. */
  get peers(): ReadonlyMap<string, DataChannels> {
    return this.#peers;
  }

  /** With whom there is data both ways; the channels of all others are closed for good. */
  become(legIds: readonly string[]): void {
    const gone = [...this.#peers.keys()].filter((legId) => !legIds.includes(legId));
    const come = legIds.filter((legId) => !this.#peers.has(legId));
    for (const legId of gone) this.#end(legId);
    for (const legId of come) this.#peers.set(legId, createChannels());
    if (gone.length + come.length > 0) this.#onPeers();
  }

  /** Opens the ways out that there are not yet. Rejects when one cannot be opened: to be called again. */
  async produceOn(transport: types.Transport): Promise<void> {
    const wanted = [...this.#peers].flatMap(([legId, channels]) =>
      ROOM_CHANNELS.map((name) => ({ legId, name, channel: channels[name] })),
    );
    await Promise.all(
      wanted.map(async ({ legId, name, channel }) => {
        if (channel.hasWayOut) return;
        const appData = { channel: name, to: legId };
        channel.sendOver(await transport.produceData({ ...RELIABILITY[name], label: name, appData }));
      }),
    );
  }

  heardBy(hearers: readonly Hearer[]): void {
    for (const [legId, channels] of this.#peers)
      for (const name of ROOM_CHANNELS)
        channels[name].setHeard(hearers.some((hearer) => hearer.legId === legId && hearer.channel === name));
  }

  /** Calls back once somebody listens to what that leg says: before, it need not say anything. */
  whenListened(legId: string, name: ChannelName, call: () => void): void {
    this.#peers.get(legId)?.[name].whenListened(call);
  }

  take(legId: string, name: ChannelName, data: string | ArrayBuffer): void {
    this.#peers.get(legId)?.[name].take(data);
  }

  #end(legId: string): void {
    const channels = this.#peers.get(legId);
    this.#peers.delete(legId);
    for (const channel of Object.values(channels ?? {})) channel.end();
  }
}

function createChannels(): PeerChannels {
  return { state: new RoomChannel(), files: new RoomChannel(), pointer: new RoomChannel(), t140: new RoomChannel() };
}

/** Opens once and closes once, as that of a direct link. */
class RoomChannel implements DataChannel {
  #producer: types.DataProducer | undefined;
  #isHeard = false;
  #listener: ChannelListener | undefined;
  #onListened: (() => void) | undefined;
  #state: 'opening' | 'open' | 'closed' = 'opening';

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  get hasWayOut(): boolean {
    return this.#producer !== undefined || this.#state === 'closed';
  }

  get bufferedBytes(): number {
    return this.#producer?.bufferedAmount ?? 0;
  }

  send(data: ChannelData): boolean {
    if (!this.isOpen) return false;
    try {
      this.#producer?.send(data);
      return true;
    } catch {
      // The buffer is full or the channel closes this very moment: whoever sends again loses nothing.
      return false;
    }
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener;
    this.#onListened?.();
    this.#onListened = undefined;
    if (this.isOpen) listener.onOpen();
  }

  whenListened(call: () => void): void {
    if (this.#listener) call();
    else this.#onListened = call;
  }

  sendOver(producer: types.DataProducer): void {
    this.#producer = producer;
    if (this.#state === 'closed') {
      producer.close();
      return;
    }
    producer.bufferedAmountLowThreshold = LOW_WATER_BYTES;
    producer.on('bufferedamountlow', () => this.#listener?.onRoom());
    producer.on('open', () => this.#look());
    for (const event of ['close', 'transportclose'] as const) producer.on(event, () => this.end());
    this.#look();
  }

  /** What is sent arrives, from now on; not any more: whoever heard it is about to be told as gone. */
  setHeard(isHeard: boolean): void {
    this.#isHeard = isHeard;
    this.#look();
  }

  take(data: string | ArrayBuffer): void {
    this.#listener?.onMessage(typeof data === 'string' ? data : new Uint8Array(data));
  }

  end(): void {
    const wasOpen = this.isOpen;
    this.#state = 'closed';
    this.#producer?.close();
    if (wasOpen) this.#listener?.onClosed();
  }

  #look(): void {
    const isReady = this.#producer?.readyState === 'open' && this.#isHeard;
    if (this.#state === 'open' && !isReady) this.end();
    if (this.#state !== 'opening' || !isReady) return;
    this.#state = 'open';
    this.#listener?.onOpen();
  }
}
