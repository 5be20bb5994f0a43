// How well a face can be seen in a picture: brightness, what is around it, sharpness. Pure.
import { greyOf, type Picture } from './grey.ts';
import type { Box, Light } from './reading.ts';

/** Of the middle of a face, so that neither hair nor what is behind counts. */
const MIDDLE = 0.7;
/** Pixels a side at which all faces are compared: sharpness depends on the size. */
const SIDE = 96;
/** Every so many pixels around the face are enough. */
const STEP = 8;

export function lightOf(picture: Picture, box: Box): Light {
  const face = sampled(picture, {
    x: box.x + (box.width * (1 - MIDDLE)) / 2,
    y: box.y + (box.height * (1 - MIDDLE)) / 2,
    width: box.width * MIDDLE,
    height: box.height * MIDDLE,
  });
  const within = face.filter((_, at) => isWithin(at % SIDE, Math.floor(at / SIDE)));
  return {
    brightness: meanOf(within),
    contrast: contrastOf(within),
    noise: noiseOf(face),
    around: aroundOf(picture, box),
    sharpness: laplacianVariance(face),
  };
}

/** In the ellipse that touches the square's edges: no wall is to be seen in it beside cheeks and chin. */
function isWithin(column: number, row: number): boolean {
  const middle = (SIDE - 1) / 2;
  return (column - middle) ** 2 + (row - middle) ** 2 <= middle ** 2;
}

/** Of the whole picture. */
export function brightnessOf(picture: Picture): number {
  return aroundOf(picture, { x: 0, y: 0, width: 0, height: 0 });
}

/** As grey values in a square; each is the mean of the pixels it stands for. */
function sampled(picture: Picture, { x, y, width, height }: Box): Float64Array {
  const grey = new Float64Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      const from = { x: x + (column * width) / SIDE, y: y + (row * height) / SIDE };
      grey[row * SIDE + column] = meanIn(picture, from, width / SIDE, height / SIDE);
    }
  }
  return grey;
}

function meanIn(picture: Picture, from: { x: number; y: number }, width: number, height: number): number {
  const [left, top] = [Math.floor(from.x), Math.floor(from.y)];
  const [right, bottom] = [
    Math.max(left + 1, Math.floor(from.x + width)),
    Math.max(top + 1, Math.floor(from.y + height)),
  ];
  let [sum, count] = [0, 0];
  for (let y = Math.max(0, top); y < Math.min(picture.height, bottom); y += 1) {
    for (let x = Math.max(0, left); x < Math.min(picture.width, right); x += 1) {
      sum += greyOf(picture, x, y);
      count += 1;
    }
  }
  return count > 0 ? sum / count : 0;
}

function aroundOf(picture: Picture, box: Box): number {
  let [sum, count] = [0, 0];
  for (let y = 0; y < picture.height; y += STEP) {
    for (let x = 0; x < picture.width; x += STEP) {
      const isInside = x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
      if (isInside) continue;
      sum += greyOf(picture, x, y);
      count += 1;
    }
  }
  return count > 0 ? sum / count : 0;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function contrastOf(values: Float64Array): number {
  const sorted = values.toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return at(0.95) - at(0.05);
}

/** As J. Immerkær estimates it (Fast noise variance estimation, 1996): by a mask that neither even areas nor straight edges answer to. */
function noiseOf(grey: Float64Array): number {
  let sum = 0;
  for (let row = 1; row < SIDE - 1; row += 1) {
    for (let column = 1; column < SIDE - 1; column += 1) {
      const at = row * SIDE + column;
      const sides = (grey[at - SIDE] ?? 0) + (grey[at + SIDE] ?? 0) + (grey[at - 1] ?? 0) + (grey[at + 1] ?? 0);
      const corners =
        (grey[at - SIDE - 1] ?? 0) +
        (grey[at - SIDE + 1] ?? 0) +
        (grey[at + SIDE - 1] ?? 0) +
        (grey[at + SIDE + 1] ?? 0);
      sum += Math.abs(4 * (grey[at] ?? 0) - 2 * sides + corners);
    }
  }
  return (sum * Math.sqrt(Math.PI / 2)) / (6 * (SIDE - 2) ** 2);
}

function laplacianVariance(grey: Float64Array): number {
  const found: number[] = [];
  for (let row = 1; row < SIDE - 1; row += 1) {
    for (let column = 1; column < SIDE - 1; column += 1) {
      const at = row * SIDE + column;
      const [up, down] = [grey[at - SIDE] ?? 0, grey[at + SIDE] ?? 0];
      const [left, right] = [grey[at - 1] ?? 0, grey[at + 1] ?? 0];
      found.push(up + down + left + right - 4 * (grey[at] ?? 0));
    }
  }
  const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
  return found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / found.length;
}
