// How alike two pictures of a page are in the worst place. Pure: a page's mean would hide a changed amount.

/** RGBA bytes, row by row, as a canvas gives them. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray };
export type Region = { x: number; y: number; width: number; height: number };
export type Tile = Region & {
  /** Structural similarity, 1 for the same. */
  ssim: number;
  meanDifference: number;
};

export const TILE_PX = 32;
/** Tiles lie half over each other, so that what is small lies well within one of them. */
const STEP_PX = TILE_PX / 2;
/** Wang, Bovik, Sheikh and Simoncelli, 2004: (0.01 × 255)² and (0.03 × 255)². */
const C1 = 6.5025;
const C2 = 58.5225;
const CHANNELS = 3;

/** The tiles of two pictures of one size, the least alike first; those alike by `enough` or more are left out. */
export function unlikeTiles(a: Pixels, b: Pixels, enough: number): Tile[] {
  const grid = { columns: Math.ceil(a.width / STEP_PX), rows: Math.ceil(a.height / STEP_PX) };
  const differing = differingBlocks(a, b, grid);
  const tiles: Tile[] = [];
  for (let row = 0; row < Math.max(1, grid.rows - 1); row += 1) {
    for (let column = 0; column < Math.max(1, grid.columns - 1); column += 1) {
      if (!touches(differing, grid, column, row)) continue;
      const tile = tileAt(a, b, column * STEP_PX, row * STEP_PX);
      if (tile.ssim < enough) tiles.push(tile);
    }
  }
  return tiles.toSorted((one, other) => one.ssim - other.ssim);
}

type Grid = { columns: number; rows: number };

/** Most of two pages is the same to the last bit: only where it is not, there is something to measure. */
function differingBlocks(a: Pixels, b: Pixels, { columns, rows }: Grid): Uint8Array {
  const [p, q] = [wordsOf(a), wordsOf(b)];
  const differing = new Uint8Array(columns * rows);
  for (let block = 0; block < differing.length; block += 1) {
    const left = (block % columns) * STEP_PX;
    const top = Math.floor(block / columns) * STEP_PX;
    const right = Math.min(a.width, left + STEP_PX);
    const bottom = Math.min(a.height, top + STEP_PX);
    for (let y = top; y < bottom && differing[block] === 0; y += 1) {
      for (let at = y * a.width + left, end = y * a.width + right; at < end; at += 1) {
        if (p[at] !== q[at]) differing[block] = 1;
      }
    }
  }
  return differing;
}

/** A pixel each. */
function wordsOf({ data }: Pixels): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
}

function touches(differing: Uint8Array, { columns, rows }: Grid, column: number, row: number): boolean {
  const right = Math.min(column + 1, columns - 1);
  const below = Math.min(row + 1, rows - 1);
  return [row, below].some((y) => differing[y * columns + column] === 1 || differing[y * columns + right] === 1);
}

function tileAt(a: Pixels, b: Pixels, x: number, y: number): Tile {
  const box = { x, y, width: Math.min(TILE_PX, a.width - x), height: Math.min(TILE_PX, a.height - y) };
  const count = box.width * box.height;
  let ssim = 1;
  let meanDifference = 0;
  for (let channel = 0; channel < CHANNELS; channel += 1) {
    let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
    for (let down = 0; down < box.height; down += 1) {
      let at = ((y + down) * a.width + x) * 4 + channel;
      for (let right = 0; right < box.width; right += 1, at += 4) {
        const p = a.data[at] ?? 0;
        const q = b.data[at] ?? 0;
        sumA += p;
        sumB += q;
        squaresA += p * p;
        squaresB += q * q;
        products += p * q;
      }
    }
    const [meanA, meanB] = [sumA / count, sumB / count];
    const varianceA = Math.max(0, squaresA / count - meanA * meanA);
    const varianceB = Math.max(0, squaresB / count - meanB * meanB);
    const covariance = products / count - meanA * meanB;
    ssim = Math.min(ssim, similarity(meanA, meanB, varianceA + varianceB, covariance));
    meanDifference = Math.max(meanDifference, Math.abs(meanA - meanB));
  }
  return { ...box, ssim, meanDifference };
}

function similarity(meanA: number, meanB: number, variances: number, covariance: number): number {
  const light = (2 * meanA * meanB + C1) / (meanA * meanA + meanB * meanB + C1);
  return light * ((2 * covariance + C2) / (variances + C2));
}
