// Which links another device can open.
import { expect, it } from 'vitest';
import { continueLink, isOnlyHere } from './continueLink.ts';

it.each([
  ['http://127.0.0.1:7788', true],
  ['http://127.1.2.3', true],
  ['http://localhost:7788', true],
  ['http://[::1]:7788', true],
  ['https://calls.example', false],
  ['https://127.0.0.1.example', false],
  ['http://192.168.1.20:7788', false],
])('[HANDOVER-11] a link to %s opens on this machine only: %s', (origin, isOnly) => {
  expect(isOnlyHere(continueLink(origin, 'a'.repeat(22), 'video'))).toBe(isOnly);
});
