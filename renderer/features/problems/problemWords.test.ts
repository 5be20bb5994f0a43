import { expect, it } from 'vitest';
import { PROBLEM_CODES } from '../../../signalling/protocol/index.ts';
import { overwriteGetLocale } from '../../paraglide/runtime.js';
import { mediaProblemWords, problemWords } from './problemWords.ts';

it.each(['en', 'fr'] as const)('[UI-1] every problem has a sentence of its own in %s', (language) => {
  overwriteGetLocale(() => language);
  const sentences = ([...PROBLEM_CODES, 'unreachable', 'manyCalls', 'linkNeeded'] as const).map((code) =>
    problemWords(code),
  );
  expect(sentences.every((sentence) => sentence.length > 20 && sentence.endsWith('.'))).toBe(true);
  // The same thing to do after both: reload the page of another version.
  expect(new Set(sentences).size).toBe(sentences.length);
});

it.each(['en', 'fr'] as const)('[LOBBY-2] what is wrong with a device says what to do, in %s', (language) => {
  overwriteGetLocale(() => language);
  for (const kind of ['microphone', 'camera'] as const) {
    for (const problem of ['denied', 'missing', 'busy', 'insecure', 'failed'] as const) {
      expect(mediaProblemWords(kind, problem).split('. ').length).toBeGreaterThanOrEqual(2);
    }
  }
});

it.each([
  ['en', 1200, 'There were too many tries. Try again in 2 seconds.'],
  ['en', 59_001, 'There were too many tries. Try again in 60 seconds.'],
  ['en', 899_000, 'There were too many tries. Try again in 15 minutes.'],
  ['fr', 42_000, 'Il y a eu trop de tentatives. Réessayez dans 42 secondes.'],
  ['fr', 91_000, 'Il y a eu trop de tentatives. Réessayez dans 2 minutes.'],
  // A server of before does not say it.
  ['en', undefined, 'There were too many tries. Wait a while, then try again.'],
] as const)('[UI-2] after too many tries the time to wait is named, in %s after %s ms', (language, waitMs, words) => {
  overwriteGetLocale(() => language);
  const problem = { code: 'tooManyAttempts', ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) } as const;
  expect(problemWords(problem)).toBe(words);
});

it.each(['en', 'fr'] as const)('[UI-1] a sentence fits all that it is said of, in %s', (language) => {
  overwriteGetLocale(() => language);
  // Also of a recovery code, of a pause of a quarter of an hour, and of calls of everybody.
  expect(problemWords('wrongCode')).not.toMatch(/next|suivant/);
  expect(problemWords('tooManyAttempts')).not.toMatch(/minute|sign in|connexion/);
  expect(problemWords('manyCalls')).not.toMatch(/network|réseau/);
});
