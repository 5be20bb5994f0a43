// The face that a model is given lies where it was trained to find it.
import { expect, it } from 'vitest';
import { alignmentOf, type Similarity } from './alignFace.ts';
import type { Point } from '../reading.ts';

const put = ({ cos, sin, x, y }: Similarity, point: Point): Point => ({
  x: cos * point.x - sin * point.y + x,
  y: sin * point.x + cos * point.y + y,
});

/** 68 points of which those that count lie at ArcFace's places. */
function faceInPlace(): Point[] {
  const points = Array.from({ length: 68 }, () => ({ x: 56, y: 56 }));
  for (let index = 36; index < 42; index += 1) points[index] = { x: 38.2946, y: 51.6963 };
  for (let index = 42; index < 48; index += 1) points[index] = { x: 73.5318, y: 51.5014 };
  points[30] = { x: 56.0252, y: 71.7366 };
  points[48] = { x: 41.5493, y: 92.3655 };
  points[54] = { x: 70.7299, y: 92.2041 };
  return points;
}

it('[FACE-7] leaves a face alone that lies where it should', () => {
  const { cos, sin, x, y } = alignmentOf(faceInPlace());
  expect([cos, sin, x, y].map((value) => Number(value.toFixed(6)) + 0)).toEqual([1, 0, 0, 0]);
});

it('[FACE-7] undoes how a head is turned, how large it is, and where', () => {
  const [scale, angle] = [2.3, 0.4];
  const moved: Similarity = { cos: scale * Math.cos(angle), sin: scale * Math.sin(angle), x: 210, y: 95 };
  const face = faceInPlace();
  const alignment = alignmentOf(face.map((point) => put(moved, point)));
  for (const index of [30, 36, 42, 48, 54]) {
    const place = face[index] ?? { x: NaN, y: NaN };
    const back = put(alignment, put(moved, place));
    expect(back.x).toBeCloseTo(place.x, 6);
    expect(back.y).toBeCloseTo(place.y, 6);
  }
});

it('[FACE-7] refuses points that are all one', () => {
  expect(() => alignmentOf(Array.from({ length: 68 }, () => ({ x: 3, y: 3 })))).toThrow(RangeError);
});
