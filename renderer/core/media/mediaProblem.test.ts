import { afterEach, beforeEach, expect, it } from 'vitest';
import { mediaProblemOf } from './mediaProblem.ts';

beforeEach(() => {
  Object.defineProperty(navigator, 'mediaDevices', { value: {}, configurable: true });
});
afterEach(() => {
  Reflect.deleteProperty(navigator, 'mediaDevices');
});

it.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'missing'],
  ['NotReadableError', 'busy'],
  ['SomethingNew', 'failed'],
])('[LOBBY-2] %s means %s', (name, problem) => {
  expect(mediaProblemOf(new DOMException('', name))).toBe(problem);
});

it('[LOBBY-2] a page without a secure origin has no devices to ask for', () => {
  Reflect.deleteProperty(navigator, 'mediaDevices');
  expect(mediaProblemOf(new DOMException('', 'SecurityError'))).toBe('insecure');
});
