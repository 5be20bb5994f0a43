// Where a face is between two looks of the detector, which takes half of the time of a picture: as its points have moved, so
// has its box. Pure apart from what it remembers.
import type { Box, Face, Point, Reading, ReadFace } from './reading.ts';
import { spreadOf } from './spread.ts';

/** Whoever joins or leaves is noticed this soon. */
const LOOK_EVERY_MS = 450;

type Found = {
  readonly atMs: number;
  readonly faces: readonly Face[];
  readonly box: Box;
  readonly points: readonly Point[];
};

export class FaceTrack {
  #found: Found | undefined;
  #near: Box | undefined;

  /** Where to look without the detector; undefined when it has to look again. */
  near(atMs: number): Box | undefined {
    return this.#found && atMs - this.#found.atMs < LOOK_EVERY_MS ? this.#near : undefined;
  }

  /** @param wasNear what was given to the reader. @returns the reading with all the faces that the detector saw last */
  follow(reading: Reading, wasNear: Box | undefined, atMs: number): Reading {
    const { largest } = reading;
    if (!largest) {
      this.#found = undefined;
      return reading;
    }
    if (!wasNear || !this.#found) {
      this.#found = { atMs, faces: reading.faces, box: largest.box, points: largest.landmarks };
      this.#near = largest.box;
      return reading;
    }
    this.#near = moved(this.#found, largest);
    return { ...reading, faces: this.#found.faces, largest: { ...largest, box: this.#near } };
  }
}

function moved({ box, points }: Found, { landmarks }: ReadFace): Box {
  const [then, now] = [spreadOf(points), spreadOf(landmarks)];
  const scale = then.spread > 0 ? now.spread / then.spread : 1;
  const [width, height] = [box.width * scale, box.height * scale];
  const x = now.x + (box.x + box.width / 2 - then.x) * scale - width / 2;
  const y = now.y + (box.y + box.height / 2 - then.y) * scale - height / 2;
  return { x, y, width, height };
}
