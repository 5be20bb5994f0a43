// Settings out of the environment.
import { expect, it } from 'vitest';
import { createDemoQueues } from '../demo/demoQueues.ts';
import { topicSchema } from '../../protocol/index.ts';
import { readSettings, type Environment } from './settings.ts';

function sentences(env: Environment): readonly string[] {
  const result = readSettings(env, '/srv', '/app/out');
  return result.ok ? [] : result.sentences;
}

it('[OPS-1] has defaults for everything', () => {
  const result = readSettings({}, '/srv', '/app/out');
  expect(result).toEqual({
    ok: true,
    settings: {
      demo: false,
      host: '127.0.0.1',
      port: 7788,
      dataDir: '/srv/.visavis/data',
      webDir: '/app/out',
      publicOrigin: null,
      turn: { stunUrls: [], turnUrls: [], turnSecret: '', credentialSeconds: 3600, relayOnly: false },
      turnSecretFile: null,
      rooms: 'noAddress',
      logLevel: 'info',
      metrics: 'loopback',
      trustedProxies: [],
      configFile: null,
      challengeSeeds: [],
      ringTimeoutMs: null,
      warnings: [],
    },
  });
});

it('[OPS-1] reads what is set', () => {
  const env = {
    VISAVIS_HOST: '0.0.0.0',
    VISAVIS_PORT: '443',
    VISAVIS_PUBLIC_ORIGIN: 'https://calls.example.com/',
    VISAVIS_TURN_URLS: 'turn:a.example:3478, turns:a.example:5349',
    VISAVIS_TURN_SECRET: 'sixteen characters',
    VISAVIS_TURN_TTL_S: '600',
    VISAVIS_RELAY_ONLY: '1',
    VISAVIS_LOG_LEVEL: 'debug',
    VISAVIS_DATA_DIR: 'here',
  };
  const result = readSettings(env, '/srv', '/app/out');
  if (!result.ok) throw new Error(result.sentences.join());
  expect(result.settings).toMatchObject({
    port: 443,
    publicOrigin: 'https://calls.example.com',
    turn: {
      turnUrls: ['turn:a.example:3478', 'turns:a.example:5349'],
      credentialSeconds: 600,
      relayOnly: true,
    },
    logLevel: 'debug',
    dataDir: '/srv/here',
  });
});

it.each([
  ['VISAVIS_DEMO', 'yes'],
  ['VISAVIS_HOST', 'http://x'],
  ['VISAVIS_PORT', '65536'],
  ['VISAVIS_PORT', '7788 '.repeat(2)],
  ['VISAVIS_PORT', '-1'],
  ['VISAVIS_PUBLIC_ORIGIN', 'http://calls.example.com'],
  ['VISAVIS_PUBLIC_ORIGIN', 'https://calls.example.com/path'],
  ['VISAVIS_PUBLIC_ORIGIN', 'calls.example.com'],
  ['VISAVIS_TURN_URLS', 'https://a.example'],
  ['VISAVIS_STUN_URLS', 'turn:a.example'],
  ['VISAVIS_TURN_TTL_S', '9'],
  ['VISAVIS_RELAY_ONLY', '1'],
  ['VISAVIS_LOG_LEVEL', 'loud'],
  ['VISAVIS_METRICS', 'everyone'],
  ['VISAVIS_TRUST_PROXY', 'true'],
  ['VISAVIS_TRUSTED_PROXIES', 'proxy.example'],
  ['VISAVIS_TRUSTED_PROXIES', '10.0.0.0/33'],
  ['VISAVIS_RING_TIMEOUT_MS', '5'],
])('[OPS-1] names the wrong setting: %s=%s', (name, value) => {
  expect(sentences({ [name]: value }).some((sentence) => sentence.startsWith(`${name} must be `))).toBe(true);
});

it('[OPS-1] names all wrong settings at once', () => {
  expect(sentences({ VISAVIS_PORT: 'x', VISAVIS_LOG_LEVEL: 'y' })).toHaveLength(2);
});

it('[OPS-1] wants a secret for the relay', () => {
  expect(sentences({ VISAVIS_TURN_URLS: 'turn:a.example' })[0]).toMatch(/^VISAVIS_TURN_SECRET must be/);
});

it('[OPS-2] binds demo mode to loopback', () => {
  expect(sentences({ VISAVIS_DEMO: '1', VISAVIS_HOST: '0.0.0.0' })[0]).toMatch(/^VISAVIS_HOST must be/);
  expect(sentences({ VISAVIS_DEMO: '1', VISAVIS_HOST: '192.0.2.1' })[0]).toMatch(/^VISAVIS_HOST must be/);
  const origin = { VISAVIS_DEMO: '1', VISAVIS_PUBLIC_ORIGIN: 'https://calls.example.com' };
  expect(sentences(origin)[0]).toMatch(/^VISAVIS_PUBLIC_ORIGIN must not/);
  for (const host of ['127.0.0.1', 'localhost', '::1', '127.1.2.3']) {
    expect(sentences({ VISAVIS_DEMO: '1', VISAVIS_HOST: host, VISAVIS_RING_TIMEOUT_MS: '3000' })).toEqual([]);
  }
});

it('[OPS-3] wants a public origin for a non-loopback bind', () => {
  expect(sentences({ VISAVIS_HOST: '0.0.0.0' })[0]).toMatch(/^VISAVIS_PUBLIC_ORIGIN must name/);
  expect(sentences({ VISAVIS_HOST: '::' })[0]).toMatch(/^VISAVIS_PUBLIC_ORIGIN must name/);
  expect(sentences({ VISAVIS_HOST: '0.0.0.0', VISAVIS_PUBLIC_ORIGIN: 'https://calls.example.com' })).toEqual([]);
});

it('[OPS-1][CONF-1] says how the settings file is called now', () => {
  expect(sentences({ VISAVIS_QUEUES: 'queues.json' })[0]).toMatch(/^VISAVIS_QUEUES must be called VISAVIS_CONFIG/);
  const result = readSettings({ VISAVIS_CONFIG: 'visavis.yaml' }, '/srv', '/app/out');
  expect(result.ok && result.settings.configFile).toBe('/srv/visavis.yaml');
});

it('[OPS-2] has demo topics in both languages', () => {
  const demo = [...createDemoQueues(3000).values()];
  expect(demo).toHaveLength(4);
  for (const { id, name, timings } of demo) {
    expect(topicSchema.safeParse({ id, name, open: true }).success).toBe(true);
    expect(timings.ringTimeoutMs).toBe(3000);
  }
});

it('[OPS-1] takes seeds of challenges in demo mode only, and only numbers', () => {
  const read = (env: Record<string, string>) => readSettings(env, '/srv', '/app/out');
  expect(read({ VISAVIS_DEMO: '1', VISAVIS_CHALLENGE_SEEDS: '1, 2,4294967295' })).toMatchObject({
    settings: { challengeSeeds: [1, 2, 4_294_967_295] },
  });
  for (const env of [
    { VISAVIS_CHALLENGE_SEEDS: '1' },
    { VISAVIS_DEMO: '1', VISAVIS_CHALLENGE_SEEDS: '1,x' },
    { VISAVIS_DEMO: '1', VISAVIS_CHALLENGE_SEEDS: '4294967296' },
  ]) {
    expect(read(env)).toMatchObject({ ok: false, sentences: [expect.stringContaining('VISAVIS_CHALLENGE_SEEDS')] });
  }
});

it('[GUARD-6] takes proxies by address, understands the old setting, and warns of what looks forgotten', () => {
  const read = (env: Record<string, string>) => {
    const result = readSettings(env, '/srv', '/app/out');
    if (!result.ok) throw new Error(result.sentences.join());
    return result.settings;
  };
  const origin = { VISAVIS_PUBLIC_ORIGIN: 'https://calls.example.com' };
  const named = read({ ...origin, VISAVIS_TRUSTED_PROXIES: '192.0.2.1, 10.0.0.0/8 ::1' });
  expect(named).toMatchObject({ trustedProxies: ['192.0.2.1', '10.0.0.0/8', '::1'], warnings: [] });
  const old = read({ ...origin, VISAVIS_TRUST_PROXY: '1' });
  expect(old.trustedProxies).toContain('127.0.0.0/8');
  expect(old.warnings).toEqual([expect.stringMatching(/^VISAVIS_TRUST_PROXY is old/)]);
  const both = read({ ...origin, VISAVIS_TRUST_PROXY: '1', VISAVIS_TRUSTED_PROXIES: '192.0.2.1' });
  expect(both.trustedProxies).toEqual(['192.0.2.1']);
  expect(read(origin).warnings).toEqual([expect.stringMatching(/^VISAVIS_PUBLIC_ORIGIN is https/)]);
  expect(read({ VISAVIS_PUBLIC_ORIGIN: 'http://127.0.0.1:80' }).warnings).toEqual([]);
});
