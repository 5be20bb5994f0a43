// Whether what turned has a relief. Paper that is folded once keeps each half of a face in one plane: its pixels then lie where a homography
// says. However often it is folded, or bent, its upright lines stay straight. Of a head the nose hides, cheeks and brows part. The points of a
// face do not tell, for whatever finds them lays a face's own shape over the paper; so the pixels are followed, tile by tile. Pure.
import type { Point } from '../reading.ts';
import { bentLines } from './bentLines.ts';
import { followFace } from './followFace.ts';
import { shadeChange } from './shadeChange.ts';
import { CROP_EYES, type FaceCrop } from './faceCrop.ts';
import { planeThrough } from './homography.ts';
import { findTile, STEP, type Found, type Guess } from './tiles.ts';

/** By the distance of the eyes. Paper that is folded once leaves at most 0.010, the one real head at hand 0.023 and more when it is turned. */
export const LEAST_RELIEF = 0.015;
/** By the same. On drawn sheets of every kind lines stay within 0.008, those of the one real head at hand leave 0.013 and more. */
const LEAST_BENT = 0.012;

/** dlib's numbers: the middle of a face, and what lies on either side of it. */
const MIDDLE = [8, 27, 28, 29, 30, 33, 51, 57, 62, 66] as const;
const SIDES = [
  [0, 1, 2, 3, 4, 5, 6, 7, 17, 18, 19, 20, 21, 31, 32, 36, 37, 38, 39, 40, 41, 48, 49, 50, 58, 59, 60, 61, 67],
  [9, 10, 11, 12, 13, 14, 15, 16, 22, 23, 24, 25, 26, 34, 35, 42, 43, 44, 45, 46, 47, 52, 53, 54, 55, 56, 63, 64, 65],
] as const;
const [NOSE_TOP, CHIN, FIRST_BROW, LAST_BROW] = [27, 8, 17, 26] as const;

/** How far from where a tile should be it is looked for: first by the points, then by the tiles themselves. */
const SEARCHES = [6, 3] as const;
/** A tile is found where it looks alike. */
const ALIKE = 0.6;
const FEWEST_TILES = 10;
const FITS = 4;

export type Turned = {
  /** By the distance of the eyes: what is left of the way of its pixels when all that paper could have done is taken out. */
  readonly relief: number | undefined;
  /** See `shadeChange.ts`. */
  readonly shade: number | undefined;
};

/** `front`: looking straight; `turned`: cut with its scale. Undefined where too little can be followed. */
export function compareTurned(front: FaceCrop, turned: FaceCrop): Turned {
  const planes = planeRelief(front, turned);
  if (planes === undefined || planes < LEAST_RELIEF) return { relief: planes, shade: undefined };
  const followed = followFace(front, turned);
  const lines = bentLines(followed);
  const relief = lines !== undefined && lines >= LEAST_BENT ? planes : lines;
  return { relief, shade: shadeChange(followed) };
}

/** How far the pixels of the flatter half of a face lie from any plane (the median). */
function planeRelief(front: FaceCrop, turned: FaceCrop): number | undefined {
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

type Search = { readonly tiles: readonly Point[]; readonly plane: Guess; readonly search: number };

function follow(front: FaceCrop, turned: FaceCrop, { tiles, plane, search }: Search): readonly Found[] {
  return tiles.flatMap((from) => {
    const to = findTile(front, turned, { from, guess: plane, search, alike: ALIKE });
    return to ? [{ from, to }] : [];
  });
}

/** The plane on which most of what was found lies: what is far from it does not count the next time. */
function planeOfMost(found: readonly Found[]): Guess | undefined {
  let kept = found;
  let plane: Guess | undefined;
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

function errorsOf(found: readonly Found[], plane: Guess): readonly number[] {
  return found.map(({ from, to }) => {
    const { x, y } = plane(from);
    return Math.hypot(x - to.x, y - to.y);
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
