// Brings the SQLite file from whatever version it has to the present one.
import type { DatabaseSync } from 'node:sqlite';
import { FIRST_SCHEMA_STEPS } from './firstSchemaSteps.ts';
import { LATER_SCHEMA_STEPS } from './laterSchemaSteps.ts';
import { Unusable } from './unusable.ts';

const STEPS = [...FIRST_SCHEMA_STEPS, ...LATER_SCHEMA_STEPS];

export const SCHEMA_VERSION = STEPS.length;

/**
 * Brings the file to this build's schema (tests: to an earlier one). Throws, and changes nothing, when the file is from
 * a later build. `inStep` is called in the transaction of each step that is taken, at its end.
 */
export function migrate(db: DatabaseSync, nowMs: number, upTo = SCHEMA_VERSION, inStep = (): void => undefined): void {
  db.exec('CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at_ms INTEGER NOT NULL) STRICT');
  const row = db.prepare('SELECT coalesce(max(version), 0) AS version FROM migrations').get();
  const present = Number(row?.['version']);
  if (present > SCHEMA_VERSION) {
    throw new Unusable(
      `The store has schema version ${present}; this build knows ${SCHEMA_VERSION} and no later one. Use the release that wrote it.`,
    );
  }
  for (const [index, step] of STEPS.slice(0, upTo).entries()) {
    const version = index + 1;
    if (version <= present) continue;
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(step);
      db.prepare('INSERT INTO migrations (version, applied_at_ms) VALUES (?, ?)').run(version, nowMs);
      inStep();
      db.exec('COMMIT');
    } catch (cause) {
      db.exec('ROLLBACK');
      throw cause;
    }
  }
}
