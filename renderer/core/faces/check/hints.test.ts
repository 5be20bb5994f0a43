// Hints, and what is none.
import { expect, it } from 'vitest';
import { hintsOf, isVirtualCamera } from './hints.ts';

const camera = (jitterMs: number): number[] =>
  Array.from({ length: 60 }, (_none, index) => index * 40 + (index % 2 === 0 ? jitterMs : -jitterMs));
const ONE = [{ width: 640, height: 480 }];

it('[LIVE-10] a camera that is called like a program is named, one that is called like a camera is not', () => {
  for (const label of ['OBS Virtual Camera', 'ManyCam Video Source', 'Snap Camera', 'Dummy video device (0x0000)']) {
    expect(isVirtualCamera(label), label).toBe(true);
  }
  for (const label of ['FaceTime HD Camera', 'Integrated Webcam (0bda:5634)', 'Logitech BRIO', '', 'Observer Cam 3']) {
    expect(isVirtualCamera(label), label).toBe(false);
  }
});

it('[LIVE-10] pictures that come like clockwork, and in another shape, are hints; a weak line’s smaller ones are told apart', () => {
  expect(hintsOf({ timesMs: camera(1), sizes: ONE }, 'Webcam')).toEqual([]);
  expect(hintsOf({ timesMs: camera(0.05), sizes: ONE }, 'Webcam')).toEqual(['regularTimes']);
  expect(hintsOf({ timesMs: camera(0.05).slice(0, 20), sizes: ONE }, 'Webcam')).toEqual([]);
  expect(hintsOf({ timesMs: [], sizes: [...ONE, { width: 320, height: 240 }] }, '')).toEqual(['sizeChanged']);
  expect(hintsOf({ timesMs: [], sizes: [...ONE, { width: 1280, height: 720 }] }, '')).toEqual(['switched']);
});
