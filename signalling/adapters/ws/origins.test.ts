// Who may speak, by where the page came from.
import { expect, it } from 'vitest';
import { partiesOf } from './origins.ts';

const own = ['https://calls.example.com', 'http://127.0.0.1:7788'];

it('[WIRE-7] lets own pages be either party, the desktop app and local programs only agents, and nobody else in', () => {
  expect(partiesOf('https://calls.example.com', own, false)).toEqual(['customer', 'agent']);
  expect(partiesOf('visavis-app://agent', own, false)).toEqual(['agent']);
  expect(partiesOf(undefined, own, true)).toEqual(['agent']);
  expect(partiesOf(undefined, own, false)).toEqual([]);
  for (const origin of [
    'null',
    'https://evil.example',
    'https://calls.example.com.evil.example',
    'http://127.0.0.1:1',
    '',
  ]) {
    expect(partiesOf(origin, own, true)).toEqual([]);
  }
});
