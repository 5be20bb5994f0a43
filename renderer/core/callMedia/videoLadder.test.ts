import fc from 'fast-check';
import { expect, it } from 'vitest';
import { VideoLadder } from './videoLadder.ts';

const GOOD = { availableOutBps: 3_000_000, limitedByBandwidth: false, lossOut: 0 };
const FULL = { limitedByBandwidth: true, lossOut: 0 };

it('[MEDIA-13] sends all it has while the path takes it', () => {
  const ladder = new VideoLadder();
  expect(ladder.observe(GOOD, 0)).toBe(false);
  expect(ladder.limit).toMatchObject({ active: true, scaleDownBy: 1 });
});

it('[MEDIA-13] gives up the picture at once where only the sound fits', () => {
  const ladder = new VideoLadder();
  ladder.observe({ ...FULL, availableOutBps: 64_000 }, 0);
  expect(ladder.limit.active).toBe(false);
});

it('[MEDIA-13] steps down on loss although the estimate looks fine', () => {
  const ladder = new VideoLadder();
  expect(ladder.observe({ ...GOOD, lossOut: 0.2 }, 0)).toBe(true);
  expect(ladder.limit.scaleDownBy).toBeGreaterThan(1);
});

it('[MEDIA-13] leaves noise on a wireless link alone', () => {
  const ladder = new VideoLadder();
  for (let second = 0; second < 60; second += 2) ladder.observe({ ...GOOD, lossOut: 0.05 }, second * 1_000);
  expect(ladder.limit.scaleDownBy).toBe(1);
});

it('[MEDIA-13] keeps a picture however much is lost, and most of it where 5 % are lost at random', () => {
  const lossy = new VideoLadder();
  for (let second = 0; second < 120; second += 1) lossy.observe({ ...GOOD, lossOut: 0.3 }, second * 1_000);
  expect(lossy.limit.active).toBe(true);

  const percents = fc.sample(fc.noBias(fc.nat({ max: 99 })), { numRuns: 600 * 50, seed: 7 });
  const noisy = new VideoLadder();
  let small = 0;
  for (let second = 0; second < 600; second += 1) {
    const lost = percents.slice(second * 50, (second + 1) * 50).filter((percent) => percent < 5).length;
    noisy.observe({ ...GOOD, lossOut: lost / 50 }, second * 1_000);
    if (noisy.limit.scaleDownBy > 2) small += 1;
  }
  expect(small).toBeLessThan(60);
});

it('[MEDIA-13] climbs one rung after a calm while, and waits longer each time that did not hold', () => {
  const ladder = new VideoLadder();
  ladder.observe({ ...FULL, availableOutBps: 200_000 }, 0);
  const down = ladder.limit.maxBitrateBps;
  let nowMs = 1_000;
  const climb = (): number => {
    const startMs = nowMs;
    while (!ladder.observe(GOOD, nowMs)) nowMs += 500;
    return nowMs - startMs;
  };
  const first = climb();
  expect(ladder.limit.maxBitrateBps).toBeGreaterThan(down);
  ladder.observe({ ...FULL, availableOutBps: 130_000 }, (nowMs += 500));
  nowMs += 500;
  expect(climb()).toBeGreaterThan(1.5 * first);
});

/** Looks every two seconds; `estimateBps`: what sound alone leaves of an estimate. */
function look(ladder: VideoLadder, fromMs: number, path: { seconds: number; lossWithPicture: number }): void {
  for (let second = 0; second < path.seconds; second += 2)
    ladder.observe(
      { availableOutBps: 40_000, limitedByBandwidth: true, lossOut: ladder.limit.active ? path.lossWithPicture : 0 },
      fromMs + second * 1_000,
    );
}

it('[MEDIA-13] tries a picture again that was given up, although sound alone keeps the estimate low', () => {
  const ladder = new VideoLadder();
  ladder.observe({ ...FULL, availableOutBps: 40_000 }, 0);
  expect(ladder.limit.active).toBe(false);
  look(ladder, 2_000, { seconds: 12, lossWithPicture: 0 });
  expect(ladder.limit.active).toBe(true);
  // Now the picture has told what the path takes.
  for (let second = 14; second < 30; second += 2) ladder.observe({ ...FULL, availableOutBps: 400_000 }, second * 1_000);
  expect(ladder.limit.scaleDownBy).toBeLessThan(4);
});

it('[MEDIA-13] lets a picture that is tried harm the sound for one look, and ever more seldom', () => {
  const ladder = new VideoLadder();
  ladder.observe({ ...FULL, availableOutBps: 40_000 }, 0);
  let harmed = 0;
  for (let second = 2; second < 300; second += 2) {
    if (ladder.limit.active) harmed += 1;
    look(ladder, second * 1_000, { seconds: 2, lossWithPicture: 0.3 });
  }
  expect(harmed).toBeGreaterThan(2);
  expect(harmed).toBeLessThan(9);
});

it('[MEDIA-13] takes a low estimate of a path that nothing fills for no reason to step down', () => {
  const ladder = new VideoLadder();
  expect(ladder.observe({ availableOutBps: 200_000, limitedByBandwidth: false, lossOut: 0 }, 0)).toBe(false);
});
