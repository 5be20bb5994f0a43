// Remembers how a face looks from the front, to tell what relief it has when it is turned. One small grey picture, in memory only,
// and gone when it is wiped.
import type { Picture } from '../grey.ts';
import type { Reading, Wants } from '../reading.ts';
import { cropFace, type FaceCrop } from './faceCrop.ts';
import { TURNED_YAW, yawOf } from './headPose.ts';
import { compareTurned } from './relief.ts';

export class ReliefWatch {
  #front: FaceCrop | undefined;

  /** @returns the reading, with the relief and the change of light of the largest face where that was wanted and can be told */
  look(picture: Picture, reading: Reading, wanted: Wants['relief']): Reading {
    const { largest } = reading;
    if (!largest || wanted === undefined) return reading;
    if (wanted === 'front') {
      this.wipe();
      this.#front = cropFace(picture, largest.landmarks);
      return reading;
    }
    if (!this.#front || Math.abs(yawOf(largest.landmarks)) < TURNED_YAW) return reading;
    const turned = cropFace(picture, largest.landmarks, this.#front.scale);
    const told = turned && compareTurned(this.#front, turned);
    turned?.grey.fill(0);
    return { ...reading, largest: { ...largest, ...told } };
  }

  wipe(): void {
    this.#front?.grey.fill(0);
    this.#front = undefined;
  }
}
