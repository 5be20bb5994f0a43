import fc from 'fast-check';
import { expect, it } from 'vitest';
import { averaged, likeness, normalised } from './descriptor.ts';

const vector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 })
  .filter((values) => Math.hypot(...values) > 0.01);

it('[FACE-2] a descriptor is like itself, however bright its picture was', () => {
  fc.assert(
    fc.property(vector, fc.double({ min: 0.1, max: 10, noNaN: true }), (values, factor) => {
      const scaled = normalised(values.map((value) => value * factor));
      expect(likeness(normalised(values), scaled)).toBeCloseTo(1, 5);
    }),
  );
});

it('[FACE-2] the average lies between what it is made of', () => {
  const [one, other] = [normalised([1, 0]), normalised([0, 1])];
  const middle = averaged([one, other]);
  expect(likeness(middle, one)).toBeCloseTo(likeness(middle, other));
  expect(likeness(middle, middle)).toBeCloseTo(1);
});

it('[FACE-2] descriptors of different models are not compared, and nothing is made of nothing', () => {
  expect(() => likeness(normalised([1, 0]), normalised([1, 0, 0]))).toThrow(RangeError);
  expect(() => averaged([])).toThrow(RangeError);
  expect(() => averaged([normalised([1, 0]), normalised([1, 0, 0])])).toThrow(RangeError);
  expect(() => normalised([0, 0])).toThrow(RangeError);
});
