// Edits are counted a character of what should have been read.
import { expect, test } from 'vitest';
import { characterAccuracy } from './readText.ts';

test('[SHARE-5] accuracy falls with each character that is wrong, missing or too much', () => {
  expect(characterAccuracy('an offer\nfor you', 'an offer for you')).toBe(1);
  expect(characterAccuracy('an oifer', 'an offer')).toBeCloseTo(6 / 7);
  expect(characterAccuracy('offer', 'an offer')).toBeCloseTo(5 / 7);
  expect(characterAccuracy('an offerrr', 'an offer')).toBeCloseTo(5 / 7);
  expect(characterAccuracy('', 'an offer')).toBe(0);
});
