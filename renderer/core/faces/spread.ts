// Where points lie and how far apart: steadier than the box of a detector, whose width differs by a sixth for a face at rest. Pure.
import type { Point } from './reading.ts';

/** Their middle, and their mean distance from it (root mean square). */
export function spreadOf(points: readonly Point[]): Point & { readonly spread: number } {
  const count = Math.max(1, points.length);
  const x = points.reduce((sum, point) => sum + point.x, 0) / count;
  const y = points.reduce((sum, point) => sum + point.y, 0) / count;
  const spread = Math.sqrt(points.reduce((sum, point) => sum + (point.x - x) ** 2 + (point.y - y) ** 2, 0) / count);
  return { x, y, spread };
}
