// The audit log in its file: whole, or where it is not.
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { complaintAboutChain } from '../store/auditChain.ts';
import { auditKeyIn, readAuditKeys } from '../store/auditKey.ts';
import { readAuditTrail } from '../store/sqliteAudit.ts';
import { openSqliteStore } from '../store/sqliteStore.ts';
import { runAuditCommand } from './auditCommand.ts';

let folder: string;
let key: KeyObject;
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
const run = (file: string, verb: string, by: readonly KeyObject[] = [key]) =>
  runAuditCommand([verb], withDatabase(file, readAuditTrail), by);

it('[AUDIT-1] a log that nobody touched is whole, and is told line by line', async () => {
  const file = await storeWithTen();
  expect(run(file, 'verify')).toMatchObject({ ok: true });
  expect(run(file, 'verify').text).toContain('whole: 10 entries, 0 checkpoints');
  const lines = run(file, 'export').text.split('\n');
  expect(lines).toHaveLength(10);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    number: 1,
    at: '1970-01-01T00:00:01.000Z',
    kind: 'signedIn',
    agentId: 'agent-1',
  });
  expect(run(file, 'frobnicate').text).toContain('Usage');
});

it('[AUDIT-1] the file itself refuses changes and deletions', async () => {
  const file = await storeWithTen();
  for (const sql of ["UPDATE audit SET kind = 'x' WHERE entry_no = 3", 'DELETE FROM audit WHERE entry_no = 3']) {
    expect(() => withDatabase(file, (db) => db.exec(sql))).toThrow('only appended to');
  }
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
  expect(run(file, 'verify', [stranger]).text).toContain('is not signed by this service');
  expect(run(file, 'verify', []).text).toContain('audit.key');
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

it('[AUDIT-2] the key is made once, for this user only', () => {
  expect(statSync(join(folder, 'audit.key')).mode & 0o777).toBe(0o600);
  const pemOf = (one: KeyObject) => createPublicKey(one).export({ type: 'spki', format: 'pem' });
  expect(readAuditKeys(folder).map(pemOf)).toEqual([pemOf(auditKeyIn(folder))]);
  expect(complaintAboutChain([], [], 0, [])).toBeNull();
});

it('[AUDIT-2] another key takes its place, and what the one before has signed stays good beside it', async () => {
  const file = await storeWithTen();
  const first = openSqliteStore(file, 0, auditKeyIn(folder));
  await first.forgetAudit(3000, 20_000);
  await first.close();
  renameSync(join(folder, 'audit.key'), join(folder, 'audit-2026.key'));
  const second = openSqliteStore(file, 0, auditKeyIn(folder));
  await second.forgetAudit(6000, 30_000);
  await second.close();
  const keys = readAuditKeys(folder);
  expect(keys).toHaveLength(2);
  expect(run(file, 'verify', keys).text).toContain('whole: 5 entries, 2 checkpoints');
  for (const one of keys) expect(run(file, 'verify', [one]).text).toContain('is not signed by this service');
});
