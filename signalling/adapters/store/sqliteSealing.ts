// Which keys the values of a SQLite file are sealed with, and how they come to be sealed with the present one. Knows SQL.
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { emptyLog, overwritten } from './overwriting.ts';
import { BYTES_MARK, TEXT_MARK, type Place, type RowSeal } from './rowSeal.ts';
import { textOf, type Row } from './rows.ts';
import { transaction } from './transaction.ts';

/** Says what a person can do about it. */
export class SealingKeyMissing extends Error {}

/** Rows resealed at a time; others are served between. */
const AT_ONCE = 20;

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
  if (seal.keyId !== null) db.prepare('INSERT INTO sealing_keys VALUES (?) ON CONFLICT DO NOTHING').run(seal.keyId);
}

/** Seals what is not sealed with the present key, a few rows at a time. Resolves to how many were; then only the present key is in use. */
export async function reseal(db: DatabaseSync, seal: RowSeal): Promise<number> {
  const { keyId } = seal;
  if (keyId === null) return 0;
  let count = 0;
  for (const sealed of SEALED) {
    const resealSome = resealer(db, seal, keyId, sealed);
    for (let done = resealSome(); done > 0; done = resealSome()) {
      count += done;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  db.prepare('DELETE FROM sealing_keys WHERE key_id <> ?').run(keyId);
  if (count > 0) emptyLog(db);
  return count;
}

function resealer(db: DatabaseSync, seal: RowSeal, keyId: string, { table, value, kind, row }: Sealed): () => number {
  const present = kind === 'text' ? `${TEXT_MARK}${keyId}:` : Buffer.concat([BYTES_MARK, Buffer.from(keyId, 'hex')]);
  const old = db.prepare(
    `SELECT ${[...row, value].join(', ')} FROM ${table} WHERE substr(${value}, 1, ?) <> ? LIMIT ${AT_ONCE}`,
  );
  const put = db.prepare(
    `UPDATE ${table} SET ${value} = ? WHERE ${row.map((column) => `${column} = ?`).join(' AND ')}`,
  );
  const again = (found: Row, place: Place): SQLInputValue => {
    const content = found[value];
    if (content instanceof Uint8Array) return seal.sealBytes(place, seal.openBytes(place, content));
    return seal.sealText(place, seal.openText(place, textOf(found, value)));
  };
  return () =>
    overwritten(db, () =>
      transaction(db, () => {
        const rows = old.all(present.length, present);
        for (const found of rows) {
          const key = row.map((column) => textOf(found, column));
          put.run(again(found, [table, ...key]), ...key);
        }
        return rows.length;
      }),
    );
}
