// Frames of the other side's page of kinds that this one does not know: it may be of a later release. They are counted, and said once a
// link on the console.
import type { LaneName } from '../peerLink/dataLanes.ts';

export class SkippedFrames {
  #count = 0;
  #isSaid = false;

  get count(): number {
    return this.#count;
  }

  /** Another link. */
  linked(): void {
    this.#isSaid = false;
  }

  skip(lane: LaneName): void {
    this.#count += 1;
    if (this.#isSaid) return;
    this.#isSaid = true;
    // eslint-disable-next-line no-console -- for whoever looks into why something is not there; one line a link
    console.info(
      `other page: a frame on “${lane}” is not known to this release; it is skipped, and so is what else is not known`,
    );
  }
}
