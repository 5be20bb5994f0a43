// All of the audit log, as `npm run audit` looks at it: row by row, so that one which nobody of ours has written is told and not
// thrown. Knows SQL; whether what was read is whole is `auditChain.ts`.
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { AuditTrail } from './auditChain.ts';
import { numberOf, type Row } from './rows.ts';
import { changeOf, checkpointOf, entryOf, knowsKeyChanges } from './sqliteAudit.ts';
import { Damaged } from './unusable.ts';

/** ECMA-262, 21.4.1.1: beyond it there is no date. */
const LAST_TIME_MS = 8_640_000_000_000_000;
/** A table or a column that a statement names is missing (sqlite.org/rescode.html). */
const SQLITE_ERROR = 1;

/** In place of a fraction: what no converter takes. */
const NO_NUMBER = 2n ** 63n;

type Read<T> = { readonly rows: readonly T[]; readonly complaint: string | null };

export function readAuditTrail(db: DatabaseSync): AuditTrail {
  const entries = readAll(db, 'audit', 'SELECT * FROM audit ORDER BY entry_no', (row) => withTime(entryOf(row)));
  const checkpoints = readAll(db, 'audit_checkpoints', 'SELECT * FROM audit_checkpoints ORDER BY up_to', checkpointOf);
  const ever = readAll(db, 'sqlite_sequence', "SELECT seq FROM sqlite_sequence WHERE name = 'audit'", (row) =>
    numberOf(row, 'seq'),
  );
  const keys = knowsKeyChanges(db)
    ? readAll(db, 'audit_keys', 'SELECT * FROM audit_keys ORDER BY key_no', changeOf)
    : null;
  return {
    entries: entries.rows,
    checkpoints: checkpoints.rows,
    keyChanges: keys === null ? null : keys.rows,
    last: ever.rows[0] ?? 0,
    unreadable: {
      entries: entries.complaint ?? checkpoints.complaint ?? ever.complaint,
      keys: keys === null ? null : keys.complaint,
    },
  };
}

/** What can be read, and a sentence about the first row that cannot. */
function readAll<T>(db: DatabaseSync, table: string, sql: string, of: (row: Row) => T): Read<T> {
  const rows: T[] = [];
  let complaint: string | null = null;
  const found = rowsOf(db, sql);
  if (found === null) return { rows, complaint: `${table} cannot be read: the table or a column of it is missing.` };
  for (const [index, row] of found.entries()) {
    try {
      rows.push(of(plain(row)));
    } catch (cause) {
      if (!(cause instanceof Damaged)) throw cause;
      complaint ??= `Row ${String(index + 1)} of ${table} cannot be read: ${cause.reason}.`;
    }
  }
  return { rows, complaint };
}

/** Integers as they are: one beyond 2^53 throws otherwise. Null: something that is read is not there. */
function rowsOf(db: DatabaseSync, sql: string): readonly Row[] | null {
  try {
    const statement = db.prepare(sql);
    statement.setReadBigInts(true);
    return statement.all();
  } catch (cause) {
    if (cause instanceof Error && (cause as { errcode?: number }).errcode === SQLITE_ERROR) return null;
    throw cause;
  }
}

/** As the converters of rows take it. What is a fraction, or beyond 2^53, is no number of ours. */
function plain(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plainValue(value)]));
}

function plainValue(value: SQLOutputValue): SQLOutputValue {
  if (typeof value === 'number') return NO_NUMBER;
  if (typeof value !== 'bigint') return value;
  const whole = Number(value);
  return Number.isSafeInteger(whole) ? whole : value;
}

function withTime<T extends { readonly atMs: number }>(entry: T): T {
  if (Math.abs(entry.atMs) > LAST_TIME_MS) throw new Damaged('at_ms is no time');
  return entry;
}
