// A face between two looks of the detector.
import { expect, it } from 'vitest';
import { FaceTrack } from './faceTrack.ts';
import type { Reading } from './reading.ts';

const light = { brightness: 150, contrast: 80, noise: 2, around: 140, sharpness: 100 };

/** A face of four points, `at` pixels to the right and `scale` times as large. */
function reading(at: number, scale: number, faces = 1): Reading {
  const landmarks = [
    { x: -10, y: -10 },
    { x: 10, y: -10 },
    { x: 10, y: 10 },
    { x: -10, y: 10 },
  ].map(({ x, y }) => ({ x: at + x * scale, y: 100 + y * scale }));
  const box = { x: at - 20 * scale, y: 100 - 25 * scale, width: 40 * scale, height: 50 * scale };
  const face = { box, score: 0.9 };
  const largest = { ...face, landmarks, descriptor: undefined, openness: undefined, light };
  return { faces: Array.from({ length: faces }, () => face), largest, brightness: 120 };
}

it('[FACE-6] its box goes where its points go, for half a second; then the detector looks again', () => {
  const track = new FaceTrack();
  expect(track.near(0)).toBeUndefined();
  track.follow(reading(100, 1, 2), undefined, 0);
  const near = track.near(100);
  expect(near).toEqual(reading(100, 1).largest?.box);
  const followed = track.follow(reading(130, 1.5), near, 100);
  expect(followed.faces).toHaveLength(2);
  const expected = reading(130, 1.5).largest?.box;
  const box = track.near(200);
  for (const key of ['x', 'y', 'width', 'height'] as const) expect(box?.[key]).toBeCloseTo(expected?.[key] ?? NaN);
  expect(track.near(500)).toBeUndefined();
});

it('[FACE-6] whoever leaves is not looked for where they were', () => {
  const track = new FaceTrack();
  track.follow(reading(100, 1), undefined, 0);
  track.follow({ faces: [], largest: undefined, brightness: 120 }, undefined, 100);
  expect(track.near(110)).toBeUndefined();
});
