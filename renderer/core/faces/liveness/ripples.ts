// Whether fine, even stripes run over a face, as moiré does where a camera looks at a screen: one frequency then stands out of those around
// it. Skin, hair and sensor noise have none that does; the codec's blocks have theirs, and are left out. Pure.
import { greyOf, type Picture } from '../grey.ts';
import type { Box } from '../reading.ts';
import { transformSquare } from './spectrum.ts';

/**
 * Of the logarithm of power, beyond that around it; the middle one of several pictures. Of real faces, 51 people in pictures and five in films,
 * the middle is at most 1.5, of the film of a screen at hand 2.8, of half of those that are drawn on one 2.7 and more.
 */
export const MANY_RIPPLES = 1.8;

const SIDE = 64;
/** Between squares, in pixels: every other overlaps. */
const STEP = 48;
/** Cycles a square: slower ones are of the face itself. */
const SLOWEST = 5;
/** Straight across and down lie the codec's blocks and their multiples, and the edges of the picture. */
const AXIS = 2;
const BLOCK = SIDE / 8;
/** Beyond it no edge of a face counts for more. */
const MOST_DETAIL = 40;
/** Of frequencies, around each: what it is compared with lies between. */
const [NEAR, FAR] = [2, 5] as const;

/** Undefined where the face is too small. */
export function ripplesOf(picture: Picture, box: Box): number | undefined {
  const power = new Float64Array(SIDE * SIDE);
  let squares = 0;
  const [right, bottom] = [
    Math.min(picture.width - 1, box.x + box.width),
    Math.min(picture.height - 1, box.y + box.height),
  ];
  for (let y = Math.max(1, Math.round(box.y)); y + SIDE <= bottom; y += STEP) {
    for (let x = Math.max(1, Math.round(box.x)); x + SIDE <= right; x += STEP) {
      addPower(power, picture, x, y);
      squares += 1;
    }
  }
  return squares > 0 ? highestPeak(power) / squares : undefined;
}

function addPower(power: Float64Array, picture: Picture, left: number, top: number): void {
  const [re, im] = [new Float64Array(SIDE * SIDE), new Float64Array(SIDE * SIDE)];
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      const detail = detailAt(picture, left + column, top + row);
      re[row * SIDE + column] = Math.max(-MOST_DETAIL, Math.min(MOST_DETAIL, detail)) * hann(row) * hann(column);
    }
  }
  transformSquare(re, im, SIDE);
  for (let at = 0; at < power.length; at += 1) {
    power[at] = (power[at] ?? 0) + Math.log((re[at] ?? 0) ** 2 + (im[at] ?? 0) ** 2 + 1);
  }
}

/** What the pixel is beyond its neighbours. */
function detailAt(picture: Picture, x: number, y: number): number {
  const around =
    greyOf(picture, x - 1, y) + greyOf(picture, x + 1, y) + greyOf(picture, x, y - 1) + greyOf(picture, x, y + 1);
  return 4 * greyOf(picture, x, y) - around;
}

/** Fades a square out towards its edges, which would else be frequencies of their own. */
function hann(at: number): number {
  return 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / SIDE);
}

function highestPeak(power: Float64Array): number {
  let highest = 0;
  for (let down = -SIDE / 2; down < SIDE / 2; down += 1) {
    for (let across = AXIS; across <= SIDE / 2; across += 1) {
      const isBlock = isNearBlock(across) && isNearBlock(down);
      if (Math.abs(down) < AXIS || Math.hypot(across, down) < SLOWEST || isBlock) continue;
      highest = Math.max(highest, powerAt(power, across, down) - around(power, across, down));
    }
  }
  return highest;
}

/** Or beside one: the fading of the edges spreads each. */
function isNearBlock(frequency: number): boolean {
  return Math.abs(frequency - BLOCK * Math.round(frequency / BLOCK)) <= 1;
}

function around(power: Float64Array, across: number, down: number): number {
  let [sum, count] = [0, 0];
  for (let v = -FAR; v <= FAR; v += 1) {
    for (let u = -FAR; u <= FAR; u += 1) {
      if (Math.max(Math.abs(u), Math.abs(v)) <= NEAR) continue;
      sum += powerAt(power, across + u, down + v);
      count += 1;
    }
  }
  return sum / count;
}

function powerAt(power: Float64Array, across: number, down: number): number {
  return power[((down + SIDE) % SIDE) * SIDE + ((across + SIDE) % SIDE)] ?? 0;
}
