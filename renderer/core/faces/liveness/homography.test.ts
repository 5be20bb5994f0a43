import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Point } from '../reading.ts';
import { residualOfPlane } from './homography.ts';

/** A face of sorts: a grid with a nose that stands out. */
const HEAD = Array.from({ length: 25 }, (_none, index) => {
  const [x, y] = [(index % 5) - 2, Math.floor(index / 5) - 2];
  return { x: 40 * x, y: 40 * y, z: 60 * Math.exp(-(x * x + y * y)) };
});

/** Seen from 600 pixels away, turned about the upright and tilted, in radians. */
function seen(points: readonly (Point & { z: number })[], turn: number, tilt: number): Point[] {
  return points.map(({ x, y, z }) => {
    const [x1, z1] = [x * Math.cos(turn) + z * Math.sin(turn), -x * Math.sin(turn) + z * Math.cos(turn)];
    const [y2, z2] = [y * Math.cos(tilt) - z1 * Math.sin(tilt), y * Math.sin(tilt) + z1 * Math.cos(tilt)];
    const depth = 600 / (600 - z2);
    return { x: 320 + x1 * depth, y: 240 + y2 * depth };
  });
}

it('[LIVE-2] whatever a flat photo does leaves nothing', () => {
  const photo = HEAD.map((point) => ({ ...point, z: 0 }));
  const angle = fc.double({ min: -0.9, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(angle, angle, (turn, tilt) => {
      expect(residualOfPlane(seen(photo, 0, 0), seen(photo, turn, tilt))).toBeLessThan(1e-3);
    }),
  );
});

it('[LIVE-2] a head that turns leaves more the further it turns', () => {
  const residual = (turn: number): number => residualOfPlane(seen(HEAD, 0, 0), seen(HEAD, turn, 0)) ?? 0;
  expect(residual(0)).toBeLessThan(1e-6);
  expect(residual(0.15)).toBeGreaterThan(1);
  expect(residual(0.5)).toBeGreaterThan(2 * residual(0.15));
});

it('[LIVE-2] points that decide nothing are told', () => {
  const line = HEAD.map(({ x }) => ({ x, y: x }));
  expect(residualOfPlane(line, line)).toBeUndefined();
  expect(residualOfPlane(HEAD.slice(0, 5), HEAD.slice(0, 5))).toBeUndefined();
  expect(residualOfPlane(HEAD, HEAD.slice(1))).toBeUndefined();
});
