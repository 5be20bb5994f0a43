import { expect, it } from 'vitest';
import type { Point } from '../reading.ts';
import { depthOf, eyeDistance, yawOf } from './headPose.ts';

/** 68 points: two eyes 100 apart, the nose before them, the rest around; turned about the upright, in radians. */
function face(turn: number, { flat = false, roll = 0, scale = 1 } = {}): Point[] {
  const rest = Array.from({ length: 68 }, (_none, index) => {
    const angle = (2 * Math.PI * index) / 68;
    return { x: 90 * Math.cos(angle), y: 110 * Math.sin(angle), z: -20 };
  });
  rest[30] = { x: 0, y: 40, z: 55 };
  for (let index = 36; index <= 41; index += 1) rest[index] = { x: -50 + 10 * Math.cos(index), y: -10, z: 0 };
  for (let index = 42; index <= 47; index += 1) rest[index] = { x: 50 + 10 * Math.cos(index), y: -10, z: 0 };
  return rest.map(({ x, y, z }) => {
    const depth = flat ? 0 : z;
    const turned = x * Math.cos(turn) + depth * Math.sin(turn);
    return {
      x: 320 + scale * (turned * Math.cos(roll) - y * Math.sin(roll)),
      y: 240 + scale * (turned * Math.sin(roll) + y * Math.cos(roll)),
    };
  });
}

it('[LIVE-2] a head that turns has a yaw to its side, near or far, upright or not', () => {
  expect(yawOf(face(0))).toBeCloseTo(0, 1);
  for (const look of [{}, { scale: 0.4 }, { roll: 0.3 }]) {
    expect(yawOf(face(0.5, look))).toBeGreaterThan(0.25);
    expect(yawOf(face(-0.5, look))).toBeLessThan(-0.25);
  }
  expect(eyeDistance(face(0, { scale: 2 }))).toBeCloseTo(2 * eyeDistance(face(0)), 1);
});

it('[LIVE-2] a head has depth when it turns, its photo has none', () => {
  expect(depthOf(face(0), face(0.5))).toBeGreaterThan(0.02);
  expect(depthOf(face(0), face(0.5, { scale: 2 }))).toBeCloseTo(depthOf(face(0), face(0.5)), 3);
  expect(depthOf(face(0, { flat: true }), face(0.5, { flat: true }))).toBeLessThan(1e-6);
});

it('[LIVE-2] points that are not there stand still', () => {
  expect(yawOf([])).toBe(0);
  expect(depthOf([], face(0))).toBe(0);
});
