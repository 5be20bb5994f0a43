// Where a face must lie in the picture that a face model is given: turned, scaled and moved by five points. Pure.
import type { Point } from '../reading.ts';

/** Pixels, each way. */
export const ALIGNED_SIZE = 112;
/**
 * Eyes, tip of the nose and corners of the mouth in a picture of 112 × 112, as ArcFace and those after it are trained
 * (InsightFace, `arcface_dst`; Deng et al. 2019, doi 10.1109/CVPR.2019.00482).
 */
const PLACES: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];

/** x′ = cos · x − sin · y + x₀ and y′ = sin · x + cos · y + y₀; the scale is within cos and sin. */
export type Similarity = { readonly cos: number; readonly sin: number; readonly x: number; readonly y: number };

/** The similarity that brings the five points nearest to their places (least squares; Umeyama 1991, doi 10.1109/34.88573). */
export function alignmentOf(landmarks: readonly Point[]): Similarity {
  const points = fivePoints(landmarks);
  const [from, to] = [middle(points), middle(PLACES)];
  let [along, across, spread] = [0, 0, 0];
  for (const [index, point] of points.entries()) {
    const place = PLACES[index] ?? to;
    const [px, py, qx, qy] = [point.x - from.x, point.y - from.y, place.x - to.x, place.y - to.y];
    along += px * qx + py * qy;
    across += px * qy - py * qx;
    spread += px * px + py * py;
  }
  if (!(spread > 0)) throw new RangeError('a face has more than one point');
  const [cos, sin] = [along / spread, across / spread];
  return { cos, sin, x: to.x - cos * from.x + sin * from.y, y: to.y - sin * from.x - cos * from.y };
}

/** dlib's numbers: each eye is the middle of its six points. */
function fivePoints(landmarks: readonly Point[]): readonly Point[] {
  const at = (index: number): readonly Point[] => landmarks.slice(index, index + 1);
  return [middle(landmarks.slice(36, 42)), middle(landmarks.slice(42, 48)), ...at(30), ...at(48), ...at(54)];
}

function middle(points: readonly Point[]): Point {
  const sum = (of: (point: Point) => number): number => points.reduce((all, point) => all + of(point), 0);
  return { x: sum(({ x }) => x) / points.length, y: sum(({ y }) => y) / points.length };
}
