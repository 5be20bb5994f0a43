// Frames of the other side's page of kinds that this one does not know: it may be of a later release. They are counted, and said once a
// link on the console.
import type { ChannelName } from '../peerLink/dataChannels.ts';

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

  skip(channel: ChannelName): void {
    this.#count += 1;
    if (this.#isSaid) return;
    this.#isSaid = true;
    // eslint-disable-next-line no-console -- for whoever looks into why something is not there; one line a link
    console.info(
      `other page: a frame on “${channel}” is not known to this release; it is skipped, and so is what else is not known`,
    );
  }
}
