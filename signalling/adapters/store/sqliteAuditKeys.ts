// The changes of the audit log's key in the SQLite file.
import type { KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { fingerprintOf, nextChange, spkiOf } from './auditKeyChanges.ts';
import { numberOf } from './rows.ts';
import { appendInTransaction, readKeyChanges } from './sqliteAudit.ts';
import { transaction } from './transaction.ts';

/** Does nothing where the key is the one that signed last. The change is an entry in the log, too. */
export function takeUpAuditKey(
  db: DatabaseSync,
  nowMs: number,
  key: KeyObject,
  keysBefore: () => readonly KeyObject[],
): void {
  const spki = spkiOf(key);
  const isPresent = (): boolean => {
    const last = readKeyChanges(db).at(-1);
    return last !== undefined && spki.equals(last.key);
  };
  if (isPresent()) return;
  transaction(db, () => {
    // Another process of this folder may have been first.
    if (isPresent()) return;
    const last = readKeyChanges(db).at(-1) ?? null;
    const row = db.prepare('SELECT coalesce(max(up_to), 0) AS up_to FROM audit_checkpoints').get();
    // The first of all signs from the beginning.
    const after = last === null || row === undefined ? 0 : numberOf(row, 'up_to');
    const signer = last === null ? undefined : keysBefore().find((one) => spkiOf(one).equals(last.key));
    const change = nextChange(last, { after, atMs: nowMs, key, before: signer ?? null });
    db.prepare('INSERT INTO audit_keys VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      ...[change.number, after, nowMs, change.key, change.before, change.signature, change.signedByBefore],
    );
    if (last === null) return;
    const facts = { key: fingerprintOf(change.key), signedByBefore: change.signedByBefore !== null };
    appendInTransaction(db)({ atMs: nowMs, kind: 'auditKeyChanged', facts });
  });
}
