// Entries and stills of calls in SQLite, and how they are forgotten. Knows SQL; not what the entries say.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { DatabaseSync } from 'node:sqlite';
import type { TranscriptNote, TranscriptStore, Filing } from '../../service/ports/store.ts';
import { dropOld, emptyLog } from './overwriting.ts';
import type { CallId } from '../../protocol/index.ts';
import type { RowSeal } from './rowSeal.ts';
import { contentOf, entryOf, recordedEntryOf, textOf } from './rows.ts';
import { transaction } from './transaction.ts';

/** Stills and agreed files are large: so many are forgotten at a time, and others are served between. */
const FILES_AT_ONCE = 10;
const ENTRIES_AT_ONCE = 2000;

export function sqliteTranscript(db: DatabaseSync, seal: RowSeal): TranscriptStore {
  const add = db.prepare(
    'INSERT INTO entries (call_id, party, entry_id, at_ms, entry) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const known = db.prepare('SELECT 1 FROM entries WHERE call_id = ? AND party = ? AND entry_id = ?');
  const count = db.prepare('SELECT count(*) AS present FROM entries WHERE call_id = ?');
  const list = db.prepare('SELECT * FROM entries WHERE call_id = ? ORDER BY at_ms, entry_no LIMIT ? OFFSET ?');
  const addBytes = db.prepare('INSERT INTO stills (call_id, sha256, at_ms, type, content) VALUES (?, ?, ?, ?, ?)');
  const find = db.prepare('SELECT * FROM stills WHERE call_id = ? AND sha256 = ?');
  const isThere = db.prepare('SELECT 1 FROM stills WHERE call_id = ? AND sha256 = ?');
  const countStills = db.prepare('SELECT count(*) AS present FROM stills WHERE call_id = ?');

  const all = db.prepare('SELECT * FROM entries WHERE call_id = ?');
  const addAgreed = db.prepare('INSERT INTO agreed_files (call_id, sha256, at_ms, content) VALUES (?, ?, ?, ?)');
  const findAgreed = db.prepare('SELECT * FROM agreed_files WHERE call_id = ? AND sha256 = ?');
  const isAgreedThere = db.prepare('SELECT 1 FROM agreed_files WHERE call_id = ? AND sha256 = ?');
  const countAgreed = db.prepare('SELECT count(*) AS present FROM agreed_files WHERE call_id = ?');

  function file({ callId, party, entryId, atMs, entry }: TranscriptNote, most: number): Filing {
    if (known.get(callId, party, entryId) !== undefined) return 'known';
    if (Number(count.get(callId)?.['present']) >= most) return 'full';
    const text = seal.sealText(['entries', callId, party, entryId], JSON.stringify(entry));
    add.run(callId, party, entryId, atMs, text);
    return 'filed';
  }

  /** By an agreement on the record. */
  function isNamed(callId: CallId, sha256: string): boolean {
    for (const row of all.iterate(callId)) {
      const entry = entryOf(row, seal);
      if (entry.kind === 'agreement' && entry.sha256 === sha256) return true;
    }
    return false;
  }

  return {
    addEntry: async (entry, most) => transaction(db, () => file(entry, most)),
    entriesOf: async (callId, skip, limit) => list.all(callId, limit, skip).map((row) => recordedEntryOf(row, seal)),
    addStill: async ({ callId, sha256, type, content }, entry, most) =>
      transaction(db, () => {
        if (isThere.get(callId, sha256) !== undefined) return 'known';
        if (Number(countStills.get(callId)?.['present']) >= most.stills) return 'full';
        if (file(entry, most.entries) === 'full') return 'full';
        addBytes.run(callId, sha256, entry.atMs, type, seal.sealBytes(['stills', callId, sha256], content));
        return 'filed';
      }),
    async findStill(callId, sha256) {
      const row = find.get(callId, sha256);
      return row === undefined ? null : { type: textOf(row, 'type'), content: contentOf('stills', row, seal) };
    },
    addAgreedFile: async ({ callId, sha256, atMs, content }, most) =>
      transaction(db, () => {
        if (isAgreedThere.get(callId, sha256) !== undefined) return 'known';
        if (!isNamed(callId, sha256)) return 'unnamed';
        if (Number(countAgreed.get(callId)?.['present']) >= most) return 'full';
        addAgreed.run(callId, sha256, atMs, seal.sealBytes(['agreed_files', callId, sha256], content));
        return 'filed';
      }),
    async findAgreedFile(callId, sha256) {
      const row = findAgreed.get(callId, sha256);
      return row === undefined ? null : contentOf('agreed_files', row, seal);
    },
    forgetEntries: forgetting(db),
  };
}

function forgetting(db: DatabaseSync): TranscriptStore['forgetEntries'] {
  const dropEntries = db.prepare(
    'DELETE FROM entries WHERE entry_no IN (SELECT entry_no FROM entries WHERE at_ms < ? LIMIT ?)',
  );
  const dropStills = db.prepare(
    'DELETE FROM stills WHERE still_no IN (SELECT still_no FROM stills WHERE at_ms < ? LIMIT ?)',
  );
  const dropAgreed = db.prepare(
    'DELETE FROM agreed_files WHERE file_no IN (SELECT file_no FROM agreed_files WHERE at_ms < ? LIMIT ?)',
  );

  return async ({ entriesMs, stillsMs, agreementsMs }) => {
    const entries = await dropOld(db, dropEntries, entriesMs, ENTRIES_AT_ONCE);
    const stills = await dropOld(db, dropStills, stillsMs, FILES_AT_ONCE);
    const agreements = await dropOld(db, dropAgreed, agreementsMs, FILES_AT_ONCE);
    if (entries + stills + agreements > 0) emptyLog(db);
    return { entries, stills, agreements };
  };
}
