// A choice is used once or not at all.
import { expect, test } from 'vitest';
import { CHOICE_VALID_MS, createChoice, type Chosen } from './createChoice.ts';

const MAIL: Chosen = { what: 'source', sourceId: 'window:7:0', name: 'Mail', displayId: '', audio: false };
const PORTAL: Chosen = { what: 'system', audio: true };

test('[SHARE-4] a choice is taken once', () => {
  const choice = createChoice();
  expect(choice.isPending(0)).toBe(false);
  expect(choice.take(0)).toBeUndefined();
  choice.choose(MAIL, 1_000);
  expect(choice.isPending(1_000)).toBe(true);
  expect(choice.take(1_500)).toEqual(MAIL);
  expect(choice.isPending(1_500)).toBe(false);
  expect(choice.take(1_500)).toBeUndefined();
});

test('[SHARE-4] a choice that nobody takes expires', () => {
  const choice = createChoice();
  choice.choose(MAIL, 1_000);
  expect(choice.isPending(1_000 + CHOICE_VALID_MS - 1)).toBe(true);
  expect(choice.isPending(1_000 + CHOICE_VALID_MS)).toBe(false);
  expect(choice.take(1_000 + CHOICE_VALID_MS)).toBeUndefined();
});

test('[SHARE-4] a new choice replaces the old one, and one taken back is gone', () => {
  const choice = createChoice();
  choice.choose(MAIL, 0);
  choice.choose(PORTAL, 5_000);
  expect(choice.take(CHOICE_VALID_MS + 1)).toEqual(PORTAL);
  choice.choose(MAIL, 0);
  choice.withdraw();
  expect(choice.take(1)).toBeUndefined();
});
