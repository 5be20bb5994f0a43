// Whether a file is a store that this build can open. Reads it; changes nothing.
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { SCHEMA_VERSION } from '../store/migrations.ts';

/** A sentence about what is wrong with it; null for a store that is whole. */
export function complaintAboutStore(file: string): string | null {
  if (!existsSync(file)) return `There is no file ${file}.`;
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      const [row] = db.prepare('PRAGMA integrity_check(1)').all();
      if (row?.['integrity_check'] !== 'ok') return damaged(file);
      const version = Number(db.prepare('SELECT max(version) AS version FROM migrations').get()?.['version'] ?? 0);
      if (version <= SCHEMA_VERSION) return null;
      return `${file} was written by a later release (schema ${String(version)}; this one knows ${String(SCHEMA_VERSION)}). Use that release.`;
    } finally {
      db.close();
    }
  } catch {
    return damaged(file);
  }
}

function damaged(file: string): string {
  return `${file} is damaged, or no store of Visavis. Nothing was changed; try an earlier back-up.`;
}
