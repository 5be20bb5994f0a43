// The data channels of a link into a room: what one sends goes to all who get its data. The same channels through all epochs of the room.
// Knows mediasoup-client's data producers and consumers; not what is said.
import type { types } from 'mediasoup-client';
import { ROOM_CHANNELS, type RoomChannel as ChannelName } from '../../../signalling/protocol/index.ts';
import {
  LOW_WATER_BYTES,
  type ChannelData,
  type ChannelListener,
  type DataChannel,
  type DataChannels,
} from '../peerLink/dataChannels.ts';
import { EarlyData } from '../peerLink/earlyData.ts';

/** Who gets what this side sends on which channel. */
export type Hearer = { readonly legId: string; readonly channel: ChannelName };

/** `pointer` would rather lose than be late. */
const RELIABILITY: Readonly<Record<ChannelName, types.DataProducerOptions>> = {
  state: { ordered: true },
  files: { ordered: true },
  pointer: { ordered: false, maxRetransmits: 0 },
  t140: { ordered: true, protocol: 't140' },
};

export class RoomChannels {
  readonly #channels: Readonly<Record<ChannelName, RoomChannel>> = {
    state: new RoomChannel(),
    files: new RoomChannel(),
    pointer: new RoomChannel(),
    t140: new RoomChannel(),
  };

  get dataChannels(): DataChannels {
    return this.#channels;
  }

  /** Opens a way out for each; MUST be done anew in each epoch. */
  async produceOn(transport: types.Transport): Promise<void> {
    await Promise.all(
      ROOM_CHANNELS.map(async (name) => {
        const options = { ...RELIABILITY[name], label: name, appData: { channel: name } };
        this.#channels[name].sendOver(await transport.produceData(options));
      }),
    );
  }

  /** There is no way out any more. */
  stopProducing(): void {
    for (const name of ROOM_CHANNELS) this.#channels[name].sendOver(undefined);
  }

  heardBy(hearers: readonly Hearer[]): void {
    for (const name of ROOM_CHANNELS) {
      const legIds = hearers.filter(({ channel }) => channel === name).map(({ legId }) => legId);
      this.#channels[name].heardBy(legIds);
    }
  }

  take(name: ChannelName, data: string | ArrayBuffer): void {
    this.#channels[name].take(data);
  }
}

class RoomChannel implements DataChannel {
  #producer: types.DataProducer | undefined;
  #hearers: ReadonlySet<string> = new Set();
  #listener: ChannelListener | undefined;
  #wasOpen = false;
  readonly #early = new EarlyData();

  /** Somebody would get what is sent. */
  get isOpen(): boolean {
    return this.#producer?.readyState === 'open' && this.#hearers.size > 0;
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
    if (this.isOpen) listener.onOpen();
    for (const data of this.#early.take()) listener.onMessage(data);
  }

  sendOver(producer: types.DataProducer | undefined): void {
    this.#producer?.close();
    this.#producer = producer;
    if (producer === undefined) {
      this.heardBy([]);
      return;
    }
    producer.bufferedAmountLowThreshold = LOW_WATER_BYTES;
    producer.on('bufferedamountlow', () => this.#listener?.onRoom());
    for (const event of ['open', 'close', 'transportclose'] as const) producer.on(event, () => this.#look(false));
    this.#look(false);
  }

  /** Whoever is new has nothing yet: the channel opens for them, as it did for the first. */
  heardBy(legIds: readonly string[]): void {
    const isNew = legIds.some((legId) => !this.#hearers.has(legId));
    this.#hearers = new Set(legIds);
    this.#look(isNew);
  }

  take(data: string | ArrayBuffer): void {
    const taken = typeof data === 'string' ? data : new Uint8Array(data);
    // What is too much is left out: the channel is that of all others in the room, too.
    if (this.#listener === undefined) this.#early.keep(taken);
    else this.#listener.onMessage(taken);
  }

  #look(hasNewHearer: boolean): void {
    const { isOpen } = this;
    if (isOpen && (hasNewHearer || !this.#wasOpen)) this.#listener?.onOpen();
    if (!isOpen && this.#wasOpen) this.#listener?.onClosed();
    this.#wasOpen = isOpen;
  }
}
