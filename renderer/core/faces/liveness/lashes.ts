// Whether what covers an eye is a lid: where lids meet there is a dark line of lashes, on every skin. A strip that is held before the eye,
// whatever its colour, has none. Pure.
import { greyOf, type Picture } from '../grey.ts';
import type { Point } from '../reading.ts';

/**
 * Of the logarithm of lightness. Eyes of two people who close them in films leave 0.29 and more, a strip of one colour with the noise of
 * a camera at most 0.07, drawn on 51 people of all skins.
 */
export const LEAST_LASHES = 0.12;

/** dlib's numbers: the corners of each eye. */
const CORNERS = [
  [36, 39],
  [42, 45],
] as const;
/** Of the width of the eye, to every side of its middle: within the lids, and within any strip that hides it. */
const ACROSS = 0.36;
const DOWN = 0.22;
/** Of all pixels so few are darker than the line. */
const LINE = 0.05;
/** Added to grey values, so that black is not infinitely far from the next one. */
const BLACK = 4;

/** How much darker the darkest part of an eye is than most of it; of the eye in which less. */
export function lashesOf(picture: Picture, points: readonly Point[]): number {
  return Math.min(...CORNERS.map(([one, other]) => lashesOfEye(picture, points[one], points[other])));
}

function lashesOfEye(picture: Picture, from: Point | undefined, to: Point | undefined): number {
  if (!from || !to) return 0;
  const width = Math.hypot(to.x - from.x, to.y - from.y);
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const light: number[] = [];
  const [top, bottom] = [Math.max(0, middle.y - DOWN * width), Math.min(picture.height - 1, middle.y + DOWN * width)];
  const [left, right] = [
    Math.max(0, middle.x - ACROSS * width),
    Math.min(picture.width - 1, middle.x + ACROSS * width),
  ];
  for (let y = Math.round(top); y <= bottom; y += 1) {
    for (let x = Math.round(left); x <= right; x += 1) light.push(Math.log(greyOf(picture, x, y) + BLACK));
  }
  const sorted = light.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return at(0.5) - at(LINE);
}
