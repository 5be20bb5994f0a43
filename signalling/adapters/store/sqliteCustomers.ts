// All that is held of one customer's calls in the SQLite file: read, or erased. Knows SQL and every table that knows a call.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { DatabaseSync } from 'node:sqlite';
import type { PictureType } from '../../domain/files/fileType.ts';
import type { CallId } from '../../protocol/index.ts';
import type { CallData, CustomerDataStore, KeptContent } from '../../service/ports/customerData.ts';
import type { RowSeal } from './rowSeal.ts';
import { overwriting } from './overwriting.ts';
import {
  contentOf,
  endedCallOf,
  endedOfferOf,
  numberOf,
  qualityNoteOf,
  recordedEntryOf,
  segmentOf,
  textOf,
  type Row,
} from './rows.ts';

/** Their rows go with their call. */
const TABLES_OF_A_CALL = [
  'agreed_files',
  'stills',
  'entries',
  'offers',
  'qualities',
  'segments',
  'call_tokens',
  'consents',
  'identity_checks',
  'records',
] as const;

export function customerDataStore(db: DatabaseSync, seal: RowSeal): CustomerDataStore {
  const ofCustomer = db.prepare(
    `SELECT call_id, min(at_ms) AS first_ms FROM (
       SELECT call_id, given_at_ms AS at_ms FROM consents WHERE customer_id = $id
       UNION ALL SELECT call_id, at_ms FROM identity_checks WHERE customer_id = $id
     ) GROUP BY call_id ORDER BY first_ms, call_id`,
  );
  const named = db.prepare('SELECT * FROM records WHERE customer_name = ? ORDER BY ended_at_ms DESC LIMIT ?');
  const live = db.prepare('SELECT 1 FROM live_calls WHERE call_id = ?');
  const drops = TABLES_OF_A_CALL.map((table) => db.prepare(`DELETE FROM ${table} WHERE call_id = ?`));
  return {
    callsOfCustomer: async (id) => ofCustomer.all({ id }).map((row) => textOf<CallId>(row, 'call_id')),
    callsNamed: async (customerName, limit) => named.all(customerName, limit).map(endedCallOf),
    isCallLive: async (callId) => live.get(callId) !== undefined,
    readCall: reader(db, seal),
    eraseCalls: async (callIds) =>
      overwriting(db, () => {
        let gone = 0;
        for (const callId of callIds) {
          // `records` is the last: it alone says whether there was such a call.
          for (const drop of drops.slice(0, -1)) drop.run(callId);
          gone += Number(drops.at(-1)?.run(callId).changes);
        }
        return gone;
      }),
  };
}

function reader(db: DatabaseSync, seal: RowSeal): CustomerDataStore['readCall'] {
  const record = db.prepare('SELECT * FROM records WHERE call_id = ?');
  const segments = db.prepare('SELECT * FROM segments WHERE call_id = ? ORDER BY segment_no');
  const qualities = db.prepare('SELECT * FROM qualities WHERE call_id = ? ORDER BY segment_no, party');
  const offers = db.prepare('SELECT * FROM offers WHERE call_id = ? ORDER BY rang_at_ms');
  const entries = db.prepare('SELECT * FROM entries WHERE call_id = ? ORDER BY at_ms, entry_no');
  const stills = db.prepare('SELECT * FROM stills WHERE call_id = ? ORDER BY still_no');
  const agreements = db.prepare('SELECT * FROM agreed_files WHERE call_id = ? ORDER BY file_no');
  return async (callId): Promise<CallData | null> => {
    const row = record.get(callId);
    if (row === undefined) return null;
    return {
      record: endedCallOf(row),
      segments: segments.all(callId).map(segmentOf),
      qualities: qualities.all(callId).map(qualityNoteOf),
      offers: offers.all(callId).map(endedOfferOf),
      entries: entries.all(callId).map((entry) => recordedEntryOf(entry, seal)),
      stills: stills
        .all(callId)
        .map((still) => ({ ...keptOf('stills', still, seal), type: textOf<PictureType>(still, 'type') })),
      agreements: agreements.all(callId).map((file) => keptOf('agreed_files', file, seal)),
    };
  };
}

function keptOf(table: 'stills' | 'agreed_files', row: Row, seal: RowSeal): KeptContent {
  return { sha256: textOf(row, 'sha256'), atMs: numberOf(row, 'at_ms'), content: contentOf(table, row, seal) };
}
