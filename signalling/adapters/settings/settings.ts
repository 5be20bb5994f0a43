// The server's settings out of the environment, checked. Knows every variable by name; starts nothing.
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import type { LogLevel } from '../log/pinoLog.ts';
import type { TurnSettings } from '../turn/turnCredentials.ts';
import { isNetwork, PRIVATE_NETWORKS } from '../clients/trustedProxies.ts';
import { readRoomSettings, roomContradictions, type RoomSettings } from './roomSettings.ts';
import { isLoopbackHost } from './loopback.ts';
import { LEAST_TURN_SECRET } from './turnSecretFile.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Settings = {
  readonly demo: boolean;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly webDir: string;
  /** Where people reach this server; null when only this machine does. */
  readonly publicOrigin: string | null;
  readonly turn: TurnSettings;
  /** Where the secret shared with the relay stands, when it is not in the environment. */
  readonly turnSecretFile: string | null;
  readonly rooms: RoomSettings;
  readonly logLevel: LogLevel;
  readonly metrics: 'loopback' | 'public';
  /** Addresses and networks of our own proxies: what they say of a client in X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** A YAML file with queues, agents and passes; null for the built-in ones. */
  readonly configFile: string | null;
  /** Demo mode only: replaces the ring time-out of its queues. */
  readonly ringTimeoutMs: number | null;
  /** Demo mode only: the seeds of challenges, one after the other. Empty: drawn. */
  readonly challengeSeeds: readonly number[];
  /** Sentences for the log: what is right, and perhaps not meant. */
  readonly warnings: readonly string[];
};

export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings }
  /** One sentence for each wrong setting. */
  | { readonly ok: false; readonly sentences: readonly string[] };

const LOG_LEVELS: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug'];
const MAX_PORT = 65_535;
const DEFAULT_TURN_SECONDS = 60 * 60;

export function readSettings(env: Environment, workingDir: string, buildDir: string): SettingsResult {
  const sentences: string[] = [];
  const read = createReader(env, sentences);
  const demo = read.flag('VISAVIS_DEMO');
  const host = read.host('VISAVIS_HOST', '127.0.0.1');
  const publicOrigin = read.origin('VISAVIS_PUBLIC_ORIGIN');
  const turnUrls = read.urls('VISAVIS_TURN_URLS', ['turn', 'turns']);
  const turnSecret = read.text('VISAVIS_TURN_SECRET') ?? '';
  const turnSecretFile = read.text('VISAVIS_TURN_SECRET_FILE');
  const configFile = read.text('VISAVIS_CONFIG');
  const trustedProxies = read.networks('VISAVIS_TRUSTED_PROXIES');
  const isOldTrust = read.flag('VISAVIS_TRUST_PROXY');
  const settings: Settings = {
    demo,
    host,
    port: read.integer('VISAVIS_PORT', 0, MAX_PORT) ?? 7788,
    dataDir: resolve(workingDir, read.text('VISAVIS_DATA_DIR') ?? join('.visavis', demo ? 'demo' : 'data')),
    webDir: resolve(workingDir, read.text('VISAVIS_WEB_DIR') ?? buildDir),
    publicOrigin,
    turn: {
      stunUrls: read.urls('VISAVIS_STUN_URLS', ['stun', 'stuns']),
      turnUrls,
      turnSecret,
      credentialSeconds: read.integer('VISAVIS_TURN_TTL_S', 10, 86_400) ?? DEFAULT_TURN_SECONDS,
      relayOnly: read.flag('VISAVIS_RELAY_ONLY'),
    },
    turnSecretFile: turnSecretFile === null ? null : resolve(workingDir, turnSecretFile),
    rooms: readRoomSettings(read, { demo, workingDir, programs: join(buildDir, '..', 'node_modules') }),
    logLevel: read.oneOf('VISAVIS_LOG_LEVEL', LOG_LEVELS) ?? 'info',
    metrics: read.oneOf('VISAVIS_METRICS', ['loopback', 'public']) ?? 'loopback',
    trustedProxies: trustedProxies.length === 0 && isOldTrust ? PRIVATE_NETWORKS : trustedProxies,
    configFile: configFile === null ? null : resolve(workingDir, configFile),
    ringTimeoutMs: read.integer('VISAVIS_RING_TIMEOUT_MS', 100, 600_000),
    challengeSeeds: read.integers('VISAVIS_CHALLENGE_SEEDS', 0, 0xffff_ffff),
    warnings: proxyWarnings(publicOrigin, trustedProxies, isOldTrust),
  };
  if (read.text('VISAVIS_QUEUES') !== null) {
    sentences.push('VISAVIS_QUEUES must be called VISAVIS_CONFIG now: the same file will do, JSON is YAML.');
  }
  sentences.push(...contradictions(settings), ...roomContradictions(settings.rooms));
  return sentences.length === 0 ? { ok: true, settings } : { ok: false, sentences };
}

function proxyWarnings(publicOrigin: string | null, proxies: readonly string[], isOldTrust: boolean): string[] {
  if (isOldTrust) {
    return [
      'VISAVIS_TRUST_PROXY is old: name your proxies in VISAVIS_TRUSTED_PROXIES. Until then this machine and private networks are trusted.',
    ];
  }
  if (publicOrigin?.startsWith('https:') !== true || proxies.length > 0) return [];
  return [
    'VISAVIS_PUBLIC_ORIGIN is https, so a proxy stands before this server, but VISAVIS_TRUSTED_PROXIES names none: all who come through it count as one, and limits meant for one stop all.',
  ];
}

/** Settings that are right by themselves and wrong together. */
function contradictions({
  demo,
  host,
  publicOrigin,
  turn,
  turnSecretFile,
  ringTimeoutMs,
  challengeSeeds,
}: Settings): readonly string[] {
  const sentences: string[] = [];
  const isLoopback = isLoopbackHost(host);
  if (demo && !isLoopback) {
    sentences.push(`VISAVIS_HOST must be 127.0.0.1, ::1 or localhost in demo mode: everybody knows the demo password.`);
  }
  if (demo && publicOrigin !== null) {
    sentences.push('VISAVIS_PUBLIC_ORIGIN must not be set in demo mode: everybody knows the demo password.');
  }
  if (!demo && !isLoopback && publicOrigin === null) {
    sentences.push(
      'VISAVIS_PUBLIC_ORIGIN must name the address that people open, such as https://calls.example.com, when VISAVIS_HOST is not a loopback address.',
    );
  }
  if (!demo && ringTimeoutMs !== null) {
    sentences.push('VISAVIS_RING_TIMEOUT_MS is for demo mode only: set ringTimeoutMs in the file of VISAVIS_CONFIG.');
  }
  if (!demo && challengeSeeds.length > 0) {
    sentences.push(
      'VISAVIS_CHALLENGE_SEEDS is for demo mode only: a challenge that is known beforehand shows nothing.',
    );
  }
  if (turnSecretFile !== null && turn.turnSecret !== '') {
    sentences.push('VISAVIS_TURN_SECRET must not be set beside VISAVIS_TURN_SECRET_FILE.');
  }
  if (turn.turnUrls.length > 0 && turnSecretFile === null && turn.turnSecret.length < LEAST_TURN_SECRET) {
    sentences.push(
      `VISAVIS_TURN_SECRET must be the shared secret of the TURN server, at least ${LEAST_TURN_SECRET} characters long; or VISAVIS_TURN_SECRET_FILE names a file with it.`,
    );
  }
  if (turn.relayOnly && turn.turnUrls.length === 0) {
    sentences.push(
      'VISAVIS_RELAY_ONLY must be 0 where VISAVIS_TURN_URLS names no relay: media would have no way to go.',
    );
  }
  return sentences;
}

type Reader = {
  text(name: string): string | null;
  flag(name: string): boolean;
  integer(name: string, lowest: number, highest: number): number | null;
  /** With commas between them. */
  integers(name: string, lowest: number, highest: number): readonly number[];
  oneOf<T extends string>(name: string, choices: readonly T[]): T | null;
  host(name: string, fallback: string): string;
  origin(name: string): string | null;
  urls(name: string, schemes: readonly string[]): readonly string[];
  /** As `40000-40099`. */
  ports(name: string): { readonly from: number; readonly to: number } | null;
  /** Addresses, and networks as `10.0.0.0/8`. */
  networks(name: string): readonly string[];
};

const HOST_NAME = /^(?!-)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*$/;

function createReader(env: Environment, sentences: string[]): Reader {
  const text = (name: string): string | null => {
    const value = env[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const wrong = (name: string, must: string): void => {
    sentences.push(`${name} must be ${must}.`);
  };
  return {
    text,
    flag(name) {
      const value = text(name);
      if (value !== null && value !== '0' && value !== '1') wrong(name, '1 or 0');
      return value === '1';
    },
    integer(name, lowest, highest) {
      const value = text(name);
      if (value === null) return null;
      const number = /^\d+$/.test(value) ? Number(value) : NaN;
      if (number >= lowest && number <= highest) return number;
      wrong(name, `a whole number from ${lowest} to ${highest}`);
      return null;
    },
    oneOf(name, choices) {
      const value = text(name);
      const choice = choices.find((candidate) => candidate === value) ?? null;
      if (value !== null && choice === null) wrong(name, `one of ${choices.join(', ')}`);
      return choice;
    },
    host(name, fallback) {
      const value = text(name) ?? fallback;
      if (isIP(value) === 0 && !HOST_NAME.test(value))
        wrong(name, 'an IP address or a host name, without scheme or port');
      return value;
    },
    origin(name) {
      const value = text(name);
      if (value === null) return null;
      const origin = publicOriginOf(value);
      if (origin !== null) return origin;
      wrong(
        name,
        'an https origin without a path, such as https://calls.example.com (browsers give cameras to no other)',
      );
      return null;
    },
    ...createListReader(text, wrong),
  };
}

/** Settings with several values. */
function createListReader(
  text: Reader['text'],
  wrong: (name: string, must: string) => void,
): Pick<Reader, 'integers' | 'urls' | 'networks' | 'ports'> {
  /** Empty when it is wrong. */
  const list = (name: string, most: number, isFit: (entry: string) => boolean, must: string): readonly string[] => {
    const entries = (text(name) ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
    if (entries.length <= most && entries.every(isFit)) return entries;
    wrong(name, must);
    return [];
  };
  return {
    integers(name, lowest, highest) {
      const numbers = integersIn(text(name) ?? '', lowest, highest);
      if (numbers === null) wrong(name, `at most 1000 whole numbers from ${lowest} to ${highest}, separated by commas`);
      return numbers ?? [];
    },
    urls(name, schemes) {
      const must = `at most 8 addresses such as ${schemes[0] ?? ''}:media.example.com:3478, separated by commas`;
      return list(name, 8, (url) => isUrlOf(url, schemes), must);
    },
    ports(name) {
      const value = text(name);
      const [, from = NaN, to = NaN] = (/^(\d{1,5})-(\d{1,5})$/.exec(value ?? '') ?? []).map(Number);
      if (value === null || (from > 0 && from <= to && to <= MAX_PORT)) return value === null ? null : { from, to };
      wrong(name, `the first and the last port, such as 40000-40099, none above ${MAX_PORT}`);
      return null;
    },
    networks(name) {
      const must = 'at most 100 addresses or networks such as 192.0.2.1 or 10.0.0.0/8, separated by commas';
      return list(name, 100, isNetwork, must);
    },
  };
}

/** Null when one of them is no such number. */
function integersIn(text: string, lowest: number, highest: number): readonly number[] | null {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const isFit = (part: string): boolean => /^\d+$/.test(part) && Number(part) >= lowest && Number(part) <= highest;
  return parts.length <= 1000 && parts.every(isFit) ? parts.map(Number) : null;
}

function isUrlOf(url: string, schemes: readonly string[]): boolean {
  return schemes.some((scheme) => url.startsWith(`${scheme}:`)) && url.length <= 256;
}

/** Null where browsers would give no camera, and for what is more than an origin. */
function publicOriginOf(value: string): string | null {
  const url = URL.parse(value);
  const isSecure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname));
  if (url === null || !isSecure || url.pathname !== '/' || url.search !== '' || url.hash !== '') return null;
  return url.origin;
}
