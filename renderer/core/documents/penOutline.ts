// The outline of a stroke of pen or highlighter, from the points it went through. Pure: knows no canvas, colour or page.
import { getStroke } from 'perfect-freehand';

/**
 * The polygon to fill for a stroke, as [x, y] pairs in the unit of `points` (x0, y0, x1, y1, …). The same numbers give the
 * same polygon everywhere, so both screens and the flattened document agree. Empty for fewer than one point.
 */
export function penOutline(points: readonly number[], widthUnits: number, highlighter: boolean): number[][] {
  const through = pairsOf(points);
  if (through.length === 0) return [];
  return getStroke(through, {
    size: widthUnits,
    // Pages have no pressure: a pen thins with speed as ink does, a highlighter is as wide everywhere.
    thinning: highlighter ? 0 : 0.45,
    simulatePressure: !highlighter,
    smoothing: 0.5,
    streamline: 0.3,
    last: true,
  });
}

function pairsOf(points: readonly number[]): [number, number][] {
  const pairs: [number, number][] = [];
  for (let index = 0; index + 1 < points.length; index += 2) {
    const x = points[index];
    const y = points[index + 1];
    if (x !== undefined && y !== undefined) pairs.push([x, y]);
  }
  return pairs;
}
