// How the light on a face changes when it turns. Light stays where it is: a cheek that turns towards it grows lighter, one that turns away
// darker, nose and sockets differ from both. A picture takes its light with it, whatever shape it is given: all of it grows lighter or darker
// alike, or evenly from one side to the other, or in bands as those of a screen. Pure.
import { CROP_EYES } from './faceCrop.ts';
import type { Followed } from './followFace.ts';
import { STEP } from './tiles.ts';

/**
 * Of the logarithm of lightness. Simulated puppets of ten people leave at most 0.022, the one real head at hand 0.025 and mostly more than
 * 0.034: too few to know where people end.
 */
export const LEAST_SHADE = 0.026;

/** From the line of the nose, by the distance of the eyes: further out tiles are drawn out or hidden. */
const WITHIN = 0.75;
const FEWEST_TILES = 30;
/** Three of four tiles change by no more. */
const QUANTILE = 0.75;
/** What is far from the rest counts less each time, so that a few tiles do not bend the fit. */
const FITS = 5;

/** What an even change, one across or down and bands leave of the change of light. Undefined where too little was followed. */
export function shadeChange(followed: readonly Followed[]): number | undefined {
  const tiles = followed.filter(({ line }) => Math.abs(line) * STEP <= WITHIN * CROP_EYES);
  if (tiles.length < FEWEST_TILES) return undefined;
  const rows = tiles.map(({ line, below }) => {
    const down = below / CROP_EYES;
    return [1, (line * STEP) / CROP_EYES, down, down ** 2];
  });
  let weights = tiles.map(() => 1);
  let errors: readonly number[] = [];
  for (let fit = 0; fit < FITS; fit += 1) {
    const solution = weightedFit(
      rows,
      tiles.map(({ lighter }) => lighter),
      weights,
    );
    if (!solution) return undefined;
    errors = tiles.map(({ lighter }, index) => Math.abs(lighter - product(rows[index] ?? [], solution)));
    const usual = quantile(errors, 0.5) + 1e-4;
    weights = errors.map((error) => 1 / Math.max(usual, error));
  }
  return quantile(errors, QUANTILE);
}

/** By the normal equations and Gauss' elimination. Undefined where there is no single answer. */
function weightedFit(
  rows: readonly (readonly number[])[],
  values: readonly number[],
  weights: readonly number[],
): readonly number[] | undefined {
  const size = rows[0]?.length ?? 0;
  const normal = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0));
  for (const [index, row] of rows.entries()) {
    const extended = [...row, values[index] ?? 0];
    for (const [at, into] of normal.entries()) {
      for (let column = 0; column <= size; column += 1) {
        into[column] = (into[column] ?? 0) + (weights[index] ?? 0) * (row[at] ?? 0) * (extended[column] ?? 0);
      }
    }
  }
  for (const [pivot, lead] of normal.entries()) {
    const first = lead[pivot] ?? 0;
    if (!(Math.abs(first) > 1e-9)) return undefined;
    for (const [at, row] of normal.entries()) {
      if (at === pivot) continue;
      const factor = (row[pivot] ?? 0) / first;
      for (let column = pivot; column <= size; column += 1)
        row[column] = (row[column] ?? 0) - factor * (lead[column] ?? 0);
    }
  }
  return normal.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}

function product(row: readonly number[], solution: readonly number[]): number {
  return row.reduce((sum, value, index) => sum + value * (solution[index] ?? 0), 0);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(share * (values.length - 1))] ?? 0;
}
