// Back-ups of a store that is being used, and what may take its place.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startChildServer, type ChildServer } from '../../testing/childServer.ts';
import { Client } from '../../testing/serverBench.ts';
import { ALEX, ALEX_ACCOUNT, sessionOf } from '../store/accounts.contract.ts';
import { lockDataFolder } from '../store/dataLock.ts';
import { SCHEMA_VERSION } from '../store/migrations.ts';
import { openSqliteStore, STORE_FILE } from '../store/sqliteStore.ts';
import { runAuditCommand } from '../auditCommand/auditCommand.ts';
import { auditKeyIn, findAuditKey } from '../store/auditKey.ts';
import { readAuditTrail } from '../store/auditTrail.ts';
import { backUp, restore } from './backupCommand.ts';

const NOW_MS = Date.UTC(2026, 10, 28, 9, 30);
let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-backup-'));
  dataDir = join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const backupFile = (): string => join(folder, 'copies', 'monday.sqlite');

async function storeWith(dir: string): Promise<void> {
  const store = openSqliteStore(join(dir, STORE_FILE), 0, auditKeyIn(dir));
  await store.addAccount(ALEX_ACCOUNT);
  await store.addSession(sessionOf(ALEX, 'hash', { expiresAtMs: NOW_MS * 2 }));
  await store.close();
}

it('[BACKUP-1] a back-up of a serving store holds all that was acknowledged; a copy of the main file alone does not', async () => {
  const server: ChildServer = await startChildServer();
  try {
    const zoe = await new Client(server).says('customer');
    const names = ['Zoé', 'Yann', 'Xenia'];
    for (const [index, customerName] of names.entries()) {
      const caller = index === 0 ? zoe : await new Client(server).says('customer');
      const about = {
        requestId: `request-${String(index)}-of-the-backup`,
        customerName,
        media: 'voice',
        language: 'en',
      } as const;
      const { topics } = await caller.does('lobby.topics', {});
      const [topic] = topics;
      if (topic === undefined) throw new Error('a demo has topics');
      await caller.does('call.start', { ...about, topicId: topic.id });
    }
    expect(backUp(server.dataDir, backupFile(), NOW_MS)).toMatchObject({ ok: true });
    const copied = join(folder, 'main file alone.sqlite');
    copyFileSync(join(server.dataDir, STORE_FILE), copied);
    const callers = (file: string): number => {
      const db = new DatabaseSync(file);
      const count = Number(db.prepare('SELECT count(*) AS count FROM live_calls').get()?.['count']);
      db.close();
      return count;
    };
    expect(callers(backupFile())).toBe(names.length);
    expect(() => expect(callers(copied)).toBe(names.length)).toThrow();
    expect(statSync(backupFile()).mode & 0o777).toBe(0o600);
    // While it serves nothing may take its place.
    expect(restore(server.dataDir, backupFile(), NOW_MS).text).toContain('belongs to a server that is running');
  } finally {
    await server.dispose();
  }
});

it('[BACKUP-1] replaces no file, and leaves nothing half done', () => {
  expect(backUp(dataDir, backupFile(), NOW_MS).text).toContain('There is no store');
  writeFileSync(join(folder, 'taken'), 'mine');
  const db = join(folder, STORE_FILE);
  writeFileSync(db, 'this is no database, and long enough to be looked at as one'.repeat(20));
  expect(backUp(folder, join(folder, 'taken'), NOW_MS).text).toContain('is there already');
  expect(readFileSync(join(folder, 'taken'), 'utf8')).toBe('mine');
  expect(backUp(folder, backupFile(), NOW_MS)).toMatchObject({ ok: false });
  expect(readdirSync(join(folder, 'copies'))).toEqual([]);
});

it('[BACKUP-1] a place that is no folder is told as what it is: the data folder is not to blame', async () => {
  await storeWith(folder);
  writeFileSync(join(folder, 'plain'), '');
  const outcome = backUp(folder, join(folder, 'plain', 'monday.sqlite'), NOW_MS);
  expect(outcome).toMatchObject({ ok: false });
  expect(outcome.text).toMatch(/^No back-up was made: .*plain/);
});

it('[BACKUP-2] restores what was backed up, ends all sessions and keeps the store before', async () => {
  await storeWith(folder);
  backUp(folder, backupFile(), NOW_MS);
  rmSync(join(folder, STORE_FILE));
  writeFileSync(join(folder, STORE_FILE), 'damaged');
  const outcome = restore(folder, backupFile(), NOW_MS);
  expect(outcome.ok).toBe(true);
  expect(outcome.text).toContain(`${STORE_FILE}.before-20261128T093000Z`);
  const store = openSqliteStore(join(folder, STORE_FILE), NOW_MS);
  expect(await store.findAccount('alex')).toEqual(ALEX_ACCOUNT);
  expect(await store.findSession('hash', NOW_MS)).toBeNull();
  await store.close();
  expect(readFileSync(join(folder, `${STORE_FILE}.before-20261128T093000Z`), 'utf8')).toBe('damaged');
});

it.each([
  ['no file', () => undefined, 'There is no file'],
  ['no database', (file: string) => writeFileSync(file, 'x'.repeat(5000)), 'is damaged'],
  [
    'another database',
    (file: string) => {
      const db = new DatabaseSync(file);
      db.exec('CREATE TABLE songs (title TEXT)');
      db.close();
    },
    'is damaged, or no store',
  ],
  [
    'a damaged page',
    (file: string) => {
      const bytes = readFileSync(file);
      bytes.fill(0xff, 4096 * 3, 4096 * 5);
      writeFileSync(file, bytes);
    },
    'is damaged',
  ],
  [
    'a store of a later release',
    (file: string) => {
      const db = new DatabaseSync(file);
      db.exec(`INSERT INTO migrations VALUES (${String(SCHEMA_VERSION + 1)}, 0)`);
      db.close();
    },
    'later release',
  ],
])('[BACKUP-2] refuses %s, and changes nothing', async (name, spoil, words) => {
  await storeWith(folder);
  const file = join(folder, 'copy.sqlite');
  if (name !== 'no file' && name !== 'another database') backUp(folder, file, NOW_MS);
  spoil(file);
  const before = readFileSync(join(folder, STORE_FILE));
  const outcome = restore(folder, file, NOW_MS);
  expect(outcome.ok).toBe(false);
  expect(outcome.text).toContain(words);
  expect(readFileSync(join(folder, STORE_FILE)).equals(before)).toBe(true);
});

it('[STORE-7] a folder is one server’s: the second is told whose, and may have it when the first has died', async () => {
  const server = await startChildServer();
  try {
    await expect(startChildServer({ VISAVIS_DATA_DIR: server.dataDir })).rejects.toThrow(
      /belongs to a server that is running \(process \d+ on/,
    );
    await server.kill();
    await server.restart();
    expect(server.complaints).toEqual([]);
  } finally {
    await server.dispose();
  }
});

it('[STORE-7] a lock that was let go of can be had again', async () => {
  await storeWith(folder);
  const first = lockDataFolder(folder, NOW_MS);
  expect(first.ok).toBe(true);
  expect(lockDataFolder(folder, NOW_MS)).toMatchObject({ ok: false });
  if (first.ok) first.lock.release();
  const again = lockDataFolder(folder, NOW_MS);
  expect(again.ok).toBe(true);
  if (again.ok) again.lock.release();
});

it('[BACKUP-3] a back-up and a restore stand in the audit log, whose chain stays whole; a store of another release is left alone', async () => {
  mkdirSync(dataDir);
  await storeWith(dataDir);
  expect(backUp(dataDir, backupFile(), NOW_MS).text).not.toContain('not noted');
  const trail = (file: string) => {
    const db = new DatabaseSync(file, { readOnly: true });
    const read = readAuditTrail(db);
    db.close();
    return read;
  };
  const store = join(dataDir, STORE_FILE);
  expect(trail(store).entries.map(({ kind, atMs }) => [kind, atMs])).toEqual([['backedUp', NOW_MS]]);
  expect(restore(dataDir, backupFile(), NOW_MS + 1)).toMatchObject({ ok: true });
  expect(trail(store).entries.map(({ kind }) => kind)).toEqual(['restored']);
  const opened = openSqliteStore(store, 0, auditKeyIn(dataDir));
  await opened.appendAudit({ atMs: 3, kind: 'serverStarted', facts: {} });
  await opened.close();
  expect(runAuditCommand(['verify'], trail(store), findAuditKey(dataDir))).toMatchObject({ ok: true });

  const db = new DatabaseSync(store);
  db.exec(`DELETE FROM migrations WHERE version = ${String(SCHEMA_VERSION)}`);
  db.close();
  const later = backUp(dataDir, join(folder, 'copies', 'tuesday.sqlite'), NOW_MS);
  expect(later).toMatchObject({ ok: true, text: expect.stringContaining('was not noted in the audit log') as string });
  expect(trail(store).entries).toHaveLength(2);
});
