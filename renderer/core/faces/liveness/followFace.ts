// A face followed from one picture to another, tile by tile, on upright lines: where each tile has gone, and how much lighter it is there. Pure.
import type { Point } from '../reading.ts';
import type { FaceCrop } from './faceCrop.ts';
import { localMap } from './localMap.ts';
import { findTile, lightnessOf, STEP, type Found, type Guess } from './tiles.ts';

/** dlib's numbers. */
const [NOSE_TOP, CHIN, FIRST_BROW, LAST_BROW] = [27, 8, 17, 26] as const;
/** First by the points, which say little of paper, then by the tiles around: how far is searched, and how alike it must be. */
const BY_POINTS = { search: 6, alike: 0.7 } as const;
const BY_TILES = { search: 3, alike: 0.85 } as const;
/** Pixels of the crop: two tiles to every side. */
const AROUND = 2.5 * STEP;
const FEWEST_AROUND = 6;
const FEWEST_TILES = 24;
/** Added to grey values, so that black is not infinitely far from the next one. */
const BLACK = 4;

export type Followed = Found & {
  /** Its upright line: 0 along the nose, those on the right of the picture above it. In steps of `STEP`. */
  readonly line: number;
  /** Below the top of the nose, in pixels of the crop. */
  readonly below: number;
  /** The logarithm of its lightness by that from the front. */
  readonly lighter: number;
};

/** Empty where too little can be followed. */
export function followFace(front: FaceCrop, turned: FaceCrop): readonly Followed[] {
  const tiles = tilesOf(front);
  const rough = tiles.flatMap(({ from }): Found[] => {
    const guess = localMap(front.points, turned.points, from);
    const to = guess && findTile(front, turned, { from, guess, ...BY_POINTS });
    return to ? [{ from, to }] : [];
  });
  if (rough.length < FEWEST_TILES) return [];
  return tiles.flatMap((tile): Followed[] => {
    const { from } = tile;
    const guess = mapAround(rough, from);
    const to = guess && findTile(front, turned, { from, guess, ...BY_TILES });
    return to ? [{ ...tile, to, lighter: lighterBy(front, turned, { from, to }, guess) }] : [];
  });
}

function lighterBy(front: FaceCrop, turned: FaceCrop, { from, to }: Found, guess: Guess): number {
  const guessed = guess(from);
  const exact: Guess = (point) => {
    const { x, y } = guess(point);
    return { x: x + to.x - guessed.x, y: y + to.y - guessed.y };
  };
  const before = lightnessOf(front, from, (point) => point);
  return Math.log((lightnessOf(turned, from, exact) + BLACK) / (before + BLACK));
}

type Tile = Pick<Followed, 'from' | 'line' | 'below'>;

/** On lines along the nose, between brows and chin, within the outline. */
function tilesOf({ points }: FaceCrop): readonly Tile[] {
  const [top, chin] = [points[NOSE_TOP], points[CHIN]];
  const length = top && chin ? Math.hypot(chin.x - top.x, chin.y - top.y) : 0;
  if (!top || !chin || !(length > 0)) return [];
  const down = { x: (chin.x - top.x) / length, y: (chin.y - top.y) / length };
  const acrossOf = ({ x, y }: Point): number => (x - top.x) * down.y - (y - top.y) * down.x;
  const downOf = ({ x, y }: Point): number => (x - top.x) * down.x + (y - top.y) * down.y;
  const across = points.map(acrossOf);
  const [left, right] = [Math.min(...across) + STEP, Math.max(...across) - STEP];
  const brow = Math.min(...points.slice(FIRST_BROW, LAST_BROW + 1).map(downOf));
  const tiles: Tile[] = [];
  for (let line = Math.ceil(left / STEP); line <= right / STEP; line += 1) {
    for (let at = brow; at <= length - STEP; at += STEP) {
      const [beside, below] = [line * STEP, at];
      tiles.push({
        line,
        below,
        from: { x: top.x + beside * down.y + below * down.x, y: top.y - beside * down.x + below * down.y },
      });
    }
  }
  return tiles;
}

/** As those around have moved, without the tile itself: where it is found must not decide where it is looked for. */
function mapAround(found: readonly Found[], { x, y }: Point): Guess | undefined {
  const near = found.filter(({ from }) => {
    const [beside, below] = [Math.abs(from.x - x), Math.abs(from.y - y)];
    return beside < AROUND && below < AROUND && beside + below > 0;
  });
  if (near.length < FEWEST_AROUND) return undefined;
  return localMap(
    near.map(({ from }) => from),
    near.map(({ to }) => to),
    { x, y },
  );
}
