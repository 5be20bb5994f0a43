// One mark while it is drawn: which points it keeps, and when it has become too long. Pure.
import {
  MAX_ANNOTATION_COORDINATES,
  type Annotation,
  type AnnotationTool,
} from '../../../signalling/protocol/assist.ts';

export type Place = { x: number; y: number };
/** What a mark is, whatever its points. */
export type AnnotationHead = Omit<Annotation, 'points' | 'text'>;

/** Closer together than this (in units of the surface) points add nothing to what is seen. */
const LEAST_STEP_UNITS = 12;
/** Smaller than this a rectangle or arrow is a slip of the hand. */
const LEAST_SHAPE_UNITS = 40;

/** A mark between two places, however many points lie between. */
export function isTwoPoints(tool: AnnotationTool): boolean {
  return tool === 'arrow' || tool === 'rectangle';
}

/** @returns the points with `at` taken up; the same array when it adds nothing */
export function extendPoints(tool: AnnotationTool, points: readonly number[], at: Place): readonly number[] {
  const [x, y] = [Math.round(at.x), Math.round(at.y)];
  if (isTwoPoints(tool)) return [points[0] ?? x, points[1] ?? y, x, y];
  const [lastX, lastY] = points.slice(-2);
  const isNear = lastX !== undefined && lastY !== undefined && Math.hypot(x - lastX, y - lastY) < LEAST_STEP_UNITS;
  return isNear ? points : [...points, x, y];
}

export function isFull(points: readonly number[]): boolean {
  return points.length >= MAX_ANNOTATION_COORDINATES;
}

/** Whether there is anything to keep. A tap of the pen is a dot. */
export function isWorthKeeping(tool: AnnotationTool, points: readonly number[]): boolean {
  if (!isTwoPoints(tool)) return points.length >= 2;
  const [x0, y0, x1, y1] = points;
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return false;
  return Math.hypot(x1 - x0, y1 - y0) >= LEAST_SHAPE_UNITS;
}
