// How much picture a path can take. Sound always comes first: the picture steps down before the sound suffers, and back
// up slowly. Pure.

import type { VideoLimit } from '../peerLink/mediaLink.ts';
import { closestRung, NO_LIMIT } from './videoLimits.ts';

/** What the path looks like now. */
export type PathSample = {
  /** The browser's estimate for all that is sent; undefined until there is one. */
  availableOutBps: number | undefined;
  /** The encoder itself says that the path is what holds it back: an idle picture needs little and proves nothing. */
  limitedByBandwidth: boolean;
  lossOut: number;
};

/** `leastBps`: below this its picture falls apart, else below half of what it may use; with that much it is taken. */
export type Rung = VideoLimit & { readonly leastBps?: number };

const NO_PICTURE: VideoLimit = { active: false, maxBitrateBps: 0, scaleDownBy: 4, maxFramesPerSecond: 10 };
/** From 720p down. Each rung but the last is at least a usable face; the last gives up the picture. */
export const RUNGS: readonly VideoLimit[] = [
  NO_LIMIT,
  { active: true, maxBitrateBps: 700_000, scaleDownBy: 1.5, maxFramesPerSecond: 30 },
  { active: true, maxBitrateBps: 350_000, scaleDownBy: 2, maxFramesPerSecond: 24 },
  { active: true, maxBitrateBps: 160_000, scaleDownBy: 3, maxFramesPerSecond: 15 },
  { active: true, maxBitrateBps: 70_000, scaleDownBy: 4, maxFramesPerSecond: 10 },
  NO_PICTURE,
];

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
/** A rung up is tried after this long without trouble; doubled each time it did not hold, halved again when it did. */
const CALM_MS = 8_000;
const LONGEST_CALM_MS = 64_000;
/** Sound alone teaches an estimate nothing: so long a picture that is tried again is judged by what gets lost. */
const TRIAL_MS = 6_000;
/** More than noise in one report: the picture that is tried drowns the sound. */
const TRIAL_LOSS = 0.15;

/** What an estimate would be that leaves this much for the picture. */
export function availableFor(pictureBps: number): number {
  return (pictureBps + AUDIO_BPS) / USABLE;
}

export class VideoLadder {
  readonly #rungs: readonly Rung[];
  #rung: number;
  #calmSinceMs: number | undefined;
  #calmMs = CALM_MS;
  #climbedAtMs = Number.NEGATIVE_INFINITY;
  /** The last climb was from no picture to the least. */
  #isTried = false;
  #loss: number | undefined;
  #lossSteppedAtMs = Number.NEGATIVE_INFINITY;

  /** `from`: what holds now. */
  constructor(rungs: readonly Rung[] = RUNGS, from: VideoLimit = NO_LIMIT) {
    this.#rungs = rungs;
    this.#rung = closestRung(rungs, from);
  }

  get limit(): VideoLimit {
    return this.#rungs[this.#rung] ?? NO_PICTURE;
  }

  /** @returns whether the limit has changed */
  observe({ availableOutBps, limitedByBandwidth, lossOut }: PathSample, nowMs: number): boolean {
    const before = this.#rung;
    const forVideoBps = availableOutBps === undefined ? undefined : availableOutBps * USABLE - AUDIO_BPS;
    const isTold = this.limit.active && !this.#isTrial(nowMs);
    const isFull =
      isTold && limitedByBandwidth && forVideoBps !== undefined && forVideoBps < this.#lowestOf(this.#rung);
    this.#loss = this.#loss === undefined ? lossOut : this.#loss + LOSS_WEIGHT * (lossOut - this.#loss);
    const isCrowded = this.#loss > CROWDED_LOSS;
    if (isFull || (this.#isTrial(nowMs) && lossOut > TRIAL_LOSS)) this.#stepDown(forVideoBps, nowMs);
    else if (isCrowded) this.#stepDownForLoss(nowMs);
    else this.#stayOrClimb(nowMs);
    return this.#rung !== before;
  }

  get #last(): number {
    return this.#rungs.length - 1;
  }

  /** The least picture is sent again, and it is not known yet whether it fits. */
  #isTrial(nowMs: number): boolean {
    return this.#isTried && nowMs - this.#climbedAtMs < TRIAL_MS;
  }

  /** Never to no picture at all: a path that loses much may still carry one, and sending none does not mend it. */
  #stepDownForLoss(nowMs: number): void {
    this.#calmSinceMs = undefined;
    if (this.#rung >= this.#last - 1 || nowMs - this.#lossSteppedAtMs < LOSS_SETTLES_MS) return;
    this.#lossSteppedAtMs = nowMs;
    this.#stepDown(undefined, nowMs);
  }

  #stepDown(forVideoBps: number | undefined, nowMs: number): void {
    if (nowMs - this.#climbedAtMs < this.#calmMs) this.#calmMs = Math.min(LONGEST_CALM_MS, 2 * this.#calmMs);
    this.#calmSinceMs = undefined;
    const fits = this.#rungs.findIndex(
      ({ maxBitrateBps, leastBps = maxBitrateBps }) => forVideoBps !== undefined && leastBps <= forVideoBps,
    );
    const next = fits < 0 ? this.#rung + 1 : Math.max(this.#rung + 1, fits);
    const isLeast = forVideoBps !== undefined && forVideoBps < this.#lowestOf(this.#last - 1);
    this.#rung = isLeast ? this.#last : Math.min(this.#last, next);
  }

  #stayOrClimb(nowMs: number): void {
    this.#calmSinceMs ??= nowMs;
    if (this.#rung === 0 || nowMs - this.#calmSinceMs < this.#calmMs) return;
    this.#isTried = !this.limit.active;
    if (this.#climbedAtMs === this.#calmSinceMs) this.#calmMs = Math.max(CALM_MS, this.#calmMs / 2);
    this.#rung -= 1;
    this.#climbedAtMs = nowMs;
    this.#calmSinceMs = nowMs;
  }

  #lowestOf(rung: number): number {
    const { maxBitrateBps = 0, leastBps = maxBitrateBps / 2 } = this.#rungs[rung] ?? {};
    return leastBps;
  }
}
