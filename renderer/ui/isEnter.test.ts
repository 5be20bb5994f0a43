// Which Enter sends.
import { expect, it } from 'vitest';
import { isEnter } from './isEnter.ts';

it.each([
  ['Enter by itself', { key: 'Enter', isComposing: false, keyCode: 13 }, true],
  ['Enter that chooses a word', { key: 'Enter', isComposing: true, keyCode: 229 }, false],
  ['Enter that ends a composition in Safari', { key: 'Enter', isComposing: false, keyCode: 229 }, false],
  ['another key', { key: 'a', isComposing: false, keyCode: 65 }, false],
] as const)('[CHAT-8] %s', (_name, event, sends) => {
  expect(isEnter(event)).toBe(sends);
});
