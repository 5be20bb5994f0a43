// The shell's own words in both languages.
import { expect, test } from 'vitest';
import { wordsFor } from './wordsFor.ts';

test('[LANG-1] the shell speaks French to French systems and English to all others', () => {
  for (const language of ['fr', 'fr-FR', 'FR-ca']) expect(wordsFor(language).quit).toBe('Quitter');
  for (const language of ['en-GB', 'de', 'fry', '']) expect(wordsFor(language).quit).toBe('Quit');
  expect(Object.keys(wordsFor('fr')).sort()).toEqual(Object.keys(wordsFor('en')).sort());
});
