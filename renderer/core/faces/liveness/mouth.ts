// What comes to be seen of a mouth that opens or smiles. How dark a mouth is beside the skin says more of the skin than of the mouth, and
// how far the points of its lips are apart more of how full they are; so a mouth is compared with itself, as it was when it was closed: what
// is between the lips then is darker, lighter or of another colour than anything that the lips have. A picture whose lips are drawn apart
// has no more between them than it had. Pure.
import { greyOf, type Picture } from '../grey.ts';
import type { Mouth, Point } from '../reading.ts';
import { eyeDistance } from './headPose.ts';

/**
 * Areas by the square of the distance of the eyes. Of four people who talk the widest pictures show 0.032 to 0.099, puppets of one picture
 * whose lips are drawn apart (24 people) at most 0.009; teeth of those who show them when they smile are mostly 0.013 and more, those of
 * such puppets at most 0.001.
 */
export const LEAST_APPEARED = 0.02;
export const LEAST_TEETH = 0.01;
/** Lips that are so much further apart than when they were closed, by the distance of the eyes, have parted. */
export const PARTED = 0.1;

/** The colours of lips, by those of the skin beside the mouth. */
export type Lips = { readonly least: Colour; readonly most: Colour };
/** `light`: the logarithm of how light it is; `red`, `blue`: shares of all three colours. */
type Colour = { readonly light: number; readonly red: number; readonly blue: number };

/** dlib's numbers: the outer edge of the lips, the edges that face each other, and between which the skin beside the mouth is. */
const OUTER = [48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59] as const;
const INNER = [60, 61, 62, 63, 64, 65, 66, 67] as const;
const FACING = [
  [61, 67],
  [62, 66],
  [63, 65],
] as const;
const SKIN = [
  [31, 48],
  [35, 54],
] as const;
/** Half of the side of a piece of skin, by the distance of the eyes. */
const SKIN_REACH = 1 / 12;
/** Of all colours of the lips so few are stray. */
const STRAY = 0.02;
/** Further off than noise and the codec make them. */
const BEYOND: Colour = { light: 0.15, red: 0.025, blue: 0.025 };
const AXES = ['light', 'red', 'blue'] as const;
/** Added to colours, so that black has shares, and is not infinitely far from the next one. */
const BLACK = 4;

/** Between the lips, by the distance of the eyes. */
export function gapOf(points: readonly Point[]): number {
  const distance = eyeDistance(points);
  const apart = FACING.map(([upper, lower]) => {
    const [from, to] = [pointOf(points, upper), pointOf(points, lower)];
    return Math.hypot(from.x - to.x, from.y - to.y);
  });
  return distance > 0 ? apart.reduce((sum, length) => sum + length, 0) / apart.length / distance : 0;
}

/** Of a mouth that is closed. Undefined without one. */
export function lipsOf(picture: Picture, points: readonly Point[]): Lips | undefined {
  const skin = skinBeside(picture, points);
  const outline = OUTER.map((number) => pointOf(points, number));
  const found = skin && coloursWithin(picture, outline, skin);
  if (!found || found.length === 0) return undefined;
  const sorted = (axis: keyof Colour): readonly number[] =>
    found.map((colour) => colour[axis]).toSorted((a, b) => a - b);
  const axes = { light: sorted('light'), red: sorted('red'), blue: sorted('blue') };
  const at = (share: number): Colour => {
    const index = Math.floor(share * (found.length - 1));
    return { light: axes.light[index] ?? 0, red: axes.red[index] ?? 0, blue: axes.blue[index] ?? 0 };
  };
  return { least: at(STRAY), most: at(1 - STRAY) };
}

/** `closed`: the same mouth when it was closed, and its gap then. Undefined where there is no skin beside it. */
export function mouthOf(
  picture: Picture,
  points: readonly Point[],
  closed: { readonly lips: Lips; readonly gap: number },
): Mouth | undefined {
  const skin = skinBeside(picture, points);
  if (!skin) return undefined;
  const { least, most } = closed.lips;
  const outline = INNER.map((number) => pointOf(points, number));
  const unlike = coloursWithin(picture, outline, skin).filter((colour) =>
    AXES.some((axis) => colour[axis] < least[axis] - BEYOND[axis] || colour[axis] > most[axis] + BEYOND[axis]),
  );
  const area = eyeDistance(points) ** 2;
  return {
    parted: gapOf(points) - closed.gap,
    appeared: unlike.length / area,
    teeth: unlike.filter(({ light }) => light >= least.light - BEYOND.light).length / area,
  };
}

function skinBeside(picture: Picture, points: readonly Point[]): Colour | undefined {
  const reach = SKIN_REACH * eyeDistance(points);
  const found = SKIN.flatMap(([one, other]) => {
    const [from, to] = [pointOf(points, one), pointOf(points, other)];
    const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
    const square = [
      { x: x - reach, y: y - reach },
      { x: x + reach, y: y - reach },
      { x: x + reach, y: y + reach },
      { x: x - reach, y: y + reach },
    ];
    return coloursWithin(picture, square, { light: 0, red: 0, blue: 0 });
  });
  if (found.length === 0) return undefined;
  const mean = (axis: keyof Colour): number => found.reduce((sum, colour) => sum + colour[axis], 0) / found.length;
  return { light: mean('light'), red: mean('red'), blue: mean('blue') };
}

/** Of the picture's own pixels, each by its middle; by those of `skin`. */
function coloursWithin(picture: Picture, outline: readonly Point[], skin: Colour): readonly Colour[] {
  const [xs, ys] = [outline.map(({ x }) => x), outline.map(({ y }) => y)];
  const found: Colour[] = [];
  for (let y = Math.max(0, Math.floor(Math.min(...ys))); y < Math.min(picture.height, Math.max(...ys)); y += 1) {
    for (let x = Math.max(0, Math.floor(Math.min(...xs))); x < Math.min(picture.width, Math.max(...xs)); x += 1) {
      if (isWithin(outline, { x: x + 0.5, y: y + 0.5 })) found.push(colourAt(picture, { x, y }, skin));
    }
  }
  return found;
}

function colourAt(picture: Picture, { x, y }: Point, skin: Colour): Colour {
  const at = (y * picture.width + x) * 4;
  const [r, g, b] = [
    (picture.data[at] ?? 0) + BLACK,
    (picture.data[at + 1] ?? 0) + BLACK,
    (picture.data[at + 2] ?? 0) + BLACK,
  ];
  return {
    light: Math.log(greyOf(picture, x, y) + BLACK) - skin.light,
    red: r / (r + g + b) - skin.red,
    blue: b / (r + g + b) - skin.blue,
  };
}

/** By the number of edges to the right. */
function isWithin(outline: readonly Point[], { x, y }: Point): boolean {
  const crossed = outline.filter((one, index) => {
    const other = outline[(index + 1) % outline.length] ?? one;
    return one.y > y !== other.y > y && x < one.x + ((other.x - one.x) * (y - one.y)) / (other.y - one.y);
  });
  return crossed.length % 2 === 1;
}

function pointOf(points: readonly Point[], number: number): Point {
  return points[number] ?? { x: 0, y: 0 };
}
