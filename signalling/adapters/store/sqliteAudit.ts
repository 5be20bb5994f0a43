// The audit log in the SQLite file: written at the end, read from the beginning, cut off behind a signed checkpoint.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import { sign, type KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { AuditEntry, AuditFacts, AuditStore } from '../../service/ports/auditStore.ts';
import { checkpointText, GENESIS, hashOf, type ChainedEntry, type Checkpoint } from './auditChain.ts';
import { spkiOf, type KeyChange } from './auditKeyChanges.ts';
import { overwriting } from './overwriting.ts';
import { bytesOf, numberOf, textOf, type Row } from './rows.ts';
import { transaction } from './transaction.ts';

/** Adds an entry to the end of the chain, in one transaction. */
export function auditAppender(db: DatabaseSync): (entry: AuditEntry) => void {
  const append = appendInTransaction(db);
  return (entry) => transaction(db, () => append(entry));
}

/** The same, in the transaction that is open. */
export function appendInTransaction(db: DatabaseSync): (entry: AuditEntry) => void {
  const lastEntry = db.prepare('SELECT entry_no, hash FROM audit ORDER BY entry_no DESC LIMIT 1');
  const lastCheckpoint = db.prepare('SELECT up_to, hash FROM audit_checkpoints ORDER BY up_to DESC LIMIT 1');
  const add = db.prepare('INSERT INTO audit (entry_no, at_ms, kind, facts, hash) VALUES (?, ?, ?, ?, ?)');

  function end(): { readonly number: number; readonly hash: string } {
    const entry = lastEntry.get();
    if (entry !== undefined) return { number: numberOf(entry, 'entry_no'), hash: textOf(entry, 'hash') };
    const checkpoint = lastCheckpoint.get();
    return checkpoint === undefined
      ? { number: 0, hash: GENESIS }
      : { number: numberOf(checkpoint, 'up_to'), hash: textOf(checkpoint, 'hash') };
  }

  return (entry) => {
    const before = end();
    const number = before.number + 1;
    const hash = hashOf(before.hash, { ...entry, number });
    add.run(number, entry.atMs, entry.kind, JSON.stringify(entry.facts), hash);
  };
}

export function auditStore(db: DatabaseSync, key: KeyObject): AuditStore {
  const append = auditAppender(db);
  const lastBefore = db.prepare(
    `SELECT max(entry_no) AS up_to FROM audit
     WHERE entry_no < coalesce((SELECT min(entry_no) FROM audit WHERE at_ms >= ?), 9007199254740991)`,
  );
  const hashAt = db.prepare('SELECT hash FROM audit WHERE entry_no = ?');
  const addCheckpoint = db.prepare('INSERT INTO audit_checkpoints (up_to, hash, at_ms, signature) VALUES (?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM audit WHERE entry_no <= ?');
  const spki = spkiOf(key);
  // Another process of this folder may have taken up another since.
  const isPresent = (): boolean => {
    const last = readKeyChanges(db).at(-1);
    return last !== undefined && spki.equals(last.key);
  };

  return {
    appendAudit: async (entry) => append(entry),
    forgetAudit: async (beforeMs, nowMs) =>
      overwriting(db, () => {
        if (!isPresent()) return 0;
        const row = lastBefore.get(beforeMs);
        if (row === undefined || row['up_to'] === null) return 0;
        const upTo = numberOf(row, 'up_to');
        const at = hashAt.get(upTo);
        if (at === undefined) return 0;
        const facts = { upTo, hash: textOf(at, 'hash'), atMs: nowMs };
        addCheckpoint.run(upTo, facts.hash, nowMs, sign(null, checkpointText(facts), key));
        return Number(drop.run(upTo).changes);
      }),
  };
}

export function checkpointOf(row: Row): Checkpoint {
  return {
    upTo: numberOf(row, 'up_to'),
    hash: textOf(row, 'hash'),
    atMs: numberOf(row, 'at_ms'),
    signature: bytesOf(row, 'signature'),
  };
}

export function entryOf(row: Row): ChainedEntry {
  return {
    number: numberOf(row, 'entry_no'),
    atMs: numberOf(row, 'at_ms'),
    kind: textOf(row, 'kind'),
    facts: factsOf(textOf(row, 'facts')),
    hash: textOf(row, 'hash'),
  };
}

function factsOf(text: string): AuditFacts | null {
  try {
    const facts: unknown = JSON.parse(text);
    if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return null;
    // What is nested is none of ours, and may be so deep that nothing can be made of it.
    return Object.values(facts).some((fact) => typeof fact === 'object' && fact !== null)
      ? null
      : (facts as AuditFacts);
  } catch {
    return null;
  }
}

/** Empty, too, where the store was last opened by a release that knew none. */
export function readKeyChanges(db: DatabaseSync): readonly KeyChange[] {
  return knowsKeyChanges(db) ? db.prepare('SELECT * FROM audit_keys ORDER BY key_no').all().map(changeOf) : [];
}

export function knowsKeyChanges(db: DatabaseSync): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'audit_keys'").get() !== undefined;
}

export function readCheckpoints(db: DatabaseSync): readonly Checkpoint[] {
  return db.prepare('SELECT * FROM audit_checkpoints ORDER BY up_to').all().map(checkpointOf);
}

export function changeOf(row: Row): KeyChange {
  const bytesOrNull = (name: string): Uint8Array | null => (row[name] === null ? null : bytesOf(row, name));
  return {
    number: numberOf(row, 'key_no'),
    after: numberOf(row, 'after_entry'),
    atMs: numberOf(row, 'at_ms'),
    key: bytesOf(row, 'public_key'),
    before: bytesOrNull('key_before'),
    signature: bytesOf(row, 'signature'),
    signedByBefore: bytesOrNull('signed_by_before'),
  };
}
