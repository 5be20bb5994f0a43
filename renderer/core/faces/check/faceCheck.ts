// Drives a check: takes the newest picture of a track, has it read in the worker, and tells what it means. Nothing waits for it:
// a picture that comes while another is read is left out.
import type { FaceReader } from '../faceReader.ts';
import { TrackFrames } from '../frames/trackFrames.ts';
import { FaceWatch, type WatchNews, type WatchPlan, type WatchResult } from './faceWatch.ts';
import { hintsOf } from './hints.ts';

/** As it may be shown: what an enrolment made of a face is `FaceCheck.descriptor`, and nowhere else. */
export type CheckResult = Omit<WatchResult, 'descriptor'>;
export type CheckNews =
  Exclude<WatchNews, { name: 'ended' }> | { readonly name: 'ended'; readonly result: CheckResult };

export type FaceCheckOptions = {
  readonly reader: FaceReader;
  readonly track: MediaStreamTrack;
  readonly plan: Omit<WatchPlan, 'thresholds'> & {
    /** What the customer's system calls their camera; empty when it was not told. */
    readonly camera: string;
  };
  readonly onNews: (news: CheckNews) => void;
};

export class FaceCheck {
  readonly #options: FaceCheckOptions;
  readonly #frames: TrackFrames;
  readonly #watch: FaceWatch;
  #descriptor: Float32Array | undefined;
  #isStopped = false;

  constructor(options: FaceCheckOptions) {
    this.#options = options;
    const { plan, reader, track } = options;
    this.#frames = new TrackFrames(track);
    this.#watch = new FaceWatch({ ...plan, thresholds: reader.facts.thresholds });
    void this.#run();
  }

  /** What an enrolment made; undefined before its end, and when it did not come so far. */
  get descriptor(): Float32Array | undefined {
    return this.#descriptor;
  }

  /** Nothing more is told, and nothing of the face is left. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#frames.close();
    this.#watch.wipe();
    this.#descriptor?.fill(0);
  }

  async #run(): Promise<void> {
    const { reader } = this.#options;
    while (!this.#isStopped && !this.#watch.isOver) {
      const frame = await this.#frames.next();
      if (!frame) {
        this.#giveUp();
        return;
      }
      const atMs = performance.now();
      try {
        const wanted = this.#watch.wants(atMs);
        const { reading, size } = await reader.read(frame, wanted);
        this.#tell(this.#watch.observe({ atMs, wanted, reading, size }));
      } catch {
        this.#giveUp();
        return;
      }
    }
    this.#frames.close();
  }

  #tell(news: readonly WatchNews[]): void {
    for (const each of news) {
      if (this.#isStopped) return;
      this.#options.onNews(each.name === 'ended' ? this.#ended(each.result) : each);
    }
  }

  #ended({ descriptor, ...result }: WatchResult): CheckNews {
    this.#descriptor = descriptor;
    const hints = new Set([...result.hints, ...hintsOf(this.#frames.facts, this.#options.plan.camera)]);
    return { name: 'ended', result: { ...result, hints: [...hints] } };
  }

  /** The picture has gone, or the worker has died: nothing can be said. */
  #giveUp(): void {
    if (this.#isStopped || this.#watch.isOver) return;
    this.#tell([this.#watch.giveUp()]);
    this.stop();
  }
}
