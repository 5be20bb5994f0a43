// How many frames of a picture came whole, by what stands in the packets' headers. What is in them stays sealed.
import { FRAME_TICKS, PACKETS_A_FRAME } from './madeUpMedia.ts';

export class FrameLoss {
  /** By stream: frames and how many of their packets came. */
  readonly #streams = new Map<number, Map<number, number>>();

  take(packet: Buffer): void {
    const ssrc = packet.readUInt32BE(8);
    const frames = this.#streams.get(ssrc);
    if (frames === undefined) return;
    const frame = Math.round(packet.readUInt32BE(4) / FRAME_TICKS);
    frames.set(frame, (frames.get(frame) ?? 0) + 1);
  }

  /** Counts these streams from now on, and nothing that came before. */
  begin(ssrcs: readonly number[]): void {
    this.#streams.clear();
    for (const ssrc of ssrcs) this.#streams.set(ssrc, new Map());
  }

  /** Of the frames between the first and the last of each stream; a stream of which nothing comes has lost all. From 0 to 1. */
  get share(): number {
    let all = 0;
    let whole = 0;
    for (const frames of this.#streams.values()) {
      const numbers = [...frames.keys()];
      if (numbers.length < 3) return 1;
      const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
      all += last - first - 1;
      for (const [frame, packets] of frames)
        if (frame > first && frame < last && packets >= PACKETS_A_FRAME) whole += 1;
    }
    return all === 0 ? 1 : 1 - whole / all;
  }
}
