// Which picker on which system.
import { expect, test } from 'vitest';
import { canShareSound, pickerOf } from './pickerOf.ts';

const WAYLAND = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' };

test.each([
  ['linux', '6.1.0', { XDG_SESSION_TYPE: 'x11' }, 'own'],
  ['linux', '6.1.0', {}, 'own'],
  ['linux', '6.1.0', WAYLAND, 'portal'],
  // A session on X11 that was started from a Wayland terminal.
  ['linux', '6.1.0', { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: 'wayland-0' }, 'own'],
  ['linux', '6.1.0', { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: '' }, 'own'],
  ['darwin', '14.7.1', {}, 'own'],
  ['darwin', '15.0.0', {}, 'system'],
  ['darwin', '26.1', {}, 'system'],
  ['darwin', '', {}, 'own'],
  ['win32', '10.0.26100', WAYLAND, 'own'],
] as const)('[SHARE-2] on %s %s with %j the picker is %s', (platform, systemVersion, env, picker) => {
  expect(pickerOf({ platform, systemVersion, env })).toBe(picker);
});

test('[SHARE-2] sound of the computer is offered where it can be captured', () => {
  expect(canShareSound('win32')).toBe(true);
  for (const platform of ['linux', 'darwin'] as const) expect(canShareSound(platform)).toBe(false);
});

test('[POLICY-3] where only windows may be shared, nobody is given a picker that offers the screen as well', () => {
  const mac = { platform: 'darwin', systemVersion: '15.1.0', env: {} } as const;
  expect([pickerOf(mac), pickerOf({ ...mac, allowed: 'windows' })]).toEqual(['system', 'own']);
});
