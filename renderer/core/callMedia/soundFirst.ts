// Whether the path takes the pictures of a room beside the sound: what comes in, as `videoLadder` is for what goes out. A room gives pictures
// what it takes the path to hold, and knows nothing of the sound beside them. Pure.
import { PICTURES_TAKEN, type PicturesTaken } from '../sfuLink/roomPictures.ts';

export type SoundSample = {
  /** Of the sound that was sent to this side, 0 to 1; undefined: too little of it to say. */
  readonly soundLossIn: number | undefined;
  /** Which pictures come, or would if they were taken. */
  readonly hasCameras: boolean;
  readonly hasScreens: boolean;
};

/** More than wireless noise. */
const CROWDED_LOSS = 0.08;
/** Weight of a new reading. */
const LOSS_WEIGHT = 0.5;
/** A change shows in the readings no sooner. */
const SETTLES_MS = 4_000;
/** With less than this share of the loss gone, it was not the pictures. */
const HELPED = 0.7;
/** Pictures are tried again after this long without trouble; doubled each time the sound suffered, halved when it did not. */
const CALM_MS = 8_000;
const LONGEST_CALM_MS = 64_000;

export class SoundFirst {
  #level = 0;
  #loss = 0;
  #lossBefore = 0;
  #changedAtMs = Number.NEGATIVE_INFINITY;
  #wasClimb = false;
  #calmMs = CALM_MS;
  /** Until then loss is taken for noise, as it stayed when nothing was left to go without. */
  #resignedUntilMs = Number.NEGATIVE_INFINITY;

  get taken(): PicturesTaken {
    return PICTURES_TAKEN[this.#level] ?? 'none';
  }

  observe({ soundLossIn, hasCameras, hasScreens }: SoundSample, nowMs: number): void {
    this.#loss += LOSS_WEIGHT * ((soundLossIn ?? 0) - this.#loss);
    if (nowMs - this.#changedAtMs < SETTLES_MS) return;
    const left = [hasCameras, hasScreens].findIndex((isThere, level) => isThere && level >= this.#level);
    if (this.#loss <= CROWDED_LOSS) this.#climb(nowMs);
    else if (left >= 0 && nowMs >= this.#resignedUntilMs) this.#stepDown(left + 1, nowMs);
    else if (this.#level > 0 && !this.#wasClimb && this.#loss > HELPED * this.#lossBefore) this.#resign(nowMs);
  }

  #stepDown(level: number, nowMs: number): void {
    if (this.#wasClimb && nowMs - this.#changedAtMs < this.#calmMs)
      this.#calmMs = Math.min(LONGEST_CALM_MS, 2 * this.#calmMs);
    // What helps is measured against what there was with all that is gone now.
    if (this.#level === 0 || this.#wasClimb) this.#lossBefore = this.#loss;
    this.#become(level, false, nowMs);
  }

  #climb(nowMs: number): void {
    if (this.#level === 0 || nowMs - this.#changedAtMs < this.#calmMs) return;
    if (this.#wasClimb) this.#calmMs = Math.max(CALM_MS, this.#calmMs / 2);
    this.#become(this.#level - 1, true, nowMs);
  }

  #resign(nowMs: number): void {
    this.#resignedUntilMs = nowMs + LONGEST_CALM_MS;
    this.#become(0, true, nowMs);
  }

  #become(level: number, isClimb: boolean, nowMs: number): void {
    this.#level = level;
    this.#wasClimb = isClimb;
    this.#changedAtMs = nowMs;
    this.#loss = 0;
  }
}
