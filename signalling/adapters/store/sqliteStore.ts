// The store in one SQLite file. Knows SQL; what the saved states mean is the domain's.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import { generateKeyPairSync } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { Changes, SettingsStore, StateStore, Store, TokenStore, Unreadable } from '../../service/ports/store.ts';
import type { CustomerDataStore } from '../../service/ports/customerData.ts';
import type { AuditKey } from './auditKey.ts';
import { readAgent, readCall, type Read } from './liveState.ts';
import { migrate, SCHEMA_VERSION } from './migrations.ts';
import { accountStore, sessionStore } from './sqliteAccounts.ts';
import { auditStore } from './sqliteAudit.ts';
import { auditKeysWriter } from './sqliteAuditKeys.ts';
import { customerDataStore } from './sqliteCustomers.ts';
import { sqliteTranscript } from './sqliteTranscript.ts';
import { identityStore } from './sqliteIdentity.ts';
import { linkStore } from './sqliteLinks.ts';
import { recordStore, segmentsWriter } from './sqliteRecords.ts';
import { secondFactorStore } from './sqliteSecondFactors.ts';
import { NO_SEAL, type RowSeal } from './rowSeal.ts';
import { checkSealingKeys, reseal } from './sqliteSealing.ts';
import { overwritten } from './overwriting.ts';
import { transaction } from './transaction.ts';
import { textOf, type Row } from './rows.ts';

/** In a data folder. */
export const STORE_FILE = 'visavis.sqlite';

/** sqlite.org/rescode.html#full */
const SQLITE_FULL = 13;

/** Every server that runs has followed them long before. */
const DAY_MS = 24 * 60 * 60 * 1000;

let passing: AuditKey | undefined;
/** One for all that this process opens. */
function passingKey(): AuditKey {
  const key = passing?.key ?? generateKeyPairSync('ed25519').privateKey;
  return (passing ??= { key, isNew: false, before: () => [], settle: () => undefined });
}

/**
 * Opens or creates the file; `:memory:` for a passing one. Throws when it cannot be used. `auditKey` signs the checkpoints of the
 * audit log; without one they are signed by a passing key, which is for tests.
 *
 * WAL with synchronous=NORMAL: a killed process loses nothing and the file stays whole after a power cut, which may
 * cost the last moments before it. FULL would put a disk flush into every answer of a call.
 */
export function openSqliteStore(
  file: string,
  nowMs: number,
  auditKey: AuditKey = passingKey(),
  seal: RowSeal = NO_SEAL,
): Store & CustomerDataStore {
  const db = new DatabaseSync(file);
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 2000;',
  );
  try {
    const auditKeys = auditKeysWriter(db, nowMs, auditKey);
    migrate(db, nowMs, SCHEMA_VERSION, auditKeys.inStep);
    checkSealingKeys(db, seal);
    auditKeys.takeUp();
    auditKey.settle();
  } catch (cause) {
    db.close();
    throw cause;
  }
  return {
    ...stateStore(db),
    ...accountStore(db),
    ...sessionStore(db),
    ...secondFactorStore(db, seal),
    ...tokenStore(db),
    ...recordStore(db),
    ...sqliteTranscript(db, seal),
    ...identityStore(db),
    ...linkStore(db),
    ...settingsStore(db),
    ...customerDataStore(db, seal),
    ...auditStore(db, auditKey.key),
    reseal: () => reseal(db, seal),
    ...lifetime(db),
  };
}

function stateStore(db: DatabaseSync): StateStore {
  const putCall = db.prepare('INSERT INTO live_calls VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state');
  const dropCall = db.prepare('DELETE FROM live_calls WHERE call_id = ?');
  const putAgent = db.prepare(
    'INSERT INTO agent_states VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state',
  );
  const addRecord = db.prepare('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const putSegments = segmentsWriter(db);
  const addOffer = db.prepare('INSERT INTO offers VALUES (?, ?, ?, ?, ?, ?, ?)');
  const addShield = db.prepare('INSERT INTO shields VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)');
  const addToken = db.prepare('INSERT INTO call_tokens VALUES (?, ?)');
  const dropSession = db.prepare('DELETE FROM sessions WHERE token_hash = ?');

  function apply(changes: Changes): void {
    for (const call of changes.calls) putCall.run(call.context.facts.callId, JSON.stringify(call));
    for (const callId of changes.removedCalls) dropCall.run(callId);
    for (const agent of changes.agents) putAgent.run(agent.context.agentId, JSON.stringify(agent));
    for (const c of changes.endedCalls) {
      const times = [c.startedAtMs, c.answeredAtMs, c.endedAtMs];
      const about = [c.callId, c.topicId, JSON.stringify(c.topic), c.customerName, c.media, c.agentId];
      addRecord.run(...about, ...times, c.outcome, c.endedBy, c.endReason, c.reference);
    }
    putSegments(changes);
    for (const o of changes.endedOffers)
      addOffer.run(o.offerId, o.callId, o.agentId, o.rangAtMs, o.endedAtMs, o.result, o.isQuestion ? 1 : 0);
    for (const r of changes.endedReplies) {
      const about = [r.agentId, r.activityId, r.source, r.kind];
      addShield.run(...about, r.startedAtMs, r.endedAtMs, r.how, r.callsKeptAway);
    }
    for (const { tokenHash, callId } of changes.callTokens) addToken.run(tokenHash, callId);
    for (const tokenHash of changes.endedSessions) dropSession.run(tokenHash);
  }

  const allCalls = db.prepare('SELECT call_id AS id, state FROM live_calls');
  const allAgents = db.prepare('SELECT agent_id AS id, state FROM agent_states');
  function readAll<T>(rows: readonly Row[], kind: Unreadable['kind'], read: (stored: string) => Read<T>) {
    const states: T[] = [];
    const unreadable: Unreadable[] = [];
    for (const row of rows) {
      const answer = read(textOf(row, 'state'));
      if ('state' in answer) states.push(answer.state);
      else unreadable.push({ kind, id: textOf(row, 'id'), problem: answer.problem });
    }
    return { states, unreadable };
  }

  return {
    // A live call is named and described: of what it was before, too, nothing is to be left when its record is forgotten.
    commit: async (changes) => overwritten(db, () => transaction(db, () => apply(changes))),
    async loadLive() {
      const calls = readAll(allCalls.all(), 'call', readCall);
      const agents = readAll(allAgents.all(), 'agent', readAgent);
      const unreadable = [...calls.unreadable, ...agents.unreadable];
      return { calls: calls.states, agents: agents.states, unreadable };
    },
  };
}

function tokenStore(db: DatabaseSync): TokenStore {
  const findCall = db.prepare('SELECT call_id FROM call_tokens WHERE token_hash = ?');
  const forgetSessions = db.prepare('DELETE FROM sessions WHERE expires_at_ms <= ?');
  const forgetRevocations = db.prepare('DELETE FROM revocations WHERE at_ms < ?');
  const forgetTokens = db.prepare(
    'DELETE FROM call_tokens WHERE call_id IN (SELECT call_id FROM records WHERE ended_at_ms < ?)',
  );
  return {
    async findCallOfToken(tokenHash) {
      const row = findCall.get(tokenHash);
      return row === undefined ? null : textOf(row, 'call_id');
    },
    forgetExpired: async (nowMs, endedBeforeMs) =>
      transaction(db, () => {
        forgetSessions.run(nowMs);
        forgetRevocations.run(nowMs - DAY_MS);
        forgetTokens.run(endedBeforeMs);
      }),
  };
}

function settingsStore(db: DatabaseSync): SettingsStore {
  const put = db.prepare(
    `INSERT INTO settings (id, text, taken_at_ms, folder) VALUES (1, ?, ?, ?)
     ON CONFLICT DO UPDATE SET text = excluded.text, taken_at_ms = excluded.taken_at_ms, folder = excluded.folder`,
  );
  const find = db.prepare('SELECT text, folder FROM settings');
  return {
    async putSettings({ text, folder }, takenAtMs) {
      put.run(text, takenAtMs, folder);
    },
    async findSettings() {
      const row = find.get();
      if (row === undefined) return null;
      return { text: textOf(row, 'text'), folder: row['folder'] === null ? null : textOf(row, 'folder') };
    },
  };
}

function lifetime(db: DatabaseSync): Pick<Store, 'check' | 'health' | 'close'> {
  const write = db.prepare(
    'INSERT INTO health (id, writes) VALUES (1, 1) ON CONFLICT DO UPDATE SET writes = writes + 1',
  );
  return {
    async check() {
      write.run();
    },
    async health() {
      try {
        write.run();
        return 'ok';
      } catch (cause) {
        return (cause as { errcode?: number }).errcode === SQLITE_FULL ? 'noSpace' : 'failing';
      }
    },
    close: async () => db.close(),
  };
}
