// Where the server address may come from, and every way it can be wrong.
import { expect, test } from 'vitest';
import { NO_POLICY, type Policy } from '../../contract/policy.ts';
import { DEFAULT_REPLY_POLICY } from '../cti/engine/replyPolicy.ts';
import { readSettings, type SettingsSources } from './readSettings.ts';

const replies = DEFAULT_REPLY_POLICY;
const others = {
  loopbackDoor: undefined,
  ...{ language: 'system', languageIsFixed: false },
  autoStart: { decided: undefined, isFixed: false },
  startMinimised: false,
  logLevel: 'debug',
  screenSources: 'all',
} as const;

const read = (sources: Partial<SettingsSources>): ReturnType<typeof readSettings> =>
  readSettings({ argv: ['visavis'], env: {}, fileText: undefined, policy: NO_POLICY, ...sources });

test('[HOST-9] the server is on this computer unless said otherwise', () => {
  expect(read({})).toEqual({ ok: true, settings: { serverOrigin: 'http://127.0.0.1:7788', replies, ...others } });
  expect(read({ fileText: '{}' })).toEqual(read({}));
});

test('[HOST-9] the command line wins over the environment, and that over the file', () => {
  const fileText = '{"serverOrigin":"https://file.example"}';
  const env = { VISAVIS_SERVER_URL: 'https://env.example' };
  expect(read({ fileText })).toEqual({
    ok: true,
    settings: { serverOrigin: 'https://file.example', replies, ...others },
  });
  expect(read({ fileText, env })).toEqual({
    ok: true,
    settings: { serverOrigin: 'https://env.example', replies, ...others },
  });
  expect(read({ fileText, env, argv: ['visavis', '--server-url=https://argument.example/'] })).toEqual({
    ok: true,
    settings: { serverOrigin: 'https://argument.example', replies, ...others },
  });
});

test.each(['http://localhost:7788', 'http://[::1]:7788', 'http://127.0.0.2', 'https://visavis.example:8443'])(
  '[HOST-9] accepts %s',
  (url) =>
    expect(read({ env: { VISAVIS_SERVER_URL: url } })).toEqual({
      ok: true,
      settings: { serverOrigin: url, replies, ...others },
    }),
);

test.each([
  ['nowhere', 'must be a web address'],
  ['ftp://visavis.example', 'must begin with https:// or http://'],
  ['https://user:secret@visavis.example', 'must not hold a user name or password'],
  ['https://visavis.example/agent', 'must be an origin without a path'],
  ['https://visavis.example/?a=b', 'must be an origin without a path'],
  ['http://visavis.example', 'must begin with https:// unless the server is on this computer'],
  [`https://${'a'.repeat(400)}.example`, 'must be a web address'],
])('[HOST-9] refuses %s with a sentence that names the setting', (url, must) => {
  const result = read({ env: { VISAVIS_SERVER_URL: url } });
  expect(result).toEqual({ ok: false, message: expect.stringContaining(`VISAVIS_SERVER_URL ${must}`) as string });
  expect(JSON.stringify(result)).not.toContain('secret');
});

test.each(['', 'not json', '[]', 'null', '{"serverOrigin":7}'])(
  '[HOST-9] refuses a settings.json of %j',
  (fileText) => {
    expect(read({ fileText })).toEqual({ ok: false, message: expect.stringContaining('settings.json') as string });
  },
);

test('[WRITE-9] the reply policy comes from settings.json, and over it from the environment, value by value', () => {
  const fileText = '{"replies":{"idleMs":60000,"kinds":{"forward":true}}}';
  const env = { VISAVIS_REPLY_POLICY: '{"idleMs":3000,"untouchedMs":2000}' };
  expect(read({ fileText, env })).toMatchObject({
    settings: {
      replies: {
        ...replies,
        idleMs: 3000,
        untouchedMs: 2000,
        kinds: { reply: true, forward: true, new: false },
      },
    },
  });
});

test.each([
  ['no json', 'VISAVIS_REPLY_POLICY must be'],
  ['[]', 'VISAVIS_REPLY_POLICY must be'],
  ['{"idleMs":"3 s"}', 'see idleMs'],
  ['{"idleMs":1}', 'see idleMs'],
  ['{"heartbeatMs":8000}', 'see heartbeatMs'],
  ['{"kinds":{"letter":true}}', 'see kinds'],
  ['{"secretMs":5}', 'VISAVIS_REPLY_POLICY must be'],
])('[WRITE-9] refuses the policy %s with a sentence that names it', (text, says) => {
  const result = read({ env: { VISAVIS_REPLY_POLICY: text } });
  expect(result).toEqual({ ok: false, message: expect.stringContaining(says) as string });
  expect(JSON.stringify(result)).not.toContain('secret');
});

test('[POLICY-3] what the policy has fixed goes before everything, what it recommends before nothing but the defaults', () => {
  const server = (origin: string): Policy['fixed'] => ({
    ServerOrigin: origin,
    ShieldIdleSeconds: 300,
    ShieldForwards: true,
  });
  const env = { VISAVIS_SERVER_URL: 'https://env.example', VISAVIS_REPLY_POLICY: '{"idleMs":3000}' };
  const argv = ['visavis', '--server-url=https://argument.example'];
  expect(read({ env, argv, policy: { fixed: server('https://fixed.example'), recommended: {} } })).toMatchObject({
    settings: {
      serverOrigin: 'https://fixed.example',
      replies: { ...replies, idleMs: 300_000, kinds: { reply: true, forward: true, new: false } },
    },
  });
  const policy = { fixed: {}, recommended: server('https://recommended.example') };
  expect(read({ env, policy })).toMatchObject({
    settings: { serverOrigin: 'https://env.example', replies: { idleMs: 3000, kinds: { forward: true } } },
  });
  expect(read({ policy })).toMatchObject({
    settings: { serverOrigin: 'https://recommended.example', replies: { idleMs: 300_000 } },
  });
});

test('[POLICY-3] a door that the policy closes stays closed, and the rest is as it says', () => {
  const door = { port: 7790, token: 't'.repeat(32), origins: [] };
  const fileText = JSON.stringify({ loopbackDoor: door });
  expect(read({ fileText })).toMatchObject({ settings: { loopbackDoor: door } });
  const fixed = {
    LoopbackDoor: false,
    Language: 'fr',
    StartMinimised: true,
    LogLevel: 'warn',
    ScreenSources: 'windows',
  } as const;
  expect(read({ fileText, policy: { fixed, recommended: {} } })).toMatchObject({
    settings: {
      loopbackDoor: undefined,
      language: 'fr',
      languageIsFixed: true,
      startMinimised: true,
      logLevel: 'warn',
      screenSources: 'windows',
    },
  });
});
