// The newest picture of a track, when somebody has time for it: older ones are let go of at once, so that nothing waits and the
// call notices nothing. Works in a hidden window, too. Knows MediaStreamTrackProcessor; nothing of faces.

import { insertableStreams } from '../../media/insertableStreams.ts';

/** What a hint may be drawn from. Times in milliseconds. */
export type FrameFacts = { readonly timesMs: readonly number[]; readonly sizes: readonly FrameSize[] };
export type FrameSize = { readonly width: number; readonly height: number };

const MOST_TIMES = 600;
/** A camera that is stopped sends nothing, and says nothing of it; a weak line may pause for a moment. */
const LONGEST_PAUSE_MS = 4_000;

/** Not every browser can look into a track: then a check is not possible. */
export function canReadTracks(): boolean {
  return insertableStreams().MediaStreamTrackProcessor !== undefined;
}

export class TrackFrames {
  readonly #track: MediaStreamTrack;
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>;
  readonly #timesMs: number[] = [];
  readonly #sizes: FrameSize[] = [];
  #newest: VideoFrame | undefined;
  #waiting: ((frame: VideoFrame | undefined) => void) | undefined;
  #isOver = false;

  /** The track itself is left as it is: a clone of it is read. @throws Error where the browser cannot */
  constructor(track: MediaStreamTrack) {
    const { MediaStreamTrackProcessor } = insertableStreams();
    if (!MediaStreamTrackProcessor) throw new Error('this browser cannot look into a track');
    this.#track = track.clone();
    this.#reader = new MediaStreamTrackProcessor({ track: this.#track, maxBufferSize: 1 }).readable.getReader();
    void this.#read();
  }

  get facts(): FrameFacts {
    return { timesMs: this.#timesMs, sizes: this.#sizes };
  }

  /** The one that nobody has had yet, or the next; it MUST be closed. Undefined when none comes in time, or ever. */
  next(): Promise<VideoFrame | undefined> {
    const newest = this.#newest;
    this.#newest = undefined;
    if (newest || this.#isOver) return Promise.resolve(newest);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(undefined), LONGEST_PAUSE_MS);
      this.#waiting = (frame) => {
        clearTimeout(timer);
        resolve(frame);
      };
    });
  }

  close(): void {
    this.#isOver = true;
    void this.#reader.cancel().catch(() => undefined);
    this.#track.stop();
    this.#newest?.close();
    this.#newest = undefined;
    this.#settle(undefined);
  }

  async #read(): Promise<void> {
    while (!this.#isOver) {
      const { value, done } = await this.#reader.read().catch(() => ({ value: undefined, done: true }));
      if (done || !value) break;
      this.#note(value);
      if (this.#waiting) this.#settle(value);
      else {
        this.#newest?.close();
        this.#newest = value;
      }
    }
    this.#isOver = true;
    this.#settle(undefined);
  }

  #note({ timestamp, displayWidth: width, displayHeight: height }: VideoFrame): void {
    this.#timesMs.push(timestamp / 1000);
    if (this.#timesMs.length > MOST_TIMES) this.#timesMs.shift();
    const last = this.#sizes.at(-1);
    if (last?.width !== width || last.height !== height) this.#sizes.push({ width, height });
  }

  #settle(frame: VideoFrame | undefined): void {
    this.#waiting?.(frame);
    this.#waiting = undefined;
  }
}
