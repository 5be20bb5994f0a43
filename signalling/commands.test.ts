// What an operator is told when a folder, a file or a value cannot be used: a sentence and exit code 2, never a stack trace.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteStore, STORE_FILE } from './adapters/store/sqliteStore.ts';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-commands-'));
  mkdirSync(join(folder, 'data'));
  await openSqliteStore(join(folder, 'data', STORE_FILE), 0).close();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A script below signalling/ and what follows. */
const COMMANDS = {
  agents: ['agents.ts', 'list'],
  customers: ['customers.ts', 'calls', 'Zoe'],
  audit: ['audit.ts', 'verify'],
  restore: ['backup.ts', 'restore', 'FILE'],
  links: ['links.ts', 'make', '--queue', 'cards'],
} as const;
type Command = keyof typeof COMMANDS;

type Trouble = { readonly spoil: () => NodeJS.ProcessEnv; readonly words: string; readonly of: readonly Command[] };
const data = (...parts: string[]): string => join(folder, 'data', ...parts);
const TROUBLES: Readonly<Record<string, Trouble>> = {
  'a file in place of the data folder': {
    spoil: () => {
      writeFileSync(join(folder, 'plain'), '');
      return { VISAVIS_DATA_DIR: join(folder, 'plain') };
    },
    words: 'VISAVIS_DATA_DIR must name a folder: a file is in its place.',
    of: ['agents', 'customers', 'restore'],
  },
  'no store': {
    spoil: () => ({ VISAVIS_DATA_DIR: join(folder, 'nowhere') }),
    words: 'There is no store in',
    of: ['audit'],
  },
  'a damaged store': {
    spoil: () => {
      writeFileSync(data(STORE_FILE), 'this is no database, and long enough to be looked at as one'.repeat(20));
      return {};
    },
    words: 'is damaged. Put a back-up in its place',
    of: ['agents', 'customers', 'audit'],
  },
  'a damaged key of the audit log': {
    spoil: () => {
      writeFileSync(data('audit.key'), 'no key');
      return {};
    },
    words: 'audit.key holds no private key of Ed25519',
    of: ['agents', 'audit'],
  },
  'a folder in place of that key': {
    spoil: () => {
      mkdirSync(data('audit.key'));
      return {};
    },
    words: 'audit.key cannot be read.',
    of: ['customers', 'audit'],
  },
  'keys for sealing that are not there': {
    spoil: () => ({ VISAVIS_SEALING_KEYS: join(folder, 'nowhere') }),
    words: 'which cannot be read.',
    of: ['agents', 'customers'],
  },
  'settings that are not there': {
    spoil: () => ({ VISAVIS_CONFIG: join(folder, 'nowhere.yaml') }),
    words: 'VISAVIS_CONFIG',
    of: ['links'],
  },
  'a wrong value': {
    spoil: () => ({ VISAVIS_PUBLIC_ORIGIN: 'calls.example' }),
    words: 'VISAVIS_PUBLIC_ORIGIN must be',
    of: ['links'],
  },
};

const CASES = Object.entries(TROUBLES).flatMap(([name, { of }]) => of.map((command) => [command, name] as const));

it.each(CASES)('[OPS-11] npm run %s, with %s', { timeout: 30_000 }, (command, name) => {
  const trouble = TROUBLES[name];
  const [script, ...rest] = COMMANDS[command];
  // One that is whole, so that nothing else is wrong.
  if (command === 'restore') copyFileSync(data(STORE_FILE), join(folder, 'FILE'));
  const env = { ...process.env, VISAVIS_DATA_DIR: data(), ...trouble?.spoil() };
  const words = rest.map((word) => (word === 'FILE' ? join(folder, 'FILE') : word));
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, script), ...words], {
    env,
    encoding: 'utf8',
  });
  expect(stderr).toContain(trouble?.words);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect([status, stdout]).toEqual([2, '']);
});
