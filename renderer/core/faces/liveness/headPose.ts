// How a head stands, from the 68 points of dlib. Shares of the distance of the eyes, so that it does not matter how near it is. Pure.
import type { Point } from '../reading.ts';
import { residualOfPlane } from './homography.ts';

/** From this yaw on, to either side, a head is turned. Photos that are moved, tilted or bent stay within 0.12. */
export const TURNED_YAW = 0.25;
/** A real head that turns leaves 0.10 and more, a flat or tilted photo at most 0.058; one that is folded may leave as much as a head: see `relief.ts`. */
export const FEWEST_DEPTH = 0.1;
const NOSE_TIP = 30;
const EYES = { left: [36, 41], right: [42, 47] } as const;

/** Pixels between the middles of the eyes. */
export function eyeDistance(points: readonly Point[]): number {
  const [left, right] = [middleOf(points, EYES.left), middleOf(points, EYES.right)];
  return Math.hypot(right.x - left.x, right.y - left.y);
}

/**
 * How far the tip of the nose is beside the middle of the eyes, along the line of the eyes. 0 from the front; below zero it
 * points to the left of the picture.
 */
export function yawOf(points: readonly Point[]): number {
  const [left, right] = [middleOf(points, EYES.left), middleOf(points, EYES.right)];
  const nose = points[NOSE_TIP];
  const distance = eyeDistance(points);
  if (!nose || !(distance > 0)) return 0;
  const along = { x: (right.x - left.x) / distance, y: (right.y - left.y) / distance };
  return ((nose.x - (left.x + right.x) / 2) * along.x + (nose.y - (left.y + right.y) / 2) * along.y) / distance;
}

/** How far from flat the movement from one picture to the other was: near 0 for a photo, however it is held. */
export function depthOf(before: readonly Point[], now: readonly Point[]): number {
  const distance = eyeDistance(before);
  return distance > 0 ? (residualOfPlane(now, before) ?? 0) / distance : 0;
}

function middleOf(points: readonly Point[], [first, last]: readonly [number, number]): Point {
  const eye = points.slice(first, last + 1);
  const mean = (read: (point: Point) => number): number =>
    eye.reduce((sum, point) => sum + read(point), 0) / Math.max(1, eye.length);
  return { x: mean(({ x }) => x), y: mean(({ y }) => y) };
}
