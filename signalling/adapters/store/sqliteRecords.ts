// What is on record of calls, of each agent's part in them, of offers and of shields, in the SQLite file.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { DatabaseSync } from 'node:sqlite';
import { MAX_NOTES_LENGTH, type Party } from '../../protocol/index.ts';
import type { Changes, RecordStore } from '../../service/ports/store.ts';
import { endedCallOf, endedOfferOf, endedReplyOf, qualityNoteOf, recordOf, segmentOf } from './rows.ts';
import { forgetRecords } from './sqliteForgetting.ts';

/** To be called in the transaction of a commit. */
export function segmentsWriter(db: DatabaseSync): (changes: Pick<Changes, 'leftSegments' | 'wrapUps'>) => void {
  const add = db.prepare('INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?)');
  const wrapUp = db.prepare('UPDATE segments SET reason = ?, notes = ? WHERE call_id = ? AND segment_no = ?');
  return ({ leftSegments, wrapUps }) => {
    for (const { callId, number, agentId, how, joinedMs, leftMs, queueId } of leftSegments) {
      add.run(callId, number, agentId, how, joinedMs, leftMs, queueId);
    }
    for (const { callId, number, reason, notes } of wrapUps) {
      const { changes } = wrapUp.run(JSON.stringify(reason), notes, callId, number);
      if (changes !== 1) throw new Error('wrap-up of an unknown part');
    }
  };
}

/** Of those who had the call: `isOwnPart` of the domain. */
const OWN = "how IN ('answered', 'transferred', 'tookOver')";

/** What this side last said of the agent's parts, the latest that it said anything of. */
function lastQuality(party: Party): string {
  return `(SELECT quality FROM qualities q JOIN segments s USING (call_id, segment_no)
    WHERE q.call_id = own.call_id AND q.party = '${party}' AND s.agent_id = $agentId AND ${OWN}
    ORDER BY segment_no DESC LIMIT 1) AS ${party}_quality`;
}

export function recordStore(db: DatabaseSync): RecordStore {
  const find = db.prepare('SELECT * FROM records WHERE call_id = ?');
  const recent = db.prepare(
    `SELECT records.*, own.left_ms AS ended_at_ms,
       (SELECT min(joined_ms) FROM segments s WHERE s.call_id = own.call_id AND s.agent_id = $agentId AND ${OWN}) AS answered_at_ms,
       (SELECT reason FROM segments s WHERE s.call_id = own.call_id AND s.agent_id = $agentId AND reason IS NOT NULL
          ORDER BY segment_no DESC LIMIT 1) AS reason,
       (SELECT substr(group_concat(nullif(notes, ''), char(10) ORDER BY segment_no), 1, ${MAX_NOTES_LENGTH})
          FROM segments s WHERE s.call_id = own.call_id AND s.agent_id = $agentId) AS notes,
       ${lastQuality('agent')}, ${lastQuality('customer')}
     FROM (
       -- The agent's last part of each call that they had, along the index.
       SELECT call_id, left_ms FROM segments last WHERE agent_id = $agentId AND left_ms < $beforeMs AND ${OWN}
         AND NOT EXISTS (SELECT 1 FROM segments later WHERE later.call_id = last.call_id
           AND later.agent_id = last.agent_id AND later.${OWN} AND later.segment_no > last.segment_no)
         AND EXISTS (SELECT 1 FROM records WHERE records.call_id = last.call_id)
       ORDER BY left_ms DESC LIMIT $limit
     ) own JOIN records USING (call_id) ORDER BY own.left_ms DESC`,
  );
  const since = db.prepare('SELECT * FROM records WHERE ended_at_ms >= ? ORDER BY ended_at_ms DESC LIMIT 50000');
  const ofReference = db.prepare(
    'SELECT * FROM records WHERE reference = ? AND ended_at_ms >= ? ORDER BY ended_at_ms DESC LIMIT ?',
  );
  const offers = db.prepare('SELECT * FROM offers WHERE ended_at_ms >= ? ORDER BY ended_at_ms, offer_id LIMIT 10000');
  const missed = db.prepare(
    `SELECT * FROM offers WHERE agent_id = ? AND result = 'missed' AND is_question = 0
     ORDER BY ended_at_ms DESC, offer_id LIMIT ?`,
  );
  const shields = db.prepare(
    `SELECT * FROM shields WHERE ($agentId IS NULL OR agent_id = $agentId) AND ended_at_ms >= $sinceMs
     ORDER BY ended_at_ms, shield_id LIMIT 1000`,
  );
  return {
    async findEndedCall(callId) {
      const row = find.get(callId);
      return row === undefined ? null : endedCallOf(row);
    },
    recentCalls: async (agentId, limit, beforeMs) => recent.all({ agentId, beforeMs, limit }).map(recordOf),
    callsOfReference: async (reference, sinceMs, limit) => ofReference.all(reference, sinceMs, limit).map(endedCallOf),
    endedCallsSince: async (sinceMs) => since.all(sinceMs).map(endedCallOf),
    endedOffers: async (sinceMs) => offers.all(sinceMs).map(endedOfferOf),
    missedOffers: async (agentId, limit) => missed.all(agentId, limit).map(endedOfferOf),
    forgetRecords: forgetRecords(db),
    endedReplies: async (agentId, sinceMs) => shields.all({ agentId, sinceMs }).map(endedReplyOf),
    ...partStore(db),
  };
}

function partStore(db: DatabaseSync): Pick<RecordStore, 'segmentsOf' | 'segmentsSince' | 'putQuality' | 'qualitiesOf'> {
  const segments = db.prepare('SELECT * FROM segments WHERE call_id = ? ORDER BY segment_no');
  const segmentsSince = db.prepare(
    `SELECT segments.* FROM (SELECT call_id FROM records WHERE ended_at_ms >= ? ORDER BY ended_at_ms DESC LIMIT 50000)
     JOIN segments USING (call_id) ORDER BY call_id, segment_no`,
  );
  const putQuality = db.prepare(
    'INSERT INTO qualities VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET quality = excluded.quality',
  );
  const qualities = db.prepare('SELECT * FROM qualities WHERE call_id = ? ORDER BY segment_no, party');
  return {
    segmentsOf: async (callId) => segments.all(callId).map(segmentOf),
    segmentsSince: async (sinceMs) => segmentsSince.all(sinceMs).map(segmentOf),
    async putQuality({ callId, number, party, quality }) {
      putQuality.run(callId, number, party, JSON.stringify(quality));
    },
    qualitiesOf: async (callId) => qualities.all(callId).map(qualityNoteOf),
  };
}
