// Whether what turned has a relief. Paper, however it is bent once, keeps each half of a face in one plane: its pixels then lie
// where a homography says. Of a head the nose hides, cheeks and brows part: they do not. The points of a face do not tell, for whatever
// finds them lays a face's own shape over the paper; so the pixels are followed, tile by tile. Pure.
import type { Point } from '../reading.ts';
import { CROP_EYES, greyAt, type FaceCrop } from './faceCrop.ts';
import { planeThrough } from './homography.ts';

/** By the distance of the eyes. Folded paper leaves at most 0.010, the one real head at hand 0.023 and more when it is turned. */
export const LEAST_RELIEF = 0.015;

/** dlib's numbers: the middle of a face, and what lies on either side of it. */
const MIDDLE = [8, 27, 28, 29, 30, 33, 51, 57, 62, 66] as const;
const SIDES = [
  [0, 1, 2, 3, 4, 5, 6, 7, 17, 18, 19, 20, 21, 31, 32, 36, 37, 38, 39, 40, 41, 48, 49, 50, 58, 59, 60, 61, 67],
  [9, 10, 11, 12, 13, 14, 15, 16, 22, 23, 24, 25, 26, 34, 35, 42, 43, 44, 45, 46, 47, 52, 53, 54, 55, 56, 63, 64, 65],
] as const;
const [NOSE_TOP, CHIN, FIRST_BROW, LAST_BROW] = [27, 8, 17, 26] as const;

/** In pixels of a crop: between tiles, half a tile, between its samples. */
const STEP = CROP_EYES / 6;
const REACH = 6;
const SAMPLE = 2;
/** Of a tile's samples, from its middle. */
const OFFSETS: readonly (readonly [number, number])[] = Array.from(
  { length: ((2 * REACH) / SAMPLE + 1) ** 2 },
  (_, at) => {
    const across = (2 * REACH) / SAMPLE + 1;
    return [(at % across) * SAMPLE - REACH, Math.floor(at / across) * SAMPLE - REACH];
  },
);
/** How far from where a tile should be it is looked for: first by the points, then by the tiles themselves. */
const SEARCHES = [6, 3] as const;
/** A tile is found where it looks alike, and of one that is all alike nobody can tell. */
const ALIKE = 0.6;
const LEAST_TEXTURE = 4;
const FEWEST_TILES = 10;
const FITS = 4;

type Plane = (point: Point) => Point;
type Found = { readonly from: Point; readonly to: Point };

/**
 * How far the pixels of the flatter half of a face lie from any plane, by the distance of the eyes (the median). `front`: looking
 * straight; `turned`: cut with its scale. Undefined where too little can be followed.
 */
export function reliefBetween(front: FaceCrop, turned: FaceCrop): number | undefined {
  const halves = SIDES.map((side, index) => halfRelief(front, turned, [...side, ...MIDDLE], index === 0)).filter(
    (relief) => relief !== undefined,
  );
  return halves.length > 0 ? Math.min(...halves) : undefined;
}

function halfRelief(
  front: FaceCrop,
  turned: FaceCrop,
  numbers: readonly number[],
  isFirst: boolean,
): number | undefined {
  const of = ({ points }: FaceCrop): Point[] => numbers.flatMap((number) => points[number] ?? []);
  let plane = planeThrough(of(front), of(turned));
  const tiles = tilesOf(front, isFirst);
  let found: readonly Found[] = [];
  for (const search of SEARCHES) {
    if (!plane) return undefined;
    found = follow(front, turned, { tiles, plane, search });
    if (found.length < FEWEST_TILES) return undefined;
    plane = planeOfMost(found);
  }
  return plane && median(errorsOf(found, plane)) / CROP_EYES;
}

/** On one side of the line from the nose to the chin, between brows and chin, within the outline. */
function tilesOf({ points }: FaceCrop, isFirst: boolean): readonly Point[] {
  const [top, chin] = [points[NOSE_TOP], points[CHIN]];
  if (!top || !chin) return [];
  const xs = points.map(({ x }) => x);
  const [left, right] = [Math.min(...xs) + STEP, Math.max(...xs) - STEP];
  const browTop = Math.min(...points.slice(FIRST_BROW, LAST_BROW + 1).map(({ y }) => y));
  const tiles: Point[] = [];
  for (let y = browTop; y <= chin.y - STEP; y += STEP) {
    const middle = top.x + ((chin.x - top.x) * (y - top.y)) / (chin.y - top.y);
    for (let x = left; x <= right; x += STEP) {
      if (isFirst ? x < middle - STEP / 4 : x > middle + STEP / 4) tiles.push({ x, y });
    }
  }
  return tiles;
}

type Search = { readonly tiles: readonly Point[]; readonly plane: Plane; readonly search: number };

function follow(front: FaceCrop, turned: FaceCrop, { tiles, plane, search }: Search): readonly Found[] {
  return tiles.flatMap((from) => {
    const to = findTile(front, turned, { from, plane, search });
    return to ? [{ from, to }] : [];
  });
}

/** Where the tile around `from` looks most alike, by normalised cross-correlation, to parts of a pixel. */
function findTile(front: FaceCrop, turned: FaceCrop, { from, plane, search }: OneSearch): Point | undefined {
  const tile = centredTile(front, from);
  const places = tile && placesIn(turned, { from, plane, search });
  if (!places) return undefined;
  const span = 2 * search + 1;
  const alike = new Float32Array(span * span);
  let best = 0;
  for (let at = 0; at < alike.length; at += 1) {
    const shift = (Math.floor(at / span) - search) * turned.width + (at % span) - search;
    alike[at] = correlation(turned, places, tile, shift);
    if ((alike[at] ?? 0) > (alike[best] ?? 0)) best = at;
  }
  const [column, row] = [best % span, Math.floor(best / span)];
  const isAtEdge = column === 0 || row === 0 || column === span - 1 || row === span - 1;
  if (isAtEdge || (alike[best] ?? 0) < ALIKE) return undefined;
  const { x, y } = plane(from);
  return {
    x: x + column - search + between(alike[best - 1], alike[best], alike[best + 1]),
    y: y + row - search + between(alike[best - span], alike[best], alike[best + span]),
  };
}

type OneSearch = { readonly from: Point; readonly plane: Plane; readonly search: number };

/** The values around a point, their mean taken out, of length one. Undefined where they are all alike. */
function centredTile(front: FaceCrop, { x, y }: Point): Float32Array | undefined {
  const values = Float32Array.from(OFFSETS, ([dx, dy]) => greyAt(front, x + dx, y + dy));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const size = Math.hypot(...values.map((value) => value - mean));
  if (size / Math.sqrt(values.length) < LEAST_TEXTURE) return undefined;
  return values.map((value) => (value - mean) / size);
}

/** Of each sample the pixel and how far beyond it; the same for every shift by whole pixels. Undefined where a shift would leave the crop. */
type Places = { readonly pixels: Int32Array; readonly rights: Float32Array; readonly downs: Float32Array };

function placesIn({ width, height }: FaceCrop, { from, plane, search }: OneSearch): Places | undefined {
  const count = OFFSETS.length;
  const places = { pixels: new Int32Array(count), rights: new Float32Array(count), downs: new Float32Array(count) };
  for (let index = 0; index < count; index += 1) {
    const [dx, dy] = OFFSETS[index] ?? [0, 0];
    const { x, y } = plane({ x: from.x + dx, y: from.y + dy });
    const isWithin = x >= search && y >= search && x < width - search - 1 && y < height - search - 1;
    if (!isWithin) return undefined;
    places.pixels[index] = Math.floor(y) * width + Math.floor(x);
    places.rights[index] = x - Math.floor(x);
    places.downs[index] = y - Math.floor(y);
  }
  return places;
}

/** Of a tile with what stands at its places, shifted by so many pixels of the grid. */
function correlation(
  { grey, width }: FaceCrop,
  { pixels, rights, downs }: Places,
  tile: Float32Array,
  shift: number,
): number {
  let [sum, squares, product] = [0, 0, 0];
  for (let index = 0; index < tile.length; index += 1) {
    const at = (pixels[index] ?? 0) + shift;
    const [right, down] = [rights[index] ?? 0, downs[index] ?? 0];
    const above = (grey[at] ?? 0) * (1 - right) + (grey[at + 1] ?? 0) * right;
    const below = (grey[at + width] ?? 0) * (1 - right) + (grey[at + width + 1] ?? 0) * right;
    const value = above * (1 - down) + below * down;
    sum += value;
    squares += value * value;
    product += value * (tile[index] ?? 0);
  }
  const size = Math.sqrt(Math.max(0, squares - (sum * sum) / tile.length));
  return size > 0 ? product / size : 0;
}

/** The top of the parabola through three neighbours, from the one in the middle. */
function between(before = 0, top = 0, after = 0): number {
  const bend = before - 2 * top + after;
  return bend < 0 ? (before - after) / (2 * bend) : 0;
}

/** The plane on which most of what was found lies: what is far from it does not count the next time. */
function planeOfMost(found: readonly Found[]): Plane | undefined {
  let kept = found;
  let plane: Plane | undefined;
  for (let fit = 0; fit < FITS && kept.length >= FEWEST_TILES; fit += 1) {
    plane = planeThrough(
      kept.map(({ from }) => from),
      kept.map(({ to }) => to),
    );
    if (!plane) return undefined;
    const errors = errorsOf(found, plane);
    const limit = Math.max(0.5, 2.5 * median(errors));
    kept = found.filter((_, index) => (errors[index] ?? 0) <= limit);
  }
  return plane;
}

function errorsOf(found: readonly Found[], plane: Plane): readonly number[] {
  return found.map(({ from, to }) => {
    const { x, y } = plane(from);
    return Math.hypot(x - to.x, y - to.y);
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
