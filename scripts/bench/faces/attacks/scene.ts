// What a camera sees of sheets and heads: textures on surfaces, turned and drawn with a depth buffer. Lengths are distances of the eyes of
// the portrait, the middle of the eyes is zero, z grows away from the camera. Pure.
import type { Picture } from '../../../../renderer/core/faces/grey.ts';
import type { Point } from '../../../../renderer/core/faces/reading.ts';

export type Place = Point & { readonly z: number };
/** Where a spot of the texture lies in space. */
export type Surface = (across: number, down: number) => Place;

export type Layer = {
  /** RGBA; where it is transparent there is a hole. */
  readonly texture: Picture;
  /** From distances of the eyes to pixels of the texture. */
  readonly pixelOf: (across: number, down: number) => Point;
  readonly surface: Surface;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Turned by so many radians about the upright through the middle of the eyes; above zero towards the person's left. */
  readonly turn: number;
};

export type View = {
  /** Pixels of the picture between the eyes of a face that looks straight. */
  readonly eyes: number;
  /** By so many pixels beside and below the middle of the picture. */
  readonly shift: Point;
};

export const CAMERA = { width: 640, height: 480 } as const;
/** From the camera to the eyes, in distances of the eyes: 60 cm. */
const DISTANCE = 9.5;
/** Below the eyes: what is in the middle of the picture. */
const MIDDLE = 0.5;
/** Cells of a layer's net, each way. */
const CELLS = 60;
/** Light grey, as the four bytes of a pixel. */
const WALL = 0xff_d2_d0_ce;

type Corner = { x: number; y: number; z: number; u: number; v: number };

export function drawScene(layers: readonly Layer[], view: View): Picture {
  const { width, height } = CAMERA;
  const data = new Uint8ClampedArray(width * height * 4);
  new Uint32Array(data.buffer).fill(WALL);
  const depths = new Float32Array(width * height).fill(Infinity);
  const picture = { data, width, height };
  for (const layer of layers) drawLayer(picture, depths, layer, view);
  return picture;
}

function drawLayer(picture: Picture, depths: Float32Array, layer: Layer, view: View): void {
  const corners: Corner[] = [];
  for (let row = 0; row <= CELLS; row += 1) {
    for (let column = 0; column <= CELLS; column += 1) corners.push(cornerOf(layer, view, column, row));
  }
  for (let row = 0; row < CELLS; row += 1) {
    for (let column = 0; column < CELLS; column += 1) {
      const at = row * (CELLS + 1) + column;
      const [a, b, c, d] = [corners[at], corners[at + 1], corners[at + CELLS + 1], corners[at + CELLS + 2]];
      if (!a || !b || !c || !d) continue;
      fillTriangle(picture, depths, layer.texture, [a, b, c]);
      fillTriangle(picture, depths, layer.texture, [b, d, c]);
    }
  }
}

function cornerOf(layer: Layer, view: View, column: number, row: number): Corner {
  const across = layer.left + ((layer.right - layer.left) * column) / CELLS;
  const down = layer.top + ((layer.bottom - layer.top) * row) / CELLS;
  const { x: u, y: v } = layer.pixelOf(across, down);
  return { ...seenAt(layer, view, { x: across, y: down }), u, v };
}

/** Where a spot of the texture is seen, in pixels of the picture; `z` is how far it is. */
export function seenAt({ surface, turn }: Pick<Layer, 'surface' | 'turn'>, { eyes, shift }: View, spot: Point): Place {
  const { x, y, z } = surface(spot.x, spot.y);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const depth = x * sin + z * cos + DISTANCE;
  const enlarged = (eyes * DISTANCE) / depth;
  return {
    x: CAMERA.width / 2 + shift.x + (x * cos - z * sin) * enlarged,
    y: CAMERA.height / 2 + shift.y + (y - MIDDLE) * enlarged,
    z: depth,
  };
}

/** Between three corners, each pixel's middle at a time; what is nearer stays. */
function fillTriangle(
  picture: Picture,
  depths: Float32Array,
  texture: Picture,
  [a, b, c]: [Corner, Corner, Corner],
): void {
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (Math.abs(area) < 1e-6) return;
  const top = Math.max(0, Math.ceil(Math.min(a.y, b.y, c.y) - 0.5));
  const bottom = Math.min(picture.height - 1, Math.floor(Math.max(a.y, b.y, c.y) - 0.5));
  const left = Math.max(0, Math.ceil(Math.min(a.x, b.x, c.x) - 0.5));
  const right = Math.min(picture.width - 1, Math.floor(Math.max(a.x, b.x, c.x) - 0.5));
  const [bRight, bDown] = [(c.y - a.y) / area, -(c.x - a.x) / area];
  const [cRight, cDown] = [-(b.y - a.y) / area, (b.x - a.x) / area];
  for (let row = top; row <= bottom; row += 1) {
    const y = row + 0.5 - a.y;
    for (let column = left; column <= right; column += 1) {
      const x = column + 0.5 - a.x;
      const ofB = x * bRight + y * bDown;
      const ofC = x * cRight + y * cDown;
      const ofA = 1 - ofB - ofC;
      if (ofA < -1e-9 || ofB < -1e-9 || ofC < -1e-9) continue;
      const at = row * picture.width + column;
      const depth = ofA * a.z + ofB * b.z + ofC * c.z;
      if (depth >= (depths[at] ?? 0)) continue;
      const isThere = paint(picture, at, texture, ofA * a.u + ofB * b.u + ofC * c.u, ofA * a.v + ofB * b.v + ofC * c.v);
      if (isThere) depths[at] = depth;
    }
  }
}

/** @returns false in a hole, and beyond the texture */
function paint(picture: Picture, at: number, { data, width, height }: Picture, u: number, v: number): boolean {
  const [column, row] = [Math.floor(u), Math.floor(v)];
  if (column < 0 || row < 0 || column >= width - 1 || row >= height - 1) return false;
  const from = (row * width + column) * 4;
  if ((data[from + 3] ?? 0) < 128) return false;
  const [right, down] = [u - column, v - row];
  const [here, beside] = [(1 - right) * (1 - down), right * (1 - down)];
  const [below, across] = [(1 - right) * down, right * down];
  const next = from + width * 4;
  for (let channel = 0; channel < 3; channel += 1) {
    const upper = (data[from + channel] ?? 0) * here + (data[from + 4 + channel] ?? 0) * beside;
    const lower = (data[next + channel] ?? 0) * below + (data[next + 4 + channel] ?? 0) * across;
    picture.data[at * 4 + channel] = upper + lower;
  }
  return true;
}
