// A face cut out of a picture, small and grey, with its points: what two pictures of it are compared by, pixel by pixel. Pure.
import { greyOf, type Picture } from '../grey.ts';
import type { Point } from '../reading.ts';
import { eyeDistance } from './headPose.ts';

/** Pixels between the eyes: fewer lose the nose's parallax, more take longer. */
export const CROP_EYES = 48;
/** Around the points, in pixels of the crop: tiles and what is looked for reach so far. */
const MARGIN = 16;
/** Points that lie further apart are of no face. */
const MOST_PIXELS = 250_000;

export type FaceCrop = {
  readonly grey: Float32Array;
  readonly width: number;
  readonly height: number;
  /** In pixels of the crop. */
  readonly points: readonly Point[];
  /** Of the crop by the picture. */
  readonly scale: number;
};

/** `scale`: as another picture of the same face was cut; by the distance of the eyes without it. Undefined without a face. */
export function cropFace(
  picture: Picture,
  points: readonly Point[],
  scale = CROP_EYES / eyeDistance(points),
): FaceCrop | undefined {
  if (points.length === 0 || !Number.isFinite(scale) || !(scale > 0)) return undefined;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - MARGIN / scale, Math.min(...ys) - MARGIN / scale];
  const width = Math.ceil((Math.max(...xs) - left) * scale) + MARGIN;
  const height = Math.ceil((Math.max(...ys) - top) * scale) + MARGIN;
  if (width > MOST_PIXELS / height) return undefined;
  const grey = new Float32Array(width * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      grey[row * width + column] = meanAt(picture, left + column / scale, top + row / scale, 1 / scale);
    }
  }
  return {
    grey,
    width,
    height,
    scale,
    points: points.map(({ x, y }) => ({ x: (x - left) * scale, y: (y - top) * scale })),
  };
}

/** Between pixels as between their values; where it lies beyond the edge, as on it. */
export function greyAt({ grey, width, height }: FaceCrop, x: number, y: number): number {
  const [inX, inY] = [Math.max(0, Math.min(width - 1.001, x)), Math.max(0, Math.min(height - 1.001, y))];
  const [column, row] = [Math.floor(inX), Math.floor(inY)];
  const [right, down] = [inX - column, inY - row];
  const at = row * width + column;
  const above = (grey[at] ?? 0) * (1 - right) + (grey[at + 1] ?? 0) * right;
  const below = (grey[at + width] ?? 0) * (1 - right) + (grey[at + width + 1] ?? 0) * right;
  return above * (1 - down) + below * down;
}

/** Of the square of this size, or of one pixel where it is smaller; beyond the edge, as on it. */
function meanAt(picture: Picture, x: number, y: number, size: number): number {
  const [left, top] = [Math.round(x), Math.round(y)];
  const across = Math.max(1, Math.round(size));
  const within = (at: number, length: number): number => Math.max(0, Math.min(length - 1, at));
  let sum = 0;
  for (let row = top; row < top + across; row += 1) {
    for (let column = left; column < left + across; column += 1) {
      sum += greyOf(picture, within(column, picture.width), within(row, picture.height));
    }
  }
  return sum / across ** 2;
}
