import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { chooseLanguage, chooseRegion, formatClock } from './locale.ts';

it('[LANG-1] takes the first preference that is spoken here, else English', () => {
  expect(chooseLanguage(['fr', 'en'])).toBe('fr');
  expect(chooseLanguage([null, 'fr-CA', 'en-GB'])).toBe('fr');
  expect(chooseLanguage(['de-DE', 'EN-us'])).toBe('en');
  expect(chooseLanguage(['klingon'])).toBe('en');
});

it('[LANG-1] both languages have the same messages with the same parameters, none empty or left in English', () => {
  const read = (language: string): Record<string, string> =>
    JSON.parse(readFileSync(`resources/locales/${language}.json`, 'utf8')) as Record<string, string>;
  const { $schema: _en, ...english } = read('en');
  const { $schema: _fr, ...french } = read('fr');
  expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort());
  const parameters = (text: string | undefined): string[] => (text?.match(/\{\w+\}/g) ?? []).sort();
  const sameInBoth = new Set<string>();
  for (const [name, text] of Object.entries(english)) {
    expect(text.trim(), name).not.toBe('');
    expect(parameters(french[name]), name).toEqual(parameters(text));
    if (french[name] === text && /[a-z]{4}/i.test(text.replace(/\{\w+\}/g, ''))) sameInBoth.add(text);
  }
  expect([...sameInBoth].sort()).toEqual(
    ['Microphone level', 'Notes', 'Position {position}', 'Visavis'].filter((t) => sameInBoth.has(t)),
  );
});

it('[APP-3] shows lengths as a clock does', () => {
  expect(formatClock(0)).toBe('0:00');
  expect(formatClock(247_900)).toBe('4:07');
  expect(formatClock(3_729_000)).toBe('1:02:09');
  expect(formatClock(-5)).toBe('0:00');
});

it('[LANG-2] dates and times are written as where the person lives, as far as they say', () => {
  expect(chooseRegion('en', ['fr-FR', 'en', 'en-CA'])).toBe('en-CA');
  expect(chooseRegion('en', [undefined, 'en'])).toBe('en-GB');
  expect(chooseRegion('fr', ['en-US'])).toBe('fr-FR');
});
