// One picture of a face with its points, and what an attacker can make of it: lids that close, lids under a strip, holes. Pure.
import type { Picture } from '../../../../renderer/core/faces/grey.ts';
import { eyeDistance } from '../../../../renderer/core/faces/liveness/headPose.ts';
import type { Point } from '../../../../renderer/core/faces/reading.ts';
import type { Layer } from './scene.ts';

export type Portrait = {
  readonly name: string;
  readonly picture: Picture;
  /** 68, as dlib numbers them. */
  readonly points: readonly Point[];
};

export type Colour = readonly [number, number, number];

/** The corners of each eye among the points. */
const EYES = [
  [36, 39],
  [42, 45],
] as const;

type Frame = Pick<Layer, 'pixelOf' | 'left' | 'right' | 'top' | 'bottom'> & {
  /** From pixels of the picture to distances of the eyes. */
  readonly placeOf: (point: Point) => Point;
};

/** How a picture lies about the middle of its eyes. */
export function frameOf({ picture, points }: Portrait): Frame {
  const [left, right] = EYES.map((corners) => middleOf(corners.flatMap((number) => points[number] ?? [])));
  const distance = eyeDistance(points);
  if (!left || !right || !(distance > 0)) throw new RangeError('a portrait has two eyes');
  const middle = middleOf([left, right]);
  const length = Math.hypot(right.x - left.x, right.y - left.y);
  const [cos, sin] = [(right.x - left.x) / length, (right.y - left.y) / length];
  const pixelOf = (across: number, down: number): Point => ({
    x: middle.x + (across * cos - down * sin) * distance,
    y: middle.y + (across * sin + down * cos) * distance,
  });
  const placeOf = ({ x, y }: Point): Point => ({
    x: ((x - middle.x) * cos + (y - middle.y) * sin) / distance,
    y: (-(x - middle.x) * sin + (y - middle.y) * cos) / distance,
  });
  return {
    pixelOf,
    placeOf,
    left: -middle.x / distance,
    right: (picture.width - middle.x) / distance,
    top: -middle.y / distance,
    bottom: (picture.height - middle.y) / distance,
  };
}

/** Upper lids drawn down over the eyes, with their own skin: by `closed` from 0 to 1. */
export function lidsClosed({ picture, points }: Portrait, closed: number): Picture {
  if (closed <= 0) return picture;
  const data = Uint8ClampedArray.from(picture.data);
  for (const { middle, width } of eyesOf(points)) {
    for (let x = Math.ceil(middle.x - width / 2); x <= middle.x + width / 2; x += 1) {
      const bow = 1 - ((2 * (x - middle.x)) / width) ** 2;
      const top = middle.y - 0.62 * width;
      const [upper, lower] = [middle.y - 0.24 * width * bow, middle.y + 0.2 * width * bow];
      const lid = upper + closed * (lower - upper);
      for (let y = Math.ceil(top); y <= lid; y += 1) {
        const from = top + ((y - top) * (upper - 0.05 * width - top)) / Math.max(1, lid - top);
        // Lashes.
        const shade = lid - y < 0.05 * width ? 0.55 : 1;
        copyPixel(picture, data, { x, y: from }, { x, y }, shade);
      }
    }
  }
  return { ...picture, data };
}

/** A strip before each eye, or one before both: it comes from above, by `closed` from 0 to 1. */
export function underStrip(
  { picture, points }: Portrait,
  closed: number,
  { colour, isOne }: { readonly colour: Colour; readonly isOne: boolean },
): Picture {
  if (closed <= 0) return picture;
  const data = Uint8ClampedArray.from(picture.data);
  const boxes = eyesOf(points).map(({ middle, width }) => ({
    left: middle.x - 0.62 * width,
    right: middle.x + 0.62 * width,
    top: middle.y - 0.34 * width,
    bottom: middle.y + 0.3 * width,
  }));
  const [one, other] = boxes;
  const strips = isOne && one && other ? [{ ...one, right: other.right }] : boxes;
  for (const { left, right, top, bottom } of strips) {
    const until = top + closed * (bottom - top);
    for (let y = Math.round(top); y < until; y += 1) {
      for (let x = Math.round(left); x < right; x += 1) data.set(colour, (y * picture.width + x) * 4);
    }
  }
  return { ...picture, data };
}

/** Of the cheek below an eye. */
export function skinOf({ picture, points }: Portrait): Colour {
  const [eye] = eyesOf(points);
  const [x, y] = [Math.round(eye?.middle.x ?? 0), Math.round((eye?.middle.y ?? 0) + 0.7 * (eye?.width ?? 0))];
  const [r = 0, g = 0, b = 0] = picture.data.subarray((y * picture.width + x) * 4);
  return [r, g, b];
}

/** Cut out where `isCut` says so, in distances of the eyes. */
export function withHoles(portrait: Portrait, picture: Picture, isCut: (place: Point) => boolean): Picture {
  const data = Uint8ClampedArray.from(picture.data);
  const { placeOf } = frameOf(portrait);
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      if (isCut(placeOf({ x, y }))) data[(y * picture.width + x) * 4 + 3] = 0;
    }
  }
  return { ...picture, data };
}

function eyesOf(points: readonly Point[]): readonly { readonly middle: Point; readonly width: number }[] {
  return EYES.map((corners) => {
    const [from, to] = corners.map((number) => points[number] ?? { x: 0, y: 0 });
    if (!from || !to) return { middle: { x: 0, y: 0 }, width: 0 };
    return { middle: middleOf([from, to]), width: Math.hypot(to.x - from.x, to.y - from.y) };
  });
}

function middleOf(points: readonly Point[]): Point {
  const count = Math.max(1, points.length);
  return {
    x: points.reduce((sum, { x }) => sum + x, 0) / count,
    y: points.reduce((sum, { y }) => sum + y, 0) / count,
  };
}

function copyPixel(
  { data: read, width }: Picture,
  written: Uint8ClampedArray,
  from: Point,
  to: Point,
  shade: number,
): void {
  const [column, row] = [Math.round(from.x), Math.floor(from.y)];
  const part = from.y - row;
  for (let channel = 0; channel < 3; channel += 1) {
    const at = (row * width + column) * 4 + channel;
    const value = (read[at] ?? 0) * (1 - part) + (read[at + width * 4] ?? 0) * part;
    written[(Math.round(to.y) * width + Math.round(to.x)) * 4 + channel] = value * shade;
  }
}
