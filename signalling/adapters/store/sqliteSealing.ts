// Which keys the values of a SQLite file are sealed with, and how they come to be sealed with the present one. Knows SQL.
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Resealed } from '../../service/ports/store.ts';
import { emptyLog, overwritten } from './overwriting.ts';
import { BYTES_MARK, TEXT_MARK, type Place, type RowSeal } from './rowSeal.ts';
import { textOf, type Row } from './rows.ts';
import { transaction } from './transaction.ts';
import { Unusable } from './unusable.ts';

/** Says what a person can do about it. */
export class SealingKeyMissing extends Unusable {}

/** Rows looked at in one go; others are served between. A picture may have twelve megabytes. */
const AT_ONCE = { text: 20, bytes: 1 };

type Sealed = {
  readonly table: string;
  readonly value: string;
  readonly kind: 'text' | 'bytes';
  readonly row: readonly string[];
};

/** What is sealed: chat and what else is on record of calls, pictures, agreed files, secrets of second factors. */
export const SEALED: readonly Sealed[] = [
  { table: 'entries', value: 'entry', kind: 'text', row: ['call_id', 'party', 'entry_id'] },
  { table: 'stills', value: 'content', kind: 'bytes', row: ['call_id', 'sha256'] },
  { table: 'agreed_files', value: 'content', kind: 'bytes', row: ['call_id', 'sha256'] },
  { table: 'second_factors', value: 'secret', kind: 'text', row: ['agent_id'] },
];

/** Throws `SealingKeyMissing`, and changes nothing, where a key that something may be sealed with is not here. */
export function checkSealingKeys(db: DatabaseSync, seal: RowSeal): void {
  const used = db
    .prepare('SELECT key_id FROM sealing_keys')
    .all()
    .map((row) => textOf(row, 'key_id'));
  const missing = used.filter((id) => !seal.keyIds.includes(id));
  if (missing.length > 0) {
    throw new SealingKeyMissing(
      `The store holds what is sealed with key ${missing.join(' and ')}. VISAVIS_SEALING_KEYS must name a file that has it; nothing was changed.`,
    );
  }
  if (seal.keyId === null || isDone(db, seal.keyId)) return;
  // From now on something is sealed with it: what was finished for another key is no more.
  db.prepare('UPDATE sealing_keys SET is_done = 0 WHERE is_done = 1').run();
  db.prepare('INSERT INTO sealing_keys (key_id) VALUES (?) ON CONFLICT DO NOTHING').run(seal.keyId);
}

/**
 * Seals what is not sealed with the present key, a few rows at a time, until all was looked at or the file is closed. What no key
 * opens stays as it is, and the key that it is marked with stays needed until it is gone. When all was looked at nothing is looked at again.
 */
export async function reseal(db: DatabaseSync, seal: RowSeal): Promise<Resealed> {
  const { keyId } = seal;
  const total = { sealed: 0, unopened: 0 };
  if (keyId === null) return total;
  if (isDone(db, keyId)) {
    forgetUnneeded(db, keyId);
    return total;
  }
  for (const sealed of SEALED) {
    const resealSome = resealer(db, seal, keyId, sealed);
    for (let after: number | null = 0; after !== null;) {
      const some = resealSome(after);
      total.sealed += some.sealed;
      total.unopened += some.unopened;
      after = some.last;
      await new Promise((resolve) => setImmediate(resolve));
      if (!db.isOpen) return total;
    }
  }
  transaction(db, () => {
    forgetUnneeded(db, keyId);
    db.prepare('UPDATE sealing_keys SET is_done = 1 WHERE key_id = ?').run(keyId);
  });
  emptyLog(db);
  return total;
}

/** All was looked at for this key, and the file was opened with no other key to seal with since. */
function isDone(db: DatabaseSync, keyId: string): boolean {
  return db.prepare('SELECT 1 FROM sealing_keys WHERE key_id = ? AND is_done = 1').get(keyId) !== undefined;
}

/** Keys of before with which nothing is marked any more. */
function forgetUnneeded(db: DatabaseSync, keyId: string): void {
  const others = db.prepare('SELECT key_id FROM sealing_keys WHERE key_id <> ?').all(keyId);
  const forget = db.prepare('DELETE FROM sealing_keys WHERE key_id = ?');
  for (const id of others.map((row) => textOf(row, 'key_id'))) {
    if (!SEALED.some((sealed) => isMarked(db, sealed, id))) forget.run(id);
  }
}

function isMarked(db: DatabaseSync, { table, value, kind }: Sealed, keyId: string): boolean {
  const mark = markOf(kind, keyId);
  const find = db.prepare(`SELECT 1 FROM ${table} WHERE substr(${value}, 1, ?) = ? LIMIT 1`);
  return find.get(mark.length, mark) !== undefined;
}

/** How a value begins that is sealed with that key. */
function markOf(kind: Sealed['kind'], keyId: string): string | Buffer {
  return kind === 'text' ? `${TEXT_MARK}${keyId}:` : Buffer.concat([BYTES_MARK, Buffer.from(keyId, 'hex')]);
}

/** `last`: the row that was looked at last; null when there are no more. */
type Some = Resealed & { readonly last: number | null };

function resealer(
  db: DatabaseSync,
  seal: RowSeal,
  keyId: string,
  { table, value, kind, row }: Sealed,
): (after: number) => Some {
  const present = markOf(kind, keyId);
  const next = db.prepare(
    `SELECT rowid AS at, ${row.join(', ')}, CASE WHEN substr(${value}, 1, ?) <> ? THEN ${value} END AS old
     FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${AT_ONCE[kind]}`,
  );
  const put = db.prepare(`UPDATE ${table} SET ${value} = ? WHERE rowid = ?`);
  function resealRow(found: Row): keyof Resealed {
    const again = sealedAnew(seal, [table, ...row.map((column) => textOf(found, column))], found['old']);
    if (again === null) return 'unopened';
    put.run(again, Number(found['at']));
    return 'sealed';
  }
  return (after) =>
    overwritten(db, () =>
      transaction(db, () => {
        const rows = next.all(present.length, present, after);
        const did = rows.filter((found) => found['old'] !== null).map(resealRow);
        const unopened = did.filter((what) => what === 'unopened').length;
        const end = rows.at(-1);
        return { sealed: did.length - unopened, unopened, last: end === undefined ? null : Number(end['at']) };
      }),
    );
}

/** Null: no key opens it, or it was changed. */
function sealedAnew(seal: RowSeal, place: Place, old: unknown): SQLInputValue {
  try {
    if (old instanceof Uint8Array) return seal.sealBytes(place, seal.openBytes(place, old));
    return seal.sealText(place, seal.openText(place, String(old)));
  } catch {
    return null;
  }
}
