import { expect, it } from 'vitest';
import { curveOf, equalErrorRate, highestWithNone, mostWith, ratesAt } from './errorRates.ts';

it('[FACE-3] a threshold lets in who reaches it and keeps out who does not', () => {
  expect(ratesAt(0.9, [0.95, 0.89], [0.9, 0.5, 0.4, 0.3])).toEqual({
    threshold: 0.9,
    falseMatch: 0.25,
    falseNonMatch: 0.5,
  });
});

it('[FACE-3] where nobody overlaps the equal error rate is none, where all do it is half', () => {
  expect(equalErrorRate(curveOf([0.9, 0.95], [0.1, 0.2]))).toBe(0);
  expect(equalErrorRate(curveOf([0.1, 0.9], [0.1, 0.9]))).toBe(0.5);
});

it('[FACE-3] none of three hundred says no more than one in a hundred', () => {
  expect(highestWithNone(300)).toBe(0.01);
});

it('[FACE-3] a bound on what was counted is that of Clopper and Pearson', () => {
  expect(mostWith(0, 200)).toBeCloseTo(1 - 0.05 ** (1 / 200), 6);
  expect(mostWith(2, 20)).toBeCloseTo(0.2826, 3);
  expect(mostWith(6, 6)).toBe(1);
});
