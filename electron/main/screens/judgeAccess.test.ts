// The probe of macOS's permission: evidence before status.
import { expect, test } from 'vitest';
import { judgeAccess, type Glimpse, type Probe } from './judgeAccess.ts';

const judge = (probe: Partial<Probe>): string =>
  judgeAccess({ platform: 'darwin', status: 'granted', seen: undefined, ...probe });
const mail: Glimpse = { kind: 'window', name: 'Inbox', isBlank: false };
const screen: Glimpse = { kind: 'screen', name: 'Entire screen', isBlank: false };

test('[SHARE-3] elsewhere than on macOS nobody has to be asked', () => {
  for (const platform of ['linux', 'win32'] as const) expect(judge({ platform, status: 'denied' })).toBe('granted');
});

test('[SHARE-3] a window of another program with name and picture proves the permission, whatever the status says', () => {
  for (const status of ['granted', 'denied', 'not-determined', 'restricted'])
    expect(judge({ status, seen: [screen, { ...mail, name: '' }, mail] })).toBe('granted');
});

test.each<[string, Probe['seen']]>([
  ['windows without names', [screen, { ...mail, name: ' ' }]],
  ['windows without pictures', [screen, { ...mail, isBlank: true }]],
  ['black screens', [{ ...screen, isBlank: true }]],
  ['a refused look', 'failed'],
])('[SHARE-3] %s mean no permission, also where the status says granted', (_what, seen) => {
  expect(judge({ seen })).toBe('denied');
});

test('[SHARE-3] without evidence a yes is not believed and a no is', () => {
  for (const seen of [undefined, [], [screen]]) {
    expect(judge({ seen, status: 'granted' })).toBe('unknown');
    expect(judge({ seen, status: 'not-determined' })).toBe('unknown');
    expect(judge({ seen, status: 'denied' })).toBe('denied');
  }
});
