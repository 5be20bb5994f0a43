// That nothing but the bounded vocabulary gets from a page to the app.
import { expect, test } from 'vitest';
import { parseSurfaceReport } from './surfaceReport.ts';

test.each([
  { type: 'opened', surface: 'compose', kind: 'reply' },
  { type: 'opened', surface: 'compose', kind: 'reply', last: 'saved' },
  { type: 'typed', surface: 's1' },
  { type: 'sending', surface: 's1' },
  { type: 'sendFailed', surface: 's1' },
  { type: 'saved', surface: 's1' },
  { type: 'ended', surface: 's1', outcome: 'sent' },
])('[DOOR-21] $type is taken', (report) => {
  expect(parseSurfaceReport(report)).toEqual(report);
});

test('[DOOR-21] what a report has too much is dropped', () => {
  expect(parseSurfaceReport({ type: 'typed', surface: 's1', text: 'Dear Camille' })).toEqual({
    type: 'typed',
    surface: 's1',
  });
});

test('[DOOR-21] a past that nobody knows is none', () => {
  expect(parseSurfaceReport({ type: 'opened', surface: 's1', kind: 'reply', last: 'Dear Camille' })).toEqual({
    type: 'opened',
    surface: 's1',
    kind: 'reply',
  });
});

test.each([
  undefined,
  null,
  'typed',
  [],
  { type: 'typed' },
  { type: 'typed', surface: 7 },
  { type: 'typed', surface: '' },
  { type: 'typed', surface: 'a b' },
  { type: 'typed', surface: 'x'.repeat(25) },
  { type: 'opened', surface: 's1' },
  { type: 'opened', surface: 's1', kind: 'letter' },
  { type: 'ended', surface: 's1', outcome: 'lost' },
  { type: 'call', surface: 's1' },
  { type: ['typed'], surface: 's1' },
])('[DOOR-21] %j is not', (report) => {
  expect(parseSurfaceReport(report)).toBeUndefined();
});
