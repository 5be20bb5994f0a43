// Records of calls and of shields that have been kept as long as the settings say, forgotten in the SQLite file.
import type { DatabaseSync } from 'node:sqlite';
import type { RecordStore } from '../../service/ports/store.ts';
import { dropOld, emptyLog, overwritten } from './overwriting.ts';

const AT_ONCE = 2000;

export function forgetRecords(db: DatabaseSync): RecordStore['forgetRecords'] {
  const old = (table: string, key: string) =>
    db.prepare(`DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ended_at_ms < ? LIMIT ?)`);
  const drops = {
    calls: old('records', 'call_id'),
    offers: old('offers', 'offer_id'),
    shields: old('shields', 'shield_id'),
  };
  // What is known of a call that is neither on record nor going on.
  const dropRest = ['qualities', 'segments'].map((table) =>
    db.prepare(
      `DELETE FROM ${table} WHERE call_id NOT IN (SELECT call_id FROM records)
       AND call_id NOT IN (SELECT call_id FROM live_calls)`,
    ),
  );

  return async ({ callsMs, shieldsMs }) => {
    const calls = await dropOld(db, drops.calls, callsMs, AT_ONCE);
    const offers = await dropOld(db, drops.offers, callsMs, AT_ONCE);
    const shields = await dropOld(db, drops.shields, shieldsMs, AT_ONCE);
    if (calls > 0) for (const drop of dropRest) overwritten(db, () => drop.run());
    if (calls + offers + shields > 0) emptyLog(db);
    return { calls, offers, shields };
  };
}
