// Small squares of a face, found again in another picture of it: where each looks most alike, to parts of a pixel. Pure.
import type { Point } from '../reading.ts';
import { CROP_EYES, greyAt, type FaceCrop } from './faceCrop.ts';

/** In pixels of a crop: between tiles, half a tile, between its samples. */
export const STEP = CROP_EYES / 6;
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
/** Of a tile that is all alike nobody can tell where it is. */
const LEAST_TEXTURE = 4;

/** Where a point of one picture should lie in the other. */
export type Guess = (point: Point) => Point;
export type Found = { readonly from: Point; readonly to: Point };
/** `search`: how far from where it should be it is looked for, in pixels; `alike`: how much it must be. */
export type OneSearch = {
  readonly from: Point;
  readonly guess: Guess;
  readonly search: number;
  readonly alike: number;
};

/** Where the tile around `from` looks most alike, by normalised cross-correlation, to parts of a pixel. */
export function findTile(
  front: FaceCrop,
  turned: FaceCrop,
  { from, guess, search, alike: least }: OneSearch,
): Point | undefined {
  const tile = centredTile(front, from);
  const places = tile && placesIn(turned, { from, guess, search });
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
  if (isAtEdge || (alike[best] ?? 0) < least) return undefined;
  const { x, y } = guess(from);
  return {
    x: x + column - search + between(alike[best - 1], alike[best], alike[best + 1]),
    y: y + row - search + between(alike[best - span], alike[best], alike[best + span]),
  };
}

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

function placesIn({ width, height }: FaceCrop, { from, guess, search }: Omit<OneSearch, 'alike'>): Places | undefined {
  const count = OFFSETS.length;
  const places = { pixels: new Int32Array(count), rights: new Float32Array(count), downs: new Float32Array(count) };
  for (let index = 0; index < count; index += 1) {
    const [dx, dy] = OFFSETS[index] ?? [0, 0];
    const { x, y } = guess({ x: from.x + dx, y: from.y + dy });
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

/** How light the tile around `from` is, as it lies under `guess`: the mean of its samples. */
export function lightnessOf(crop: FaceCrop, from: Point, guess: Guess): number {
  let sum = 0;
  for (const [dx, dy] of OFFSETS) {
    const { x, y } = guess({ x: from.x + dx, y: from.y + dy });
    sum += greyAt(crop, x, y);
  }
  return sum / OFFSETS.length;
}
