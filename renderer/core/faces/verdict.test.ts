import { expect, it } from 'vitest';
import { judge } from './verdict.ts';

const THRESHOLDS = { match: 0.968, inconclusive: 0.955, strict: 0.975 };

it('[FACE-1] says match, no match, or that it cannot tell', () => {
  expect(judge(0.968, THRESHOLDS, false)).toBe('match');
  expect(judge(0.9679, THRESHOLDS, false)).toBe('inconclusive');
  expect(judge(0.955, THRESHOLDS, false)).toBe('inconclusive');
  expect(judge(0.9549, THRESHOLDS, false)).toBe('noMatch');
});

it('[FACE-1] where policy is strict, what was a match before may be inconclusive', () => {
  expect(judge(0.97, THRESHOLDS, true)).toBe('inconclusive');
  expect(judge(0.975, THRESHOLDS, true)).toBe('match');
});
