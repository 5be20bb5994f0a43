// Every problem has its own words, in both languages.
import { expect, test } from 'vitest';
import en from '../../../resources/locales/table/en.json' with { type: 'json' };
import fr from '../../../resources/locales/table/fr.json' with { type: 'json' };
import { documentProblemWords } from './documentProblemWords.ts';

test('[DOC-3] a problem is told by what happened and what to do', () => {
  expect(documentProblemWords('heicUnsupported')).toBe(
    'This browser cannot open HEIC pictures. Save the picture as JPEG and try again.',
  );
});

test('[DOC-3] every sentence is there in English and French, and no two problems have the same', () => {
  expect(Object.keys(fr)).toEqual(Object.keys(en));
  for (const sentences of [en, fr]) {
    const problems = Object.entries(sentences).filter(([name]) => name.startsWith('tableProblem'));
    expect(new Set(problems.map(([, words]) => words)).size).toBe(problems.length);
  }
});
