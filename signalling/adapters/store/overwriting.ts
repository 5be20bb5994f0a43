// What is deleted in a SQLite file is overwritten, also in the log beside it: SQLite alone would only call its place free.
import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './transaction.ts';

export function overwriting<T>(db: DatabaseSync, change: () => T): T {
  db.exec('PRAGMA secure_delete = ON');
  try {
    return transaction(db, change);
  } finally {
    db.exec('PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)');
  }
}
