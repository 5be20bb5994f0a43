import { expect, it } from 'vitest';
import { waitWords } from './waitWords.ts';

it('[LINE-3] tells the wait in whole minutes, rounded up, and says when it cannot be told', () => {
  expect(waitWords(4 * 60_000)).toBe('About 4 minutes');
  expect(waitWords(61_000)).toBe('About 2 minutes');
  expect(waitWords(0)).toBe('About a minute at most');
  expect(waitWords(60 * 60_000)).toBe('An hour or more');
  expect(waitWords(undefined)).toBe('We cannot tell yet how long it will take.');
});
