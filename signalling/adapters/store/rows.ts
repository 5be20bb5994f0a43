// Rows of the SQLite file as the values they stand for. What was written was checked; what does not fit was damaged.
import type { SQLOutputValue } from 'node:sqlite';
import type {
  AgentId,
  CallQuality,
  CallRecord,
  TranscriptEntry,
  Quality,
  RecordedTranscriptEntry,
  Words,
} from '../../protocol/index.ts';
import type { Decision, EndedOffer } from '../../domain/switchboard/switchboard.ts';
import type { RowSeal } from './rowSeal.ts';
import { Damaged } from './unusable.ts';
import type { EndedCall } from '../../domain/switchboard/views.ts';
import type { Account, AgentSession, Revocation } from '../../service/ports/accountStore.ts';
import type { QualityNote, RecordedSegment } from '../../service/ports/store.ts';

export type Row = Record<string, SQLOutputValue>;

/** A text column. The caller names the type it was written from. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the place where text becomes what it was
export function textOf<T extends string>(row: Row, column: string): T {
  const value = row[column];
  if (typeof value !== 'string') throw new Damaged(`${column} is no text`);
  return value as T;
}

export function wordsOf(row: Row, column: string): Words {
  return jsonOf(row, column) as Words;
}

/** A text column that holds JSON of ours. */
export function jsonOf(row: Row, column: string): unknown {
  try {
    return JSON.parse(textOf(row, column));
  } catch (cause) {
    throw new Damaged(`${column} is no JSON`, { cause });
  }
}

export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Damaged(`${column} is no number`);
  return value;
}

export function accountOf(row: Row): Account {
  return {
    agentId: textOf(row, 'agent_id'),
    userName: textOf(row, 'user_name'),
    displayName: textOf(row, 'display_name'),
    role: textOf(row, 'role'),
    passwordHash: textOf(row, 'password_hash'),
    demo: numberOf(row, 'demo') === 1,
  };
}

export function sessionOf(row: Row): AgentSession {
  return {
    sessionId: textOf(row, 'session_id'),
    tokenHash: textOf(row, 'token_hash'),
    agentId: textOf(row, 'agent_id'),
    device: textOf(row, 'device'),
    startedAtMs: numberOf(row, 'started_at_ms'),
    lastSeenAtMs: numberOf(row, 'last_seen_at_ms'),
    expiresAtMs: numberOf(row, 'expires_at_ms'),
  };
}

export function revocationOf(row: Row): Revocation {
  return { number: numberOf(row, 'revocation_no'), agentId: textOf(row, 'agent_id'), kind: textOf(row, 'kind') };
}

export function endedCallOf(row: Row): EndedCall {
  return {
    ...aboutOf(row),
    topicId: textOf(row, 'topic_id'),
    agentId: row['agent_id'] === null ? null : textOf<AgentId>(row, 'agent_id'),
    answeredAtMs: row['answered_at_ms'] === null ? null : numberOf(row, 'answered_at_ms'),
    reference: row['reference'] === null ? null : textOf(row, 'reference'),
  };
}

export function segmentOf(row: Row): RecordedSegment {
  return {
    callId: textOf(row, 'call_id'),
    number: numberOf(row, 'segment_no'),
    agentId: textOf(row, 'agent_id'),
    how: textOf(row, 'how'),
    queueId: textOf(row, 'queue_id'),
    joinedMs: numberOf(row, 'joined_ms'),
    leftMs: numberOf(row, 'left_ms'),
    reason: maybeOf(row, 'reason', wordsOf),
    notes: maybeOf(row, 'notes', textOf),
  };
}

export function qualityNoteOf(row: Row): QualityNote {
  return {
    callId: textOf(row, 'call_id'),
    number: numberOf(row, 'segment_no'),
    party: textOf(row, 'party'),
    quality: jsonOf(row, 'quality') as Quality,
  };
}

export function endedOfferOf(row: Row): EndedOffer {
  return {
    offerId: textOf(row, 'offer_id'),
    callId: textOf(row, 'call_id'),
    agentId: textOf(row, 'agent_id'),
    rangAtMs: numberOf(row, 'rang_at_ms'),
    endedAtMs: numberOf(row, 'ended_at_ms'),
    result: textOf(row, 'result'),
    ...(numberOf(row, 'is_question') === 1 ? { isQuestion: true } : {}),
  };
}

export function endedReplyOf(row: Row): Decision['endedReplies'][number] {
  return {
    agentId: textOf(row, 'agent_id'),
    activityId: textOf(row, 'activity_id'),
    source: textOf(row, 'source'),
    kind: textOf(row, 'kind'),
    startedAtMs: numberOf(row, 'started_at_ms'),
    endedAtMs: numberOf(row, 'ended_at_ms'),
    how: textOf(row, 'how'),
    callsKeptAway: numberOf(row, 'calls_kept_away'),
  };
}

export function recordedEntryOf(row: Row, seal: RowSeal): RecordedTranscriptEntry {
  return {
    entryId: textOf(row, 'entry_id'),
    party: textOf(row, 'party'),
    atMs: numberOf(row, 'at_ms'),
    entry: entryOf(row, seal),
  };
}

/** What an entry says, opened where it is sealed. */
export function entryOf(row: Row, seal: RowSeal): TranscriptEntry {
  const place = ['entries', textOf(row, 'call_id'), textOf(row, 'party'), textOf(row, 'entry_id')] as const;
  return JSON.parse(seal.openText(place, textOf(row, 'entry'))) as TranscriptEntry;
}

/** Of a picture or an agreed file. */
export function contentOf(table: 'stills' | 'agreed_files', row: Row, seal: RowSeal): Uint8Array {
  return seal.openBytes([table, textOf(row, 'call_id'), textOf(row, 'sha256')], bytesOf(row, 'content'));
}

/** Null where the column is. */
export function maybeOf<T>(row: Row, column: string, read: (row: Row, column: string) => T): T | null {
  return row[column] === null ? null : read(row, column);
}

export function bytesOf(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Damaged(`${column} is no blob`);
  return value;
}

/** A record of an answered call, with its wrap-up when that has been finished, and with what was measured. */
export function recordOf(row: Row): CallRecord {
  const quality = callQualityOf(row);
  return {
    ...aboutOf(row),
    answeredAtMs: numberOf(row, 'answered_at_ms'),
    ...(row['reason'] === null ? {} : { reason: wordsOf(row, 'reason'), notes: maybeOf(row, 'notes', textOf) ?? '' }),
    ...(quality === null ? {} : { quality }),
  };
}

function callQualityOf(row: Row): CallQuality | null {
  const of = (column: string) => (row[column] === null ? null : (jsonOf(row, column) as Quality));
  const [agent, customer] = [of('agent_quality'), of('customer_quality')];
  if (agent === null && customer === null) return null;
  return { ...(agent === null ? {} : { agent }), ...(customer === null ? {} : { customer }) };
}

function aboutOf(row: Row): Omit<CallRecord, 'answeredAtMs' | 'reason' | 'notes' | 'quality'> {
  return {
    callId: textOf(row, 'call_id'),
    topic: wordsOf(row, 'topic'),
    customerName: textOf(row, 'customer_name'),
    media: textOf(row, 'media'),
    startedAtMs: numberOf(row, 'started_at_ms'),
    endedAtMs: numberOf(row, 'ended_at_ms'),
    outcome: textOf(row, 'outcome'),
    endedBy: textOf(row, 'ended_by'),
    endReason: textOf(row, 'end_reason'),
  };
}
