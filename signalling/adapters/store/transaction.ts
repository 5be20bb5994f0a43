// All of some work on a SQLite file, or none of it. Knows no tables.
import type { DatabaseSync } from 'node:sqlite';

export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (cause) {
    // Of a full disk SQLite has taken the transaction back by itself: what went wrong then is not that there is none.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw cause;
  }
}
