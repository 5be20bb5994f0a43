// What arrives on a channel whose listener is still being loaded. Knows no channel.
export type ChannelData = string | Uint8Array<ArrayBuffer>;

/** A peer that sends more than this so early is none of ours. */
const MOST_BYTES = 2_000_000;

export class EarlyData {
  #kept: ChannelData[] = [];
  #bytes = 0;

  /** False where it would be too much: nothing of it is kept. */
  keep(data: ChannelData): boolean {
    if (this.#bytes + data.length > MOST_BYTES) return false;
    this.#bytes += data.length;
    this.#kept.push(data);
    return true;
  }

  /** All that was kept, in order; it is not kept any longer. */
  take(): readonly ChannelData[] {
    this.#bytes = 0;
    return this.#kept.splice(0);
  }
}
