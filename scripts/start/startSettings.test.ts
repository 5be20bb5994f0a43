import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStartSettings } from './startSettings.ts';

describe('readStartSettings', () => {
  it('needs nothing from the environment', () => {
    expect(readStartSettings({}, 'linux')).toEqual({
      host: '127.0.0.1',
      port: 7788,
      dataFolder: join(homedir(), '.local', 'share', 'visavis-demo'),
      opensApp: false,
    });
  });

  it.each([
    ['on a display', { DISPLAY: ':0' }, 'linux', true],
    ['on Wayland', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
    ['on macOS', {}, 'darwin', true],
    ['on Windows', {}, 'win32', true],
    ['not without a display', {}, 'linux', false],
    ['not when told so', { DISPLAY: ':0', VISAVIS_NO_APP: '1' }, 'linux', false],
    ['when told not to leave it out', { DISPLAY: ':0', VISAVIS_NO_APP: '0' }, 'linux', true],
  ] as const)('opens the app %s', (_when, environment, platform, expected) => {
    expect(readStartSettings(environment, platform).opensApp).toBe(expected);
  });

  it.each(['80a', '-1', '65536', '1.5'])('refuses %s as a port with a sentence', (port) => {
    expect(() => readStartSettings({ VISAVIS_PORT: port }, 'linux')).toThrow(`VISAVIS_PORT is “${port}”`);
  });

  it('takes any free port for 0 and a folder of choice', () => {
    const settings = readStartSettings({ VISAVIS_PORT: '0', VISAVIS_DATA_DIR: '/srv/demo' }, 'linux');
    expect(settings).toMatchObject({ port: 0, dataFolder: '/srv/demo' });
  });
});
