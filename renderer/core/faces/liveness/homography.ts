// What is left of a movement of points when everything that a flat thing could have done is taken out: a photo can be
// turned, tilted and moved, and its points still follow one homography; a head's do not. Pure.
import type { Point } from '../reading.ts';

type Matrix = readonly number[];

/**
 * Root mean square distance, in pixels, between where a plane through `from` would lie best on `to` and where the points
 * are. Undefined when the points decide nothing: too few, or all on a line. Direct linear transform with normalised points,
 * after Hartley and Zisserman, Multiple View Geometry, 2004, algorithm 4.2.
 */
export function residualOfPlane(from: readonly Point[], to: readonly Point[]): number | undefined {
  const plane = planeThrough(from, to);
  if (!plane) return undefined;
  const squares = from.map((point, index) => {
    const seen = to[index];
    const { x, y } = plane(point);
    return seen ? (x - seen.x) ** 2 + (y - seen.y) ** 2 : 0;
  });
  const rms = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  return Number.isFinite(rms) ? rms : undefined;
}

/** Where a plane on which `from` lies would be if it lay best on `to`, point by point. Undefined as above. */
export function planeThrough(from: readonly Point[], to: readonly Point[]): ((point: Point) => Point) | undefined {
  if (from.length !== to.length || from.length < 8) return undefined;
  const [here, there] = [conditioned(from), conditioned(to)];
  if (!here || !there) return undefined;
  const solution = leastSquares(equationsOf(here.points, there.points));
  if (!solution) return undefined;
  return ({ x, y }) => {
    const [u, v] = mapped(solution, { x: (x - here.x) * here.scale, y: (y - here.y) * here.scale });
    return { x: u / there.scale + there.x, y: v / there.scale + there.y };
  };
}

type Conditioned = Point & { readonly points: readonly Point[]; readonly scale: number };

/** Around zero, at a mean distance of √2 from it: the equations are then as exact as the points. `x`, `y`: what was the middle. */
function conditioned(points: readonly Point[]): Conditioned | undefined {
  const mean = (read: (point: Point) => number): number => points.reduce((sum, p) => sum + read(p), 0) / points.length;
  const [cx, cy] = [mean(({ x }) => x), mean(({ y }) => y)];
  const distance = mean(({ x, y }) => Math.hypot(x - cx, y - cy));
  if (!(distance > 0)) return undefined;
  const scale = Math.SQRT2 / distance;
  return { x: cx, y: cy, points: points.map(({ x, y }) => ({ x: (x - cx) * scale, y: (y - cy) * scale })), scale };
}

/** Two rows a point, for the eight numbers of a homography whose ninth is 1; the last of a row is its right-hand side. */
function equationsOf(from: readonly Point[], to: readonly Point[]): readonly Matrix[] {
  return from.flatMap(({ x, y }, index) => {
    const { x: u, y: v } = to[index] ?? { x: 0, y: 0 };
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
}

/** By the normal equations, with Gauss' elimination and pivots. Undefined where there is no single answer. */
function leastSquares(rows: readonly Matrix[]): Matrix | undefined {
  const size = 8;
  const at = (row: Matrix, column: number): number => row[column] ?? 0;
  const normal = Array.from({ length: size }, (_none, i) =>
    Array.from({ length: size + 1 }, (_also, j) => rows.reduce((sum, row) => sum + at(row, i) * at(row, j), 0)),
  );
  for (let pivot = 0; pivot < size; pivot += 1) {
    const below = normal.slice(pivot).toSorted((a, b) => Math.abs(at(b, pivot)) - Math.abs(at(a, pivot)));
    normal.splice(pivot, below.length, ...below);
    const lead = normal[pivot] ?? [];
    if (Math.abs(at(lead, pivot)) < 1e-9) return undefined;
    normal.forEach((row, index) => {
      if (index === pivot) return;
      const factor = at(row, pivot) / at(lead, pivot);
      normal[index] = row.map((value, column) => value - factor * at(lead, column));
    });
  }
  return normal.map((row, index) => at(row, size) / at(row, index));
}

function mapped(h: Matrix, { x, y }: Point): readonly [number, number] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, i = 0] = h;
  const w = g * x + i * y + 1;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}
