// The data lanes of one link: channels agreed beforehand, beside sound and picture. Knows RTCDataChannel; not what is said.

/** `state` and `files` lose nothing and keep the order; `pointer` would rather lose than be late. */
export type LaneName = 'state' | 'files' | 'pointer';
export type LaneData = string | Uint8Array<ArrayBuffer>;

export type DataLane = {
  readonly isOpen: boolean;
  /** Bytes that wait to be sent. */
  readonly bufferedBytes: number;
  /** False when it was not sent: the lane is not open. */
  send(data: LaneData): boolean;
  /** What arrived before is handed over at once. One listener at a time. */
  listen(listener: LaneListener): void;
};
export type DataLanes = Readonly<Record<LaneName, DataLane>>;

export type LaneListener = {
  onOpen(): void;
  onClosed(): void;
  onMessage(data: LaneData): void;
  /** Less than `LOW_WATER_BYTES` wait to be sent. */
  onRoom(): void;
};

/** Below this a sender should send more, so that the path is never idle. */
export const LOW_WATER_BYTES = 262_144;
/** Ids that simple-peer's own channel, which takes the lowest, and the pulse do not use. */
const LANES: Readonly<Record<LaneName, RTCDataChannelInit>> = {
  state: { id: 1_001, negotiated: true },
  files: { id: 1_002, negotiated: true },
  pointer: { id: 1_003, negotiated: true, ordered: false, maxRetransmits: 0 },
};
/** What is kept for a listener that is still being loaded. A peer that sends more is not one of ours. */
const MAX_EARLY_BYTES = 2_000_000;

/** MUST be called before the offer or answer is made. */
export function openLanes(connection: RTCPeerConnection): DataLanes {
  const open = (name: LaneName): DataLane => new ChannelLane(connection.createDataChannel(name, LANES[name]));
  return { state: open('state'), files: open('files'), pointer: open('pointer') };
}

class ChannelLane implements DataLane {
  readonly #channel: RTCDataChannel;
  #listener: LaneListener | undefined;
  #early: LaneData[] = [];
  #earlyBytes = 0;

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

  send(data: LaneData): boolean {
    if (!this.isOpen) return false;
    try {
      if (typeof data === 'string') this.#channel.send(data);
      else this.#channel.send(data);
      return true;
    } catch {
      // The buffer is full or the channel closes this very moment: whoever sends again on the next lane loses nothing.
      return false;
    }
  }

  listen(listener: LaneListener): void {
    this.#listener = listener;
    if (this.isOpen) listener.onOpen();
    const early = this.#early;
    this.#early = [];
    this.#earlyBytes = 0;
    for (const data of early) listener.onMessage(data);
  }

  #take(data: string | ArrayBuffer): void {
    const taken = typeof data === 'string' ? data : new Uint8Array(data);
    if (this.#listener) {
      this.#listener.onMessage(taken);
      return;
    }
    this.#earlyBytes += taken.length;
    if (this.#earlyBytes > MAX_EARLY_BYTES) this.#channel.close();
    else this.#early.push(taken);
  }
}
