// What is deleted in a SQLite file is overwritten, too: SQLite alone would only call its place free.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { transaction } from './transaction.ts';

/** All of it or nothing, and nothing is left in the log beside the file either. */
export function overwriting<T>(db: DatabaseSync, change: () => T): T {
  try {
    return overwritten(db, () => transaction(db, change));
  } finally {
    emptyLog(db);
  }
}

/**
 * `drop` takes a time and a number of rows: so many go at once, and others are served between. Resolves to how many are gone; they
 * stand in the log beside the file until `emptyLog`.
 */
export async function dropOld(
  db: DatabaseSync,
  drop: StatementSync,
  beforeMs: number,
  atOnce: number,
): Promise<number> {
  let gone = 0;
  for (;;) {
    const dropped = Number(overwritten(db, () => drop.run(beforeMs, atOnce)).changes);
    gone += dropped;
    if (dropped < atOnce) return gone;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export function emptyLog(db: DatabaseSync): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

export function overwritten<T>(db: DatabaseSync, change: () => T): T {
  db.exec('PRAGMA secure_delete = ON');
  try {
    return change();
  } finally {
    db.exec('PRAGMA secure_delete = OFF');
  }
}
