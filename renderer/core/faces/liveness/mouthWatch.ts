// Remembers how the lips of a face look when they are closed most, to tell what comes to be seen between them. Colours only, in memory.
import type { Picture } from '../grey.ts';
import type { Reading } from '../reading.ts';
import { yawOf } from './headPose.ts';
import { gapOf, lipsOf, mouthOf, type Lips } from './mouth.ts';

/** Of a head that is turned further the points of the lips lie elsewhere. */
const FRONT_YAW = 0.15;

export class MouthWatch {
  #closed: { readonly lips: Lips; readonly gap: number } | undefined;

  /** @returns the reading, with what is to be seen of the mouth where that is wanted and can be told */
  look(picture: Picture, reading: Reading, isWanted: boolean): Reading {
    const { largest } = reading;
    if (!isWanted || !largest || Math.abs(yawOf(largest.landmarks)) > FRONT_YAW) return reading;
    const gap = gapOf(largest.landmarks);
    if (!this.#closed || gap < this.#closed.gap) {
      const lips = lipsOf(picture, largest.landmarks);
      this.#closed = lips && { lips, gap };
    }
    const mouth = this.#closed && mouthOf(picture, largest.landmarks, this.#closed);
    return { ...reading, largest: { ...largest, mouth } };
  }
}
