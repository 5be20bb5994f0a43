// The keys of what is sealed at rest, and a start without them.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createRowSeal, keyIdOf } from '../store/rowSeal.ts';
import { openSqliteStore, STORE_FILE } from '../store/sqliteStore.ts';
import { readSealingKeys } from './sealingKeys.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-keys-'));
const dataDir = join(folder, 'data');
mkdirSync(dataDir);
afterAll(() => rmSync(folder, { recursive: true }));
const keyLine = () => randomBytes(32).toString('base64');

function read(content: string | null, { mode = 0o600, file = join(folder, 'keys') } = {}) {
  if (content !== null) {
    writeFileSync(file, content);
    chmodSync(file, mode);
  }
  return readSealingKeys({ VISAVIS_SEALING_KEYS: file }, dataDir);
}

it('[SEALED-4] reads one key a line: the first seals, all open; without the setting nothing is sealed', () => {
  const [first, second] = [keyLine(), keyLine()];
  const result = read(`${first}\r\n${second}\n`);
  const ids = [first, second].map((line) => keyIdOf(Buffer.from(line, 'base64')));
  expect(result.ok && result.seal).toMatchObject({ keyId: ids[0], keyIds: ids });
  expect(readSealingKeys({}, dataDir)).toMatchObject({ ok: true, seal: { keyId: null } });
});

it('[SEALED-4] refuses keys that are no keys, open to others, or beside what they seal', () => {
  const sentenceOf = (result: ReturnType<typeof read>) => (result.ok ? '' : result.sentence);
  for (const wrong of ['', 'x', `${keyLine()}\nshort`, randomBytes(31).toString('base64')]) {
    expect(sentenceOf(read(wrong))).toContain('must hold one key a line');
  }
  expect(sentenceOf(read(keyLine(), { mode: 0o640 }))).toContain('may be read by others');
  expect(sentenceOf(read(keyLine(), { file: join(dataDir, 'keys') }))).toContain('is in the data folder');
  expect(sentenceOf(read(null, { file: join(folder, 'nothing') }))).toContain('cannot be read');
});

it('[SEALED-3] neither the server nor a command starts without the key, and each says which', async () => {
  const key = randomBytes(32);
  await openSqliteStore(join(dataDir, STORE_FILE), 0, undefined, createRowSeal([key])).close();
  const said = (entry: string, parameters: readonly string[], keys: string) => {
    const env = { PATH: process.env['PATH'], VISAVIS_DATA_DIR: dataDir, VISAVIS_PORT: '0', VISAVIS_SEALING_KEYS: keys };
    const command = [join(import.meta.dirname, '..', '..', entry), ...parameters];
    const { status, stderr } = spawnSync(process.execPath, command, { env, encoding: 'utf8', timeout: 60_000 });
    expect(status).toBe(entry === 'main.ts' ? 1 : 2);
    expect(stderr).not.toContain('\n    at ');
    return stderr;
  };
  expect(said('main.ts', [], '')).toContain(`key ${keyIdOf(key)}`);
  const missing = join(folder, 'nothing');
  for (const command of ['agents.ts', 'customers.ts']) {
    expect(said(command, ['list'], '')).toContain(`key ${keyIdOf(key)}`);
    expect(said(command, ['list'], missing)).toBe(`VISAVIS_SEALING_KEYS names ${missing}, which cannot be read.\n`);
  }
}, 120_000);
