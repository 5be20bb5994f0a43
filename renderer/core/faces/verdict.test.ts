import { expect, it } from 'vitest';
import { judge } from './verdict.ts';

const THRESHOLDS = { match: 0.961, inconclusive: 0.94, strict: 0.968 };

it('[FACE-1] says match, no match, or that it cannot tell', () => {
  expect(judge(0.961, THRESHOLDS, false)).toBe('match');
  expect(judge(0.9609, THRESHOLDS, false)).toBe('inconclusive');
  expect(judge(0.94, THRESHOLDS, false)).toBe('inconclusive');
  expect(judge(0.9399, THRESHOLDS, false)).toBe('noMatch');
});

it('[FACE-1] where policy is strict, what was a match before may be inconclusive', () => {
  expect(judge(0.965, THRESHOLDS, true)).toBe('inconclusive');
  expect(judge(0.968, THRESHOLDS, true)).toBe('match');
});
