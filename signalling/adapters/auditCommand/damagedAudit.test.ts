// An audit log in a file that somebody has got at, column by column: `npm run audit` says so in a sentence, whatever stands there.
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AuditFacts } from '../../service/ports/auditStore.ts';
import { sentenceOf } from '../store/unusable.ts';
import { GENESIS, hashOf } from '../store/auditChain.ts';
import { auditKeyIn, findAuditKey } from '../store/auditKey.ts';
import { readAuditTrail } from '../store/auditTrail.ts';
import { openSqliteStore } from '../store/sqliteStore.ts';
import { runAuditCommand } from './auditCommand.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-damaged-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Ten entries, those up to 2 behind a checkpoint, and two keys; its columns take whatever is written. */
async function looseStore(): Promise<string> {
  const file = join(folder, 'store.sqlite');
  const first = openSqliteStore(file, 0, auditKeyIn(folder));
  for (let count = 1; count <= 10; count += 1) {
    await first.appendAudit({ atMs: count * 1000, kind: 'signedIn', facts: { agentId: `agent-${String(count)}` } });
  }
  await first.forgetAudit(3000, 20_000);
  await first.close();
  renameSync(join(folder, 'audit.key'), join(folder, 'audit-2026.key'));
  await openSqliteStore(file, 25_000, auditKeyIn(folder)).close();
  withDatabase(file, (db) => {
    for (const table of ['audit', 'audit_checkpoints', 'audit_keys']) {
      db.exec(
        `CREATE TABLE loose AS SELECT * FROM ${table}; DROP TABLE ${table}; ALTER TABLE loose RENAME TO ${table}`,
      );
    }
    db.exec("INSERT INTO sqlite_sequence VALUES ('audit', 11)");
  });
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

function run(file: string, verb: 'verify' | 'export') {
  return runAuditCommand([verb], withDatabase(file, readAuditTrail), findAuditKey(folder));
}

const VALUES = ['9007199254740993', '-9223372036854775808', '9e999', '0.5', 'NULL', "''", "'text'", "x'00ff'", "x''"];
const COLUMNS = {
  audit: ['entry_no', 'at_ms', 'kind', 'facts', 'hash'],
  audit_checkpoints: ['up_to', 'hash', 'at_ms', 'signature'],
  audit_keys: ['key_no', 'after_entry', 'at_ms', 'public_key', 'key_before', 'signature', 'signed_by_before'],
} as const;
/** That stand there in a whole log as well. */
const isAsItWas = (place: string, value: string): boolean => place.endsWith('_before 1') && value === 'NULL';

it(
  '[AUDIT-5][AUDIT-6] whatever stands in whichever column gets a sentence, never a throw',
  { timeout: 120_000 },
  async () => {
    const file = await looseStore();
    expect(run(file, 'verify')).toMatchObject({ ok: true });
    let tried = 0;
    for (const [table, columns] of Object.entries(COLUMNS)) {
      for (const column of columns) {
        for (const row of [1, 2]) {
          for (const value of VALUES) {
            const place = `${table}.${column} ${String(row)}`;
            if (isAsItWas(place, value)) continue;
            const said = withDatabase(file, (db) => {
              db.exec(`BEGIN; UPDATE ${table} SET ${column} = ${value} WHERE rowid = ${String(row)}`);
              const trail = readAuditTrail(db);
              db.exec('ROLLBACK');
              return runAuditCommand(['verify'], trail, findAuditKey(folder));
            });
            const changed = withDatabase(file, (db) => db.prepare(`SELECT count(*) AS rows FROM ${table}`).get());
            if (row > Number(changed?.['rows'])) continue;
            tried += 1;
            expect(said.ok, `${place} = ${value}: ${said.text}`).toBe(false);
            expect(said.text, `${place} = ${value}`).toMatch(/^The audit log is not whole\. [A-Z].*\.$/s);
          }
        }
      }
    }
    expect(tried).toBeGreaterThan(200);
  },
);

it.each([
  ['UPDATE audit SET at_ms = 9007199254740993 WHERE rowid = 3', 'Row 3 of audit cannot be read: at_ms is no number'],
  ['UPDATE audit SET kind = NULL WHERE rowid = 3', 'Row 3 of audit cannot be read: kind is no text'],
  ["UPDATE audit_checkpoints SET signature = 'x'", 'Row 1 of audit_checkpoints cannot be read: signature is no blob'],
  ["UPDATE audit_keys SET at_ms = x'00' WHERE rowid = 2", 'Row 2 of audit_keys cannot be read: at_ms is no number'],
  ["UPDATE sqlite_sequence SET seq = 'many' WHERE name = 'audit'", 'sqlite_sequence cannot be read'],
  ['UPDATE sqlite_sequence SET seq = 9223372036854775807', 'sqlite_sequence cannot be read'],
  ['ALTER TABLE audit DROP COLUMN hash', 'Row 1 of audit cannot be read: hash is no text'],
  ['ALTER TABLE audit RENAME COLUMN entry_no TO number', 'audit cannot be read'],
  ['DROP TABLE audit', 'audit cannot be read'],
  ['DROP TABLE audit_checkpoints', 'audit_checkpoints cannot be read'],
])('[AUDIT-6] by %s it says which row it is, or which table', async (sql, words) => {
  const file = await looseStore();
  withDatabase(file, (db) => db.exec(sql));
  expect(run(file, 'verify').text).toContain(words);
  const exported = run(file, 'export');
  // What is wrong with keys keeps no whole entries back.
  expect(exported.ok).toBe(words.includes('audit_keys'));
  if (exported.ok) expect(exported.aside).toContain(words);
});

/** Whoever may write the file can make a chain that fits, up to the hash that somebody noted elsewhere. */
function rewritten(file: string, change: { readonly atMs?: number; readonly facts?: string }): void {
  withDatabase(file, (db) => {
    db.exec('DELETE FROM audit; DELETE FROM audit_checkpoints');
    const facts = change.facts ?? '{}';
    const entry = {
      number: 1,
      atMs: change.atMs ?? 0,
      kind: 'signedIn',
      facts: JSON.parse(facts) as AuditFacts,
    } as const;
    db.prepare('INSERT INTO audit VALUES (?, ?, ?, ?, ?)').run(
      1,
      entry.atMs,
      'signedIn',
      facts,
      hashOf(GENESIS, entry),
    );
    db.exec("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'audit'");
  });
}

it.each([
  ['a time that no calendar has', { atMs: 8_640_000_000_000_001 }, 'Row 1 of audit cannot be read: at_ms is no time'],
  ['facts in facts', { facts: `{"what":${'['.repeat(900)}${']'.repeat(900)}}` }, 'Entry 1 was changed'],
])('[AUDIT-6] %s in a chain that fits is told, and exported as nothing', async (_, change, words) => {
  const file = await looseStore();
  rewritten(file, change);
  for (const verb of ['verify', 'export'] as const) {
    expect(run(file, verb)).toMatchObject({ ok: false });
    expect(run(file, verb).text).toContain(words);
  }
});

it('[AUDIT-6] facts nested so deep that nothing can be made of them are told', async () => {
  const file = await looseStore();
  const deep = '{"a":'.repeat(200_000) + '1' + '}'.repeat(200_000);
  withDatabase(file, (db) => db.prepare('UPDATE audit SET facts = ? WHERE rowid = 3').run(deep));
  expect(run(file, 'verify').text).toContain('Entry 5 was changed');
});

it('[OPS-11] other commands that meet such a row say that the store is damaged', async () => {
  const file = await looseStore();
  for (const sql of ['UPDATE audit_keys SET after_entry = NULL', 'UPDATE audit_keys SET at_ms = 9007199254740993']) {
    withDatabase(file, (db) => db.exec(sql));
    let thrown: unknown;
    try {
      await openSqliteStore(file, 50_000, auditKeyIn(folder)).close();
    } catch (cause) {
      thrown = cause;
    }
    expect(sentenceOf(thrown)).toContain('is damaged');
  }
});
