// The closing table.
import { expect, test } from 'vitest';
import { hostStatusSchema } from '../../contract/index.ts';
import { decideClose } from './decideClose.ts';

test('[HOST-3] closing hides to the tray while signed in', () => {
  for (const status of hostStatusSchema.options) {
    expect(decideClose(status, 'win32', true)).toBe(status === 'signedOut' ? 'quit' : 'hide');
  }
});

test('[HOST-3] without a tray closing quits, but not on a caller', () => {
  const decisions = hostStatusSchema.options.map((status) => [status, decideClose(status, 'linux', false)]);
  expect(Object.fromEntries(decisions)).toEqual({
    signedOut: 'quit',
    available: 'quit',
    away: 'quit',
    ringing: 'minimise',
    inCall: 'minimise',
    wrapUp: 'quit',
    held: 'quit',
    offline: 'quit',
  });
});

test('[HOST-3] on macOS the app stays in the dock', () => {
  expect(decideClose('signedOut', 'darwin', true)).toBe('hide');
});
