// Whether the upright lines of a face stay straight when it turns. On paper they do, however often it is folded along them or bent about them:
// each is a straight line in space, and so in every picture. On a face the nose and the chin stand out of them. Pure.
import type { Point } from '../reading.ts';
import { CROP_EYES } from './faceCrop.ts';
import type { Followed } from './followFace.ts';

/** Tiles of a line, and lines of a face. */
const FEWEST_ON_LINE = 6;
const FEWEST_LINES = 3;

/** How far they lie from straight, by the distance of the eyes (the median of all tiles). Undefined where too little was followed. */
export function bentLines(followed: readonly Pick<Followed, 'line' | 'to'>[]): number | undefined {
  const lines = new Map<number, Point[]>();
  for (const { line, to } of followed) lines.set(line, [...(lines.get(line) ?? []), to]);
  const long = [...lines.values()].filter(({ length }) => length >= FEWEST_ON_LINE);
  if (long.length < FEWEST_LINES) return undefined;
  const errors = long.flatMap(fromStraight).toSorted((one, other) => one - other);
  return (errors[Math.floor(errors.length / 2)] ?? 0) / CROP_EYES;
}

/** Of each point the distance from the straight line that lies best among all, in pixels. */
function fromStraight(points: readonly Point[]): readonly number[] {
  const mean = (read: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + read(point), 0) / points.length;
  const [cx, cy] = [mean(({ x }) => x), mean(({ y }) => y)];
  const xx = mean(({ x }) => (x - cx) ** 2);
  const yy = mean(({ y }) => (y - cy) ** 2);
  const xy = mean(({ x, y }) => (x - cx) * (y - cy));
  const along = Math.atan2(2 * xy, xx - yy) / 2;
  return points.map(({ x, y }) => Math.abs((x - cx) * Math.sin(along) - (y - cy) * Math.cos(along)));
}
