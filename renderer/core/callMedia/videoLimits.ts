// Bounds of the picture that is sent, and how two of them go together. Pure.
import type { VideoLimit } from '../peerLink/mediaLink.ts';

export const NO_LIMIT: VideoLimit = { active: true, maxBitrateBps: 1_500_000, scaleDownBy: 1, maxFramesPerSecond: 30 };

/** For a tile at the edge, at most 240 pixels wide on a screen of two pixels a unit: 426 of 1280 are enough for it. */
export const SMALL_PICTURE: VideoLimit = {
  active: true,
  maxBitrateBps: 200_000,
  scaleDownBy: 3,
  maxFramesPerSecond: 15,
};

export function tighterOf(one: VideoLimit, other: VideoLimit): VideoLimit {
  return {
    active: one.active && other.active,
    maxBitrateBps: Math.min(one.maxBitrateBps, other.maxBitrateBps),
    scaleDownBy: Math.max(one.scaleDownBy, other.scaleDownBy),
    maxFramesPerSecond: Math.min(one.maxFramesPerSecond, other.maxFramesPerSecond),
  };
}

/** The first of these that asks for no more than `limit`, else the last. */
export function closestRung(rungs: readonly VideoLimit[], limit: VideoLimit): number {
  const fits = rungs.findIndex(({ maxBitrateBps }) => maxBitrateBps <= limit.maxBitrateBps);
  return fits < 0 ? rungs.length - 1 : fits;
}
