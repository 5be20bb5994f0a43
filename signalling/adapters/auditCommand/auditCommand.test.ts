// The audit log in its file: whole, or where it is not.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkpointText } from '../store/auditChain.ts';
import { auditKeyIn, findAuditKey, type AuditKey } from '../store/auditKey.ts';
import { migrate } from '../store/migrations.ts';
import { readAuditTrail } from '../store/auditTrail.ts';
import { auditAppender } from '../store/sqliteAudit.ts';
import { openSqliteStore } from '../store/sqliteStore.ts';
import { runAuditCommand } from './auditCommand.ts';

let folder: string;
let key: AuditKey;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-audit-'));
  key = auditKeyIn(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Ten entries, a second apart. */
async function storeWithTen(): Promise<string> {
  const file = join(folder, 'store.sqlite');
  const store = openSqliteStore(file, 0, key);
  for (let count = 1; count <= 10; count += 1) {
    await store.appendAudit({ atMs: count * 1000, kind: 'signedIn', facts: { agentId: `agent-${String(count)}` } });
  }
  await store.close();
  return file;
}

function withDatabase<T>(file: string, act: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file);
  try {
    return act(db);
  } finally {
    db.close();
  }
}
const run = (file: string, verb: string, by: KeyObject | null = key.key) =>
  runAuditCommand([verb], withDatabase(file, readAuditTrail), by);

it('[AUDIT-1] a log that nobody touched is whole, and is told line by line', async () => {
  const file = await storeWithTen();
  expect(run(file, 'verify')).toMatchObject({ ok: true });
  expect(run(file, 'verify').text).toContain('whole: 10 entries, 0 checkpoints');
  const lines = run(file, 'export').text.split('\n');
  expect(lines).toHaveLength(10);
  const first = { number: 1, at: '1970-01-01T00:00:01.000Z', kind: 'signedIn', agentId: 'agent-1' };
  expect(JSON.parse(lines[0] ?? '')).toMatchObject(first);
  expect(run(file, 'frobnicate').text).toContain('Usage');
});

it('[AUDIT-1] a log that an earlier release wrote is whole, and goes on with what this one notes', async () => {
  const file = join(folder, 'store.sqlite');
  const store = openSqliteStore(file, 0, key);
  await store.appendAudit({ atMs: 1000, kind: 'recordsListed', facts: { records: 2, agentId: 'agent-1' } });
  const [written] = withDatabase(file, readAuditTrail).entries;
  expect(written?.hash).toBe('bffabe468112713a314723e40076cb63c049c513323148b3d9003069d20a7910');
  await store.appendAudit({
    atMs: 2000,
    kind: 'recordsListed',
    facts: { agentId: 'agent-1', what: 'recent', records: 2, callIds: 'call-1 call-2' },
  });
  await store.close();
  expect(run(file, 'verify').text).toContain('whole: 2 entries');
  expect(run(file, 'export').text).toContain('"callIds":"call-1 call-2"');
});

it('[AUDIT-1] the file itself refuses changes and deletions', async () => {
  const file = await storeWithTen();
  const sqls = ["UPDATE audit SET kind = 'x' WHERE entry_no = 3", 'DELETE FROM audit WHERE entry_no = 3'];
  for (const sql of sqls) expect(() => withDatabase(file, (db) => db.exec(sql))).toThrow('only appended to');
});

it.each([
  ["UPDATE audit SET facts = '{}' WHERE entry_no = 3", 'Entry 3 was changed'],
  ['UPDATE audit SET at_ms = 1 WHERE entry_no = 10', 'Entry 10 was changed'],
  ['DELETE FROM audit WHERE entry_no = 3', 'Entry 3 is missing'],
  ['DELETE FROM audit WHERE entry_no = 1', 'Entry 1 is missing'],
  ['DELETE FROM audit WHERE entry_no > 8', 'Entries after 8 are missing: there were 10'],
  ["INSERT INTO audit_checkpoints VALUES (10, 'f', 0, x'00')", 'The checkpoint at entry 10 is not signed'],
])('[AUDIT-1] whoever gets round that, by %s, is found out', async (sql, words) => {
  const file = await storeWithTen();
  withDatabase(file, (db) => {
    db.exec('DROP TRIGGER audit_is_only_appended; DROP TRIGGER audit_goes_behind_checkpoints');
    db.exec(sql);
  });
  const outcome = run(file, 'verify');
  expect(outcome.ok).toBe(false);
  expect(outcome.text).toContain(words);
  expect(run(file, 'export').ok).toBe(false);
});

it('[AUDIT-2] what is old goes behind a signed checkpoint, and the chain goes on from there', async () => {
  const file = await storeWithTen();
  const store = openSqliteStore(file, 0, key);
  expect(await store.forgetAudit(5000, 20_000)).toBe(4);
  expect(await store.forgetAudit(5000, 20_000)).toBe(0);
  await store.appendAudit({ atMs: 21_000, kind: 'signedOut', facts: { agentId: 'agent-1' } });
  expect(run(file, 'verify').text).toContain('whole: 7 entries, 1 checkpoints');
  // All of it, too: the next entry still knows what was before.
  expect(await store.forgetAudit(99_000, 99_000)).toBe(7);
  await store.appendAudit({ atMs: 100_000, kind: 'signedOut', facts: {} });
  expect(run(file, 'verify').text).toContain('whole: 1 entries, 2 checkpoints');
  await store.close();
  const stranger = generateKeyPairSync('ed25519').privateKey;
  expect(run(file, 'verify', stranger).text).toContain('audit.key has not taken the place');
  expect(run(file, 'verify', null).text).toContain('audit.key');
});

it('[AUDIT-2] the clock put back neither breaks the chain nor takes young entries along', async () => {
  const file = join(folder, 'store.sqlite');
  const store = openSqliteStore(file, 0, key);
  for (const atMs of [5000, 1000, 6000]) await store.appendAudit({ atMs, kind: 'signedIn', facts: {} });
  expect(await store.forgetAudit(4000, 9000)).toBe(0);
  expect(await store.forgetAudit(5500, 9000)).toBe(2);
  await store.close();
  expect(run(file, 'verify').ok).toBe(true);
});

it('[AUDIT-2] the key is made once, for this user only', async () => {
  await open(join(folder, 'store.sqlite'), 0).close();
  expect(statSync(join(folder, 'audit.key')).mode & 0o777).toBe(0o600);
  expect(findAuditKey(folder)?.equals(key.key)).toBe(true);
  expect(auditKeyIn(folder).key.equals(key.key)).toBe(true);
  expect(auditKeyIn(folder).before()).toEqual([]);
});

/** As the server does when it starts. */
const open = (file: string, nowMs: number) => openSqliteStore(file, nowMs, auditKeyIn(folder));

/** Ten entries; those up to 2 behind a checkpoint of the first key, those up to 5 behind one of the second. */
async function storeWithTwoKeys(): Promise<string> {
  const file = await storeWithTen();
  const first = open(file, 0);
  await first.forgetAudit(3000, 20_000);
  await first.close();
  renameSync(join(folder, 'audit.key'), join(folder, 'audit-2026.key'));
  const second = open(file, 25_000);
  await second.forgetAudit(6000, 30_000);
  await second.close();
  return file;
}

it('[AUDIT-2][AUDIT-5] another key takes its place, which the one before signs, and what that has signed stays good', async () => {
  const file = await storeWithTwoKeys();
  const present = findAuditKey(folder);
  // The change is an entry, too.
  expect(run(file, 'verify', present).text).toContain('whole: 6 entries, 2 checkpoints');
  expect(run(file, 'export', present).text).toContain('"kind":"auditKeyChanged"');
  // The key of before is needed no more.
  rmSync(join(folder, 'audit-2026.key'));
  await open(file, 40_000).close();
  expect(run(file, 'verify', present).text).toContain('whole: 6 entries, 2 checkpoints');
});

/** Whoever has found the key of before, and may write the file. */
const FORGERIES: Readonly<Record<string, (db: DatabaseSync, stolen: KeyObject) => void>> = {
  'a checkpoint after the last one': (db, stolen) => forge(db, stolen, 8),
  'the last checkpoint, as one of its own': (db, stolen) => {
    db.exec('DELETE FROM audit_checkpoints WHERE up_to = 5');
    forge(db, stolen, 5);
  },
  'a checkpoint, the change having been taken away': (db, stolen) => {
    db.exec('DELETE FROM audit_keys WHERE key_no = 2');
    forge(db, stolen, 8);
  },
  'a checkpoint behind all entries, the change and the checkpoints before having been taken away': (db, stolen) => {
    db.exec('DELETE FROM audit_keys WHERE key_no = 2; DELETE FROM audit_checkpoints');
    forge(db, stolen, 11);
  },
  'a checkpoint, all keys having been taken away': (db, stolen) => {
    db.exec('DELETE FROM audit_keys');
    forge(db, stolen, 8);
  },
  'a checkpoint, the change having been put later': (db, stolen) => {
    forge(db, stolen, 8);
    db.exec('UPDATE audit_keys SET after_entry = 8 WHERE key_no = 2');
  },
};

function forge(db: DatabaseSync, stolen: KeyObject, upTo: number): void {
  db.exec('DROP TRIGGER IF EXISTS audit_goes_behind_checkpoints');
  const hash = String(db.prepare('SELECT hash FROM audit WHERE entry_no = ?').get(upTo)?.['hash'] ?? '0'.repeat(64));
  const facts = { upTo, hash, atMs: 10_000 };
  const signature = sign(null, checkpointText(facts), stolen);
  db.prepare('INSERT INTO audit_checkpoints VALUES (?, ?, ?, ?)').run(upTo, hash, facts.atMs, signature);
  db.prepare('DELETE FROM audit WHERE entry_no <= ?').run(upTo);
}

it.each(Object.entries(FORGERIES))('[AUDIT-5] an older key signs nothing later: %s', async (_, act) => {
  const file = await storeWithTwoKeys();
  const [stolen] = auditKeyIn(folder).before();
  if (stolen === undefined) throw new Error('the key of before is there');
  expect(run(file, 'verify', findAuditKey(folder)).ok).toBe(true);
  withDatabase(file, (db) => act(db, stolen));
  expect(run(file, 'verify', findAuditKey(folder)).text).toMatch(/key of its time|has not taken the place|was changed/);
  // Nor after the next start.
  await open(file, 50_000).close();
  expect(run(file, 'verify', findAuditKey(folder)).ok).toBe(false);
});

it('[AUDIT-5] a key whose one before was not there to sign is told, and so is one that was not taken up yet', async () => {
  const file = await storeWithTen();
  await open(file, 0).close();
  renameSync(join(folder, 'audit.key'), join(folder, 'audit-2026.key'));
  expect(run(file, 'verify', auditKeyIn(folder).key).text).toContain('has not taken the place of the one before yet');
  renameSync(join(folder, 'audit-2026.key'), join(folder, 'elsewhere'));
  await open(file, 1000).close();
  expect(run(file, 'verify', findAuditKey(folder)).text).toContain('was not signed by the one before it');
});

it('[AUDIT-5] a damaged key gets a sentence', () => {
  writeFileSync(join(folder, 'audit.key'), 'no key');
  expect(() => findAuditKey(folder)).toThrow('holds no private key of Ed25519');
  expect(() => auditKeyIn(folder)).toThrow('holds no private key of Ed25519');
  rmSync(join(folder, 'audit.key'));
  writeFileSync(join(folder, 'audit-2026.key'), 'no key');
  expect(() => auditKeyIn(folder).before()).toThrow('audit-2026.key holds no private key');
});

it.each([
  ['before the store knows the new key', () => void auditKeyIn(folder)],
  [
    'before the new key is in its place',
    (file: string) => openSqliteStore(file, 1000, { ...auditKeyIn(folder), settle: () => undefined }).close(),
  ],
])('[AUDIT-5] a start that is killed %s is gone on with by the next one', async (_, start) => {
  const file = await storeWithTen();
  renameSync(join(folder, 'audit.key'), join(folder, 'audit-2026.key'));
  await start(file);
  expect(existsSync(join(folder, 'audit.key'))).toBe(false);
  await open(file, 2000).close();
  expect(run(file, 'verify', findAuditKey(folder)).text).toContain('whole: 11 entries');
  expect(readdirSync(folder).filter((name) => name.startsWith('audit'))).toEqual(['audit-2026.key', 'audit.key']);
});

it('[AUDIT-5] a server that still has the key of before forgets nothing, so that it signs nothing', async () => {
  const file = await storeWithTen();
  const first = open(file, 0);
  renameSync(join(folder, 'audit.key'), join(folder, 'audit-2026.key'));
  const second = open(file, 20_000);
  expect(await first.forgetAudit(6000, 30_000)).toBe(0);
  await first.close();
  expect(run(file, 'verify', findAuditKey(folder)).text).toContain('whole: 11 entries, 0 checkpoints');
  expect(await second.forgetAudit(6000, 30_000)).toBe(5);
  await second.close();
  expect(run(file, 'verify', findAuditKey(folder)).text).toContain('whole: 6 entries, 1 checkpoints');
});

/** The schema of the release before keys had changes. */
const BEFORE_CHANGES = 15;
const UNDO_LATER = `DELETE FROM migrations WHERE version > ${BEFORE_CHANGES}; ALTER TABLE consents DROP COLUMN possession_key;
  DROP INDEX records_by_reference; ALTER TABLE offers DROP COLUMN is_question; DROP TABLE segments; CREATE TABLE wrap_ups (call_id TEXT PRIMARY KEY, reason TEXT, notes TEXT) STRICT;
  DROP TABLE qualities; CREATE TABLE qualities (call_id TEXT, party TEXT, quality TEXT, PRIMARY KEY (call_id, party)) STRICT`;

/** A store of it: ten entries, and a checkpoint by the first key at entry 2, by the second at entry 5. */
function storeOfBefore(first: KeyObject, second: KeyObject): string {
  const file = join(folder, 'store.sqlite');
  withDatabase(file, (db) => {
    migrate(db, 0, BEFORE_CHANGES);
    const append = auditAppender(db);
    for (let count = 1; count <= 10; count += 1) append({ atMs: count * 1000, kind: 'signedIn', facts: {} });
    forge(db, first, 2);
    forge(db, second, 5);
  });
  return file;
}

it('[AUDIT-5] a store whose key was changed before such changes were kept is whole after the update', async () => {
  key.settle();
  renameSync(join(folder, 'audit.key'), join(folder, 'audit-2026.key'));
  const { key: present, settle } = auditKeyIn(folder);
  settle();
  const file = storeOfBefore(key.key, present);
  await open(file, 20_000).close();
  expect(run(file, 'verify', present).text).toContain('whole: 6 entries, 2 checkpoints');
  withDatabase(file, (db) => forge(db, key.key, 8));
  expect(run(file, 'verify', present).text).toContain('The checkpoint at entry 8 is not signed');
});

it('[AUDIT-5] the update makes nothing good that no key here has signed', async () => {
  const file = storeOfBefore(generateKeyPairSync('ed25519').privateKey, key.key);
  await open(file, 20_000).close();
  expect(run(file, 'verify').text).toContain('The checkpoint at entry 2 is not signed');
});

it.each([
  ['rows', 'DELETE FROM audit_keys'],
  ['table and all', `DROP TABLE audit_keys; ${UNDO_LATER}`],
])('[AUDIT-5] keys that were taken away, %s, are no update', async (name, sql) => {
  const file = await storeWithTen();
  renameSync(join(folder, 'audit.key'), join(folder, 'audit-2026.key'));
  await open(file, 20_000).close();
  withDatabase(file, (db) => db.exec(sql));
  expect(run(file, 'verify', findAuditKey(folder)).ok).toBe(false);
  await open(file, 30_000).close();
  expect(run(file, 'verify', findAuditKey(folder)).text, name).toContain('said of the key number 2 was changed');
});

it.each([
  ["UPDATE audit_keys SET public_key = x'00' WHERE key_no = 1", 'What is said of the key number 1 was changed'],
  ["UPDATE audit_keys SET public_key = x'00' WHERE key_no = 2", 'What is said of the key number 2 was changed'],
  ["UPDATE audit SET facts = '{' WHERE entry_no = 8", 'Entry 8 was changed, or one before it.'],
  ["UPDATE audit SET facts = 'null' WHERE entry_no = 8", 'Entry 8 was changed, or one before it.'],
])('[AUDIT-5] what cannot even be read gets a sentence: %s', async (sql, words) => {
  const file = await storeWithTwoKeys();
  withDatabase(file, (db) => db.exec(`DROP TRIGGER audit_is_only_appended; ${sql}`));
  expect(run(file, 'verify', findAuditKey(folder)).text).toContain(words);
  expect(run(file, 'export', findAuditKey(folder))).toMatchObject({ ok: false });
});

it('[AUDIT-5] a key that the log tells of and no row says is told', async () => {
  const file = await storeWithTen();
  renameSync(join(folder, 'audit.key'), join(folder, 'audit-2026.key'));
  await open(file, 20_000).close();
  withDatabase(file, (db) => db.exec('DELETE FROM audit_keys WHERE key_no = 2'));
  // Whoever has found the key of before and puts it back: what is left fits that.
  expect(run(file, 'verify').text).toContain('What was said of the key that entry 11 tells of is gone.');
});

it('[AUDIT-5] a lost key is told for good, and keeps back no entries that are whole', async () => {
  const file = await storeWithTen();
  rmSync(join(folder, 'audit.key'));
  expect(run(file, 'verify', null)).toEqual({
    ok: false,
    text: 'The audit log is not whole. The key of the checkpoints (audit.key) is not in the data folder. Its entries and checkpoints fit one another.',
  });
  await open(file, 20_000).close();
  const verified = run(file, 'verify', findAuditKey(folder));
  expect(verified.text).toMatch(/Key number 2 was not signed by the one before it.* Its entries and checkpoints fit/);
  const exported = run(file, 'export', findAuditKey(folder));
  expect(exported).toMatchObject({ ok: true, aside: verified.text });
  expect(exported.text.split('\n').map((line) => (JSON.parse(line) as { number: number }).number)).toHaveLength(11);
});
