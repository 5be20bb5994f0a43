// The picture of who signs: what of it a path takes (EN 301 549, 6.5.2 to 6.5.4). Pure.
import type { VideoLimit } from '../peerLink/mediaLink.ts';
import { availableFor, type PathSample, type Rung } from './videoLadder.ts';
import { closestRung } from './videoLimits.ts';

/** What signing asks for. */
export const LEAST_PICTURES_PER_SECOND = 20;
export const LEAST_SIZE = { width: 640, height: 480 } as const;

/** So many are asked for that no fewer than the least arrive: encoders leave one out now and then. */
const FEWEST = 25;
/** With less so large a picture would come too seldom: encoders leave out pictures before they get any coarser. */
const LEAST_FOR_SIZE_BPS = 180_000;
const FOR_MOTION = { active: true, isForMotion: true } as const;

/** From 720p down: the size to the least that signing asks for, then sharpness, then the size after all. Never to no picture, which would say nothing. */
export const SIGNING_RUNGS: readonly Rung[] = [
  { ...FOR_MOTION, maxBitrateBps: 1_500_000, scaleDownBy: 1, maxFramesPerSecond: 30 },
  { ...FOR_MOTION, maxBitrateBps: 700_000, scaleDownBy: 1.5, maxFramesPerSecond: 30 },
  { ...FOR_MOTION, maxBitrateBps: 350_000, leastBps: LEAST_FOR_SIZE_BPS, scaleDownBy: 1.5, maxFramesPerSecond: FEWEST },
  { ...FOR_MOTION, maxBitrateBps: LEAST_FOR_SIZE_BPS, leastBps: 90_000, scaleDownBy: 2.5, maxFramesPerSecond: FEWEST },
  { ...FOR_MOTION, maxBitrateBps: 90_000, scaleDownBy: 4, maxFramesPerSecond: FEWEST },
];

/** Less of what it may use than this, and it is the path that holds an encoder back. */
const ALL = 0.9;

/**
 * What a path shows while `limit` holds. An encoder that keeps size and rate never says what holds it back, and comes before the sound: what
 * it is given is what there is. `targetBps`: that; undefined while nothing is sent.
 */
export function signingSample(
  path: PathSample,
  targetBps: number | undefined,
  { maxBitrateBps }: VideoLimit,
): PathSample {
  if (targetBps === undefined) return path;
  return { ...path, availableOutBps: availableFor(targetBps), limitedByBandwidth: targetBps < ALL * maxBitrateBps };
}

/** Where the ladder of who begins to sign begins: the size that signing asks for, whatever a plain picture was given. */
export const FIRST_RUNG = SIGNING_RUNGS[2];

type Size = { readonly width?: number; readonly height?: number };

/** `path`: what it takes of any picture, or of one for signing; `camera`: as it captures, where that is known. */
export function forSigning(path: VideoLimit, camera: Size): VideoLimit {
  const limit = path.isForMotion === true ? path : SIGNING_RUNGS[closestRung(SIGNING_RUNGS, path)];
  if (limit === undefined) return path;
  if (limit.maxBitrateBps <= LEAST_FOR_SIZE_BPS) return limit;
  return { ...limit, scaleDownBy: Math.min(limit.scaleDownBy, largestScale(camera)) };
}

/** By what a picture can be divided and is still large enough; never less than one. */
function largestScale({ width = 0, height = 0 }: Size): number {
  return Math.max(1, Math.min(width / LEAST_SIZE.width, height / LEAST_SIZE.height));
}
