// The same portrait in another light and before another wall. Knows pictures only, with a head in the middle of each; takes for the wall
// what is like the upper edge and reaches it.
import type { Picture } from '../../core/faces/grey.ts';
import type { Change } from './facesPage.ts';

/** How unlike the wall's colour beside it a pixel of the wall may be, per channel; how unlike that of the corner. */
const STEP = 10;
const RANGE = 60;
/** Half the width and the height of the head, by those of the picture: no wall is looked for there. */
const HEAD = { across: 0.2, down: 0.28 };

/** Changes the picture in place. */
export function relit(picture: Picture, { background, stops = 0, noise = 0 }: Change): void {
  if (background === undefined && stops === 0 && noise === 0) return;
  const { data, width, height } = picture;
  const wall = wallOf(picture);
  const random = normal(width * height);
  const lit = Uint8ClampedArray.from({ length: 256 }, (_, value) => encoded(decoded(value) * 2 ** stops));
  for (let at = 0; at < width * height; at += 1) {
    const grain = noise > 0 ? noise * random() : 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const index = at * 4 + channel;
      const value = wall[at] === 1 ? (background ?? data[index] ?? 0) : (lit[data[index] ?? 0] ?? 0);
      data[index] = value + grain;
    }
  }
}

/** 1 where there is the wall: found from the upper edge on, neighbour by neighbour. */
function wallOf({ data, width, height }: Picture): Uint8Array {
  const wall = new Uint8Array(width * height);
  const differs = (one: number, other: number, by: number): boolean =>
    [0, 1, 2].some((channel) => Math.abs((data[one * 4 + channel] ?? 0) - (data[other * 4 + channel] ?? 0)) > by);
  const open: number[] = [];
  const take = (at: number): void => {
    wall[at] = 1;
    open.push(at);
  };
  const corner = 2 * width + 2;
  const isHead = (at: number): boolean =>
    (((at % width) / width - 0.5) / HEAD.across) ** 2 + ((Math.floor(at / width) / height - 0.5) / HEAD.down) ** 2 < 1;
  for (let x = 0; x < width; x += 1) if (!differs(x, corner, RANGE)) take(x);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const x = at % width;
    const beside = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width];
    for (const next of beside) {
      if (next < 0 || next >= width * height || wall[next] === 1 || isHead(next)) continue;
      if (!differs(next, at, STEP) && !differs(next, corner, RANGE)) take(next);
    }
  }
  return wall;
}

/** Normally distributed, the same each time: a sum of twelve is near enough. */
function normal(seed: number): () => number {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return () => {
    let sum = -6;
    for (let count = 0; count < 12; count += 1) sum += next();
    return sum;
  };
}

/** sRGB, IEC 61966-2-1. */
function decoded(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function encoded(light: number): number {
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
}
