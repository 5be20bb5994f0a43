// Records of calls and of shields that have been kept as long as the settings say, forgotten in the SQLite file.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RecordStore } from '../../service/ports/store.ts';

/** So many at a time, and others are served between. */
const AT_ONCE = 2000;

export function forgetRecords(db: DatabaseSync): RecordStore['forgetRecords'] {
  const old = (table: string, key: string) =>
    db.prepare(`DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ended_at_ms < ? LIMIT ?)`);
  const drops = {
    calls: old('records', 'call_id'),
    offers: old('offers', 'offer_id'),
    shields: old('shields', 'shield_id'),
  };
  // What was measured of a call that is neither on record nor going on.
  const dropQualities = db.prepare(
    `DELETE FROM qualities WHERE call_id NOT IN (SELECT call_id FROM records)
     AND call_id NOT IN (SELECT call_id FROM live_calls)`,
  );

  async function dropAll(drop: StatementSync, beforeMs: number): Promise<number> {
    let gone = 0;
    for (;;) {
      const { changes } = overwritten(db, () => drop.run(beforeMs, AT_ONCE));
      gone += Number(changes);
      if (Number(changes) < AT_ONCE) return gone;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return async ({ callsMs, shieldsMs }) => {
    const calls = await dropAll(drops.calls, callsMs);
    const offers = await dropAll(drops.offers, callsMs);
    const shields = await dropAll(drops.shields, shieldsMs);
    if (calls > 0) overwritten(db, () => dropQualities.run());
    // Else it would still stand in the log beside the file.
    if (calls + offers + shields > 0) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return { calls, offers, shields };
  };
}

function overwritten<T>(db: DatabaseSync, change: () => T): T {
  db.exec('PRAGMA secure_delete = ON');
  try {
    return change();
  } finally {
    db.exec('PRAGMA secure_delete = OFF');
  }
}
