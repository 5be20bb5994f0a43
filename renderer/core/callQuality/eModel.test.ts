import { expect, it } from 'vitest';
import { meanOpinionScore } from './eModel.ts';

it('[QUAL-1] agrees with the E-model where its answers are known', () => {
  // R = 93.2 less the delay of one frame: toll quality.
  expect(meanOpinionScore(0, 0, 0)).toBeCloseTo(4.4, 1);
  // 5 % random loss: Ie,eff 15.8, R 77, MOS 3.9 (G.107 annex B).
  expect(meanOpinionScore(0, 0, 0.05)).toBeCloseTo(3.9, 1);
  // 400 ms one way is "some users dissatisfied" and worse.
  expect(meanOpinionScore(800, 0, 0)).toBeLessThan(3.2);
});

it('[QUAL-1] never improves when the path gets worse, and stays on its scale', () => {
  for (let step = 0; step < 50; step += 1) {
    expect(meanOpinionScore(step * 40, 0, 0)).toBeGreaterThanOrEqual(meanOpinionScore((step + 1) * 40, 0, 0));
    expect(meanOpinionScore(50, 0, step / 50)).toBeGreaterThanOrEqual(meanOpinionScore(50, 0, (step + 1) / 50));
  }
  expect(meanOpinionScore(60_000, 10_000, 1)).toBe(1);
});
