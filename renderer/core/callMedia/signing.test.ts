import { expect, it } from 'vitest';
import {
  FIRST_RUNG,
  forSigning,
  LEAST_PICTURES_PER_SECOND,
  LEAST_SIZE,
  SIGNING_RUNGS,
  signingSample,
} from './signing.ts';
import { RUNGS, VideoLadder } from './videoLadder.ts';
import { NO_LIMIT } from './videoLimits.ts';

const HD = { width: 1280, height: 720 };
const sent = (camera: { width: number; height: number }, scale: number) => [
  camera.width / scale,
  camera.height / scale,
];

it('[SIGN-2] whatever the path takes, there is a picture for movement, of twenty a second and more', () => {
  for (const path of [...RUNGS, ...SIGNING_RUNGS]) {
    const limit = forSigning(path, HD);
    expect(limit).toMatchObject({ active: true, isForMotion: true });
    expect(limit.maxFramesPerSecond).toBeGreaterThan(LEAST_PICTURES_PER_SECOND);
    expect(limit.maxBitrateBps).toBeGreaterThan(0);
  }
});

it('[SIGN-2] it is 640 × 480 or more as long as the path takes it, whatever the camera gives', () => {
  for (const camera of [HD, { width: 640, height: 480 }, { width: 1920, height: 1080 }, { width: 720, height: 1280 }])
    for (const path of RUNGS.slice(0, 3)) {
      const [width = 0, height = 0] = sent(camera, forSigning(path, camera).scaleDownBy);
      expect([width >= LEAST_SIZE.width, height >= LEAST_SIZE.height], JSON.stringify({ camera, path })).toEqual([
        true,
        true,
      ]);
    }
  expect(forSigning(NO_LIMIT, { width: 320, height: 240 }).scaleDownBy).toBe(1);
  expect(forSigning(NO_LIMIT, {}).scaleDownBy).toBe(1);
});

it('[SIGN-2] on a path for sound alone it is small, and never given up', () => {
  const ladder = new VideoLadder(SIGNING_RUNGS, FIRST_RUNG);
  const path = { availableOutBps: 64_000, limitedByBandwidth: false, lossOut: 0.3 };
  for (let second = 0; second < 20; second += 2)
    ladder.observe(signingSample(path, 40_000, ladder.limit), second * 1_000);
  expect(ladder.limit).toEqual(SIGNING_RUNGS.at(-1));
  expect(ladder.limit.active).toBe(true);
});

it('[SIGN-2] a ladder that takes over begins where the other one stood', () => {
  expect(new VideoLadder(SIGNING_RUNGS, RUNGS[2]).limit).toBe(SIGNING_RUNGS[2]);
  expect(new VideoLadder(RUNGS, SIGNING_RUNGS.at(-1)).limit.maxBitrateBps).toBeLessThanOrEqual(90_000);
});

it('[SIGN-2] the size is kept with 200 kbit/s for it, and comes back once there is so much again', () => {
  const ladder = new VideoLadder(SIGNING_RUNGS, FIRST_RUNG);
  const path = { availableOutBps: undefined, limitedByBandwidth: false, lossOut: 0 };
  const scaleAfter = (targetBps: number, seconds: number, from: number) => {
    for (let second = from; second < from + seconds; second += 2)
      ladder.observe(
        signingSample(path, Math.min(targetBps, ladder.limit.maxBitrateBps), ladder.limit),
        second * 1_000,
      );
    return ladder.limit.scaleDownBy;
  };
  expect(scaleAfter(200_000, 6, 0)).toBe(1.5);
  expect(scaleAfter(120_000, 6, 6)).toBe(2.5);
  expect(scaleAfter(250_000, 40, 12)).toBe(1.5);
});
