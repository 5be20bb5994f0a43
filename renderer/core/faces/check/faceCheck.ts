// Drives a check: takes the newest picture of a track, has it read in the worker, and tells what it means. Nothing waits for it:
// a picture that comes while another is read is left out.
import type { FaceReader } from '../faceReader.ts';
import { TrackFrames } from '../frames/trackFrames.ts';
import { FaceWatch, type WatchNews, type WatchPlan } from './faceWatch.ts';
import { hintsOf } from './hints.ts';

export type FaceCheckOptions = {
  readonly reader: FaceReader;
  readonly track: MediaStreamTrack;
  readonly plan: Omit<WatchPlan, 'thresholds'> & { readonly camera: string };
  readonly onNews: (news: WatchNews) => void;
};

export class FaceCheck {
  readonly #options: FaceCheckOptions;
  readonly #frames: TrackFrames;
  readonly #watch: FaceWatch;
  #isStopped = false;

  constructor(options: FaceCheckOptions) {
    this.#options = options;
    const { plan, reader, track } = options;
    this.#frames = new TrackFrames(track);
    this.#watch = new FaceWatch({ ...plan, thresholds: reader.facts.thresholds });
    void this.#run();
  }

  /** Nothing more is told, and nothing of the face is left. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#frames.close();
    this.#watch.wipe();
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
      this.#options.onNews(each.name === 'ended' ? this.#withHints(each) : each);
    }
  }

  #withHints(ended: Extract<WatchNews, { name: 'ended' }>): WatchNews {
    const hints = new Set([...ended.result.hints, ...hintsOf(this.#frames.facts, this.#options.plan.camera)]);
    return { name: 'ended', result: { ...ended.result, hints: [...hints] } };
  }

  /** The picture has gone, or the worker has died: nothing can be said. */
  #giveUp(): void {
    if (this.#isStopped || this.#watch.isOver) return;
    this.#tell([this.#watch.giveUp()]);
    this.stop();
  }
}
