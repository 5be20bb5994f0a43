// The estimate of the wait: what it says, when it says nothing, and that it is right in the mean.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSeededRandom } from '../../testing/seededRandom.ts';
import { estimateWait, FEWEST_SAMPLES, LONGEST_TOLD_MS, type WaitFacts } from './waitEstimate.ts';

const minutes = (...counts: number[]): number[] => counts.map((count) => count * 60_000);
const steady = minutes(4, 4, 4, 4, 4, 4);
const facts: WaitFacts = { position: 3, agentsServing: 3, agentsFree: 0, recentHandlingMs: steady };

it('[ROUTE-18] says about how many minutes, from handling times and agents', () => {
  expect(estimateWait(facts)).toEqual({ name: 'about', waitMs: 240_000, minutes: 4, atLeast: false });
  expect(estimateWait({ ...facts, agentsFree: 1 })).toMatchObject({ waitMs: 160_000, minutes: 3 });
  expect(estimateWait({ ...facts, agentsFree: 3 })).toMatchObject({ waitMs: 0, minutes: 1 });
});

it('[ROUTE-18] cannot tell without data or without agents', () => {
  expect(estimateWait({ ...facts, recentHandlingMs: steady.slice(0, FEWEST_SAMPLES - 1) }).name).toBe('unknown');
  expect(estimateWait({ ...facts, recentHandlingMs: steady.slice(0, FEWEST_SAMPLES) }).name).toBe('about');
  expect(estimateWait({ ...facts, agentsServing: 0 }).name).toBe('unknown');
});

it('[ROUTE-18] tells no more than an hour, and never nonsense', () => {
  expect(estimateWait({ ...facts, position: 200 })).toEqual({
    name: 'about',
    waitMs: LONGEST_TOLD_MS,
    minutes: 60,
    atLeast: true,
  });
  const any = fc.record({
    position: fc.integer({ min: 1, max: 10_000 }),
    agentsServing: fc.nat(1000),
    agentsFree: fc.nat(1000),
    recentHandlingMs: fc.array(fc.integer({ min: -1000, max: 10_000_000 }), { maxLength: 60 }),
  });
  fc.assert(
    fc.property(any, (some) => {
      const estimate = estimateWait(some);
      if (estimate.name === 'unknown') return;
      expect(estimate.minutes).toBeGreaterThanOrEqual(1);
      expect(estimate.minutes).toBeLessThanOrEqual(60);
      const further = estimateWait({ ...some, position: some.position + 1 });
      expect(further.name === 'about' && further.waitMs).toBeGreaterThanOrEqual(estimate.waitMs);
    }),
    { seed: 5 },
  );
});

it('[ROUTE-18] is right in the mean, over 4000 lines with exponential handling times', () => {
  const random = createSeededRandom(18);
  const exponential = (mean: number): number => -mean * Math.log(1 - random.fraction());
  const [agents, meanMs] = [6, 240_000];
  let told = 0;
  let waited = 0;
  for (let round = 0; round < 4000; round += 1) {
    const position = random.between(1, 20);
    const recentHandlingMs = Array.from({ length: 30 }, () => exponential(meanMs));
    const estimate = estimateWait({ position, agentsServing: agents, agentsFree: 0, recentHandlingMs });
    if (estimate.name === 'about') told += estimate.waitMs;
    const doneAt = Array.from({ length: agents }, () => exponential(meanMs));
    for (let served = 1; served <= position; served += 1) {
      const next = doneAt.indexOf(Math.min(...doneAt));
      const atMs = doneAt[next] ?? 0;
      if (served === position) waited += atMs;
      doneAt[next] = atMs + exponential(meanMs);
    }
  }
  expect(told / waited).toBeGreaterThan(0.95);
  expect(told / waited).toBeLessThan(1.05);
});
