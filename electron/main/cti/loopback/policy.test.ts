// What settings.json may say of the loopback interface.
import { expect, test } from 'vitest';
import { NO_POLICY } from '../../../contract/policy.ts';
import { readSettings } from '../../settings/readSettings.ts';
import { readLoopbackPolicy } from './policy.ts';

const good = { port: 7790, token: 'a'.repeat(32), origins: ['https://crm.example.org', 'http://intranet:8080'] };

test('[DOOR-40] there is none unless the settings say so', () => {
  expect(readLoopbackPolicy(undefined)).toEqual({ ok: true, policy: undefined });
  const read = readSettings({ argv: [], env: {}, fileText: '{}', policy: NO_POLICY });
  expect(read.ok && read.settings.loopbackDoor).toBeUndefined();
});

test('[DOOR-40] port, token and origins open it', () => {
  expect(readLoopbackPolicy(good)).toEqual({ ok: true, policy: good });
  const read = readSettings({ argv: [], env: {}, fileText: JSON.stringify({ loopbackDoor: good }), policy: NO_POLICY });
  expect(read.ok && read.settings.loopbackDoor).toEqual(good);
});

test.each([
  ['no token', { ...good, token: undefined }],
  ['a short token', { ...good, token: 'a'.repeat(31) }],
  ['a token that no header can carry', { ...good, token: ' '.repeat(40) }],
  ['no origins', { ...good, origins: undefined }],
  ['every origin', { ...good, origins: ['*'] }],
  ['the origin null', { ...good, origins: ['null'] }],
  ['an origin with a path', { ...good, origins: ['https://crm.example.org/'] }],
  ['an origin of files', { ...good, origins: ['file://'] }],
  ['a privileged port', { ...good, port: 80 }],
  ['a port as text', { ...good, port: '7790' }],
  ['another address', { ...good, address: '0.0.0.0' }],
  ['nothing', null],
])('[DOOR-40] %s is said, without the token, and the app does not start', (_what, value) => {
  const read = readSettings({
    argv: [],
    env: {},
    fileText: JSON.stringify({ loopbackDoor: value }),
    policy: NO_POLICY,
  });
  expect(read).toMatchObject({
    ok: false,
    message: expect.stringMatching(/^loopbackDoor in settings\.json must/) as string,
  });
  expect(JSON.stringify(read)).not.toContain('a'.repeat(31));
});
