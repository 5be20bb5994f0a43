// What points around a place did, as an affine map: those that are near count most. Pure.
import type { Point } from '../reading.ts';

/** Square pixels: nearer than their root all points count alike. */
const SOFT = 16;

/** Moving least squares, after Schaefer, McPhail and Warren (2006). Undefined where the points are too few or on a line. */
export function localMap(
  from: readonly Point[],
  to: readonly Point[],
  at: Point,
): ((point: Point) => Point) | undefined {
  if (from.length < 3 || from.length !== to.length) return undefined;
  const weights = from.map(({ x, y }) => 1 / ((x - at.x) ** 2 + (y - at.y) ** 2 + SOFT));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (read: (index: number) => number): number =>
    weights.reduce((sum, weight, index) => sum + weight * read(index), 0) / total;
  const here = { x: mean((index) => from[index]?.x ?? 0), y: mean((index) => from[index]?.y ?? 0) };
  const there = { x: mean((index) => to[index]?.x ?? 0), y: mean((index) => to[index]?.y ?? 0) };
  const offset = (points: readonly Point[], middle: Point, index: number): Point => ({
    x: (points[index]?.x ?? 0) - middle.x,
    y: (points[index]?.y ?? 0) - middle.y,
  });
  let [xx, xy, yy, xu, xv, yu, yv] = [0, 0, 0, 0, 0, 0, 0];
  for (const [index, weight] of weights.entries()) {
    const [p, q] = [offset(from, here, index), offset(to, there, index)];
    xx += weight * p.x * p.x;
    xy += weight * p.x * p.y;
    yy += weight * p.y * p.y;
    xu += weight * p.x * q.x;
    xv += weight * p.x * q.y;
    yu += weight * p.y * q.x;
    yv += weight * p.y * q.y;
  }
  const determinant = xx * yy - xy * xy;
  if (!(Math.abs(determinant) > 1e-9)) return undefined;
  const [a, b] = [(xu * yy - yu * xy) / determinant, (yu * xx - xu * xy) / determinant];
  const [c, d] = [(xv * yy - yv * xy) / determinant, (yv * xx - xv * xy) / determinant];
  return ({ x, y }) => ({
    x: there.x + a * (x - here.x) + b * (y - here.y),
    y: there.y + c * (x - here.x) + d * (y - here.y),
  });
}
