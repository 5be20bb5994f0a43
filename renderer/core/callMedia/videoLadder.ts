// How much picture a path can take. Sound always comes first: the picture steps down before the sound suffers, and back
// up slowly. Pure.

import type { VideoLimit } from '../peerLink/mediaLink.ts';
import { NO_LIMIT } from './videoLimits.ts';

/** What the path looks like now. */
export type PathSample = {
  /** The browser's estimate for all that is sent; undefined until there is one. */
  availableOutBps: number | undefined;
  /** The encoder itself says that the path is what holds it back: an idle picture needs little and proves nothing. */
  limitedByBandwidth: boolean;
  lossOut: number;
};

const NO_PICTURE: VideoLimit = { active: false, maxBitrateBps: 0, scaleDownBy: 4, maxFramesPerSecond: 10 };
/** From 720p down. Each rung but the last is at least a usable face; the last gives up the picture. */
const RUNGS: readonly VideoLimit[] = [
  NO_LIMIT,
  { active: true, maxBitrateBps: 700_000, scaleDownBy: 1.5, maxFramesPerSecond: 30 },
  { active: true, maxBitrateBps: 350_000, scaleDownBy: 2, maxFramesPerSecond: 24 },
  { active: true, maxBitrateBps: 160_000, scaleDownBy: 3, maxFramesPerSecond: 15 },
  { active: true, maxBitrateBps: 70_000, scaleDownBy: 4, maxFramesPerSecond: 10 },
  NO_PICTURE,
];
const LAST = RUNGS.length - 1;

/** Opus at 32 kbit/s with the headers of 50 packets a second (RTP, SRTP, UDP, IP and TURN). */
export const AUDIO_BPS = 56_000;
/** Share of the estimate that is used: the estimate lags behind the path. */
const USABLE = 0.85;
/** Loss that the path itself causes by being full; more than wireless noise. */
const CROWDED_LOSS = 0.08;
/** Weight of a new reading of the loss: one report counts some fifty packets, so that 5 % reads as 10 % now and then. */
const LOSS_WEIGHT = 0.25;
/** A step down for loss shows in the reports no sooner. */
const LOSS_SETTLES_MS = 3_000;
/** A rung up is tried after this long without trouble; doubled each time it did not hold. */
const CALM_MS = 8_000;
const LONGEST_CALM_MS = 64_000;

export class VideoLadder {
  #rung = 0;
  #calmSinceMs: number | undefined;
  #calmMs = CALM_MS;
  #climbedAtMs = Number.NEGATIVE_INFINITY;
  #loss: number | undefined;
  #lossSteppedAtMs = Number.NEGATIVE_INFINITY;

  get limit(): VideoLimit {
    return RUNGS[this.#rung] ?? NO_PICTURE;
  }

  /** @returns whether the limit has changed */
  observe({ availableOutBps, limitedByBandwidth, lossOut }: PathSample, nowMs: number): boolean {
    const before = this.#rung;
    const forVideoBps = availableOutBps === undefined ? undefined : availableOutBps * USABLE - AUDIO_BPS;
    const isFull = limitedByBandwidth && forVideoBps !== undefined && forVideoBps < this.#lowestOf(this.#rung);
    this.#loss = this.#loss === undefined ? lossOut : this.#loss + LOSS_WEIGHT * (lossOut - this.#loss);
    const isCrowded = this.#loss > CROWDED_LOSS;
    if (isFull) this.#stepDown(forVideoBps, nowMs);
    else if (isCrowded) this.#stepDownForLoss(nowMs);
    else this.#stayOrClimb(nowMs);
    return this.#rung !== before;
  }

  /** Never to no picture at all: a path that loses much may still carry one, and sending none does not mend it. */
  #stepDownForLoss(nowMs: number): void {
    this.#calmSinceMs = undefined;
    if (this.#rung >= LAST - 1 || nowMs - this.#lossSteppedAtMs < LOSS_SETTLES_MS) return;
    this.#lossSteppedAtMs = nowMs;
    this.#stepDown(undefined, nowMs);
  }

  #stepDown(forVideoBps: number | undefined, nowMs: number): void {
    if (nowMs - this.#climbedAtMs < this.#calmMs) this.#calmMs = Math.min(LONGEST_CALM_MS, 2 * this.#calmMs);
    this.#calmSinceMs = undefined;
    const fits = RUNGS.findIndex((rung) => forVideoBps !== undefined && rung.maxBitrateBps <= forVideoBps);
    const next = fits < 0 ? this.#rung + 1 : Math.max(this.#rung + 1, fits);
    this.#rung = Math.min(LAST, forVideoBps !== undefined && forVideoBps < this.#lowestOf(LAST - 1) ? LAST : next);
  }

  #stayOrClimb(nowMs: number): void {
    this.#calmSinceMs ??= nowMs;
    if (this.#rung === 0 || nowMs - this.#calmSinceMs < this.#calmMs) return;
    this.#rung -= 1;
    this.#climbedAtMs = nowMs;
    this.#calmSinceMs = nowMs;
  }

  /** Below half of what a rung may use, its picture falls apart. */
  #lowestOf(rung: number): number {
    return (RUNGS[rung]?.maxBitrateBps ?? 0) / 2;
  }
}
