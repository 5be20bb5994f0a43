// The changes of the audit log's key in the SQLite file.
import { verify, type KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { checkpointText, type Checkpoint } from './auditChain.ts';
import type { AuditKey } from './auditKey.ts';
import { fingerprintOf, nextChange, spkiOf, type KeyChange } from './auditKeyChanges.ts';
import { appendInTransaction, knowsKeyChanges, readCheckpoints, readKeyChanges } from './sqliteAudit.ts';
import { transaction } from './transaction.ts';

type NextKey = Parameters<typeof nextChange>[1];
/** This key signs the checkpoints after this entry. */
type Term = { readonly key: KeyObject; readonly after: number };

export type AuditKeysWriter = {
  /** In each step of the schema: the one that brings the table fills it, and nothing does so later. */
  readonly inStep: () => void;
  /** Does nothing where the key is the one that was taken up last. The change is an entry in the log, too. */
  readonly takeUp: () => void;
};

export function auditKeysWriter(db: DatabaseSync, atMs: number, auditKey: AuditKey): AuditKeysWriter {
  const { key, isNew, before } = auditKey;
  const spki = spkiOf(key);
  const isPresent = (): boolean => {
    const last = readKeyChanges(db).at(-1);
    return last !== undefined && spki.equals(last.key);
  };
  let isKnown = knowsKeyChanges(db);

  return {
    inStep() {
      if (isKnown || !knowsKeyChanges(db)) return;
      isKnown = true;
      // A log that tells of a change is of a store that had the table.
      if (db.prepare("SELECT 1 FROM audit WHERE kind = 'auditKeyChanged'").get() !== undefined) return;
      let last: KeyChange | null = null;
      for (const term of termsOf(readCheckpoints(db), before(), key)) {
        const signer: KeyObject | null = last === null ? null : keyOf(last, [key, ...before()]);
        last = write(db, last, { ...term, atMs, before: signer });
      }
    },
    takeUp() {
      if (isPresent()) return;
      transaction(db, () => {
        // Another process of this folder may have been first.
        if (isPresent()) return;
        const last = readKeyChanges(db).at(-1) ?? null;
        const after = readCheckpoints(db).at(-1)?.upTo ?? 0;
        // One that was in place before this start is no next one: somebody has taken away what was said of it.
        const signer = last !== null && isNew ? keyOf(last, before()) : null;
        // The number 1 was written with the table: where it is gone, that stays to be seen.
        write(db, last, { after, atMs, key, before: signer, ...(last === null ? { number: 2 } : {}) });
      });
    },
  };
}

function write(db: DatabaseSync, last: KeyChange | null, next: NextKey): KeyChange {
  const change = nextChange(last, next);
  const { number, after, atMs, key, before, signature, signedByBefore } = change;
  db.prepare('INSERT INTO audit_keys VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    ...[number, after, atMs, key, before, signature, signedByBefore],
  );
  if (number > 1) {
    const facts = { key: fingerprintOf(key), signedByBefore: signedByBefore !== null };
    appendInTransaction(db)({ atMs, kind: 'auditKeyChanged', facts });
  }
  return change;
}

const keyOf = ({ key }: KeyChange, keys: readonly KeyObject[]): KeyObject | null =>
  keys.find((one) => spkiOf(one).equals(key)) ?? null;

/** Who has signed which checkpoints, up to the present one. Where one is signed by none of these: the present one alone. */
function termsOf(
  checkpoints: readonly Checkpoint[],
  before: readonly KeyObject[],
  present: KeyObject,
): readonly Term[] {
  const terms: Term[] = [];
  let after = 0;
  const add = (key: KeyObject): void => {
    if (terms.at(-1)?.key !== key) terms.push({ key, after });
  };
  for (const checkpoint of checkpoints) {
    const signer = [present, ...before].find((one) =>
      verify(null, checkpointText(checkpoint), one, checkpoint.signature),
    );
    if (signer === undefined) return [{ key: present, after: 0 }];
    add(signer);
    after = checkpoint.upTo;
  }
  add(present);
  return terms;
}
