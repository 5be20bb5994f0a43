// The data channels of one link: negotiated beforehand, beside sound and picture. Knows RTCDataChannel; not what is said.
import { type ChannelData, EarlyData } from './earlyData.ts';

export type { ChannelData };

/**
 * `state` and `files` lose nothing and keep the order; `pointer` would rather lose than be late. `t140` carries text letter by letter, under the
 * name that RFC 8865 gives it.
 */
export type ChannelName = 'state' | 'files' | 'pointer' | 't140';

export type DataChannel = {
  readonly isOpen: boolean;
  /** Bytes that wait to be sent. */
  readonly bufferedBytes: number;
  /** False when it was not sent: the channel is not open. */
  send(data: ChannelData): boolean;
  /** What arrived before is handed over at once. One listener at a time. */
  listen(listener: ChannelListener): void;
};
export type DataChannels = Readonly<Record<ChannelName, DataChannel>>;

export type ChannelListener = {
  onOpen(): void;
  onClosed(): void;
  onMessage(data: ChannelData): void;
  /** Less than `LOW_WATER_BYTES` wait to be sent. */
  onRoom(): void;
};

/** Below this a sender should send more, so that the path is never idle. */
export const LOW_WATER_BYTES = 262_144;
/** Ids that simple-peer's own channel, which takes the lowest, and the pulse do not use. */
const CHANNELS: Readonly<Record<ChannelName, RTCDataChannelInit>> = {
  state: { id: 1_001, negotiated: true },
  files: { id: 1_002, negotiated: true },
  pointer: { id: 1_003, negotiated: true, ordered: false, maxRetransmits: 0 },
  t140: { id: 1_004, negotiated: true, protocol: 't140' },
};

/** MUST be called before the offer or answer is made. */
export function openDataChannels(connection: RTCPeerConnection): DataChannels {
  const open = (name: ChannelName): DataChannel =>
    new NegotiatedChannel(connection.createDataChannel(name, CHANNELS[name]));
  return { state: open('state'), files: open('files'), pointer: open('pointer'), t140: open('t140') };
}

class NegotiatedChannel implements DataChannel {
  readonly #channel: RTCDataChannel;
  #listener: ChannelListener | undefined;
  readonly #early = new EarlyData();

  constructor(channel: RTCDataChannel) {
    this.#channel = channel;
    channel.binaryType = 'arraybuffer';
    channel.bufferedAmountLowThreshold = LOW_WATER_BYTES;
    channel.onopen = () => this.#listener?.onOpen();
    channel.onclose = () => this.#listener?.onClosed();
    channel.onbufferedamountlow = () => this.#listener?.onRoom();
    channel.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => this.#take(data);
  }

  get isOpen(): boolean {
    return this.#channel.readyState === 'open';
  }

  get bufferedBytes(): number {
    return this.#channel.bufferedAmount;
  }

  send(data: ChannelData): boolean {
    if (!this.isOpen) return false;
    try {
      if (typeof data === 'string') this.#channel.send(data);
      else this.#channel.send(data);
      return true;
    } catch {
      // The buffer is full or the channel closes this very moment: whoever sends again on the next channel loses nothing.
      return false;
    }
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener;
    if (this.isOpen) listener.onOpen();
    for (const data of this.#early.take()) listener.onMessage(data);
  }

  #take(data: string | ArrayBuffer): void {
    const taken = typeof data === 'string' ? data : new Uint8Array(data);
    if (this.#listener) this.#listener.onMessage(taken);
    else if (!this.#early.keep(taken)) this.#channel.close();
  }
}
