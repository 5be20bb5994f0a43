// Accounts, their sessions and what ended them, in the SQLite file.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { DatabaseSync } from 'node:sqlite';
import type { AgentId } from '../../protocol/index.ts';
import type { AccountStore, RevocationKind, SessionStore } from '../../service/ports/accountStore.ts';
import { accountOf, numberOf, revocationOf, sessionOf, type Row } from './rows.ts';
import { transaction } from './transaction.ts';

export function accountStore(db: DatabaseSync): AccountStore {
  const add = db.prepare('INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const byName = db.prepare('SELECT * FROM accounts WHERE user_name = ?');
  const byId = db.prepare('SELECT * FROM accounts WHERE agent_id = ?');
  const all = db.prepare('SELECT * FROM accounts ORDER BY user_name');
  const setHash = db.prepare('UPDATE accounts SET password_hash = ? WHERE agent_id = ?');
  const setRole = db.prepare('UPDATE accounts SET role = ? WHERE agent_id = ?');
  const endSessions = db.prepare('DELETE FROM sessions WHERE agent_id = ? AND token_hash IS NOT ?');
  const remove = db.prepare('DELETE FROM accounts WHERE agent_id = ?');
  const revoke = revoker(db);
  const found = (row: Row | undefined) => (row === undefined ? null : accountOf(row));

  return {
    addAccount: async (a) =>
      add.run(a.agentId, a.userName, a.displayName, a.role, a.passwordHash, a.demo ? 1 : 0).changes === 1,
    findAccount: async (userName) => found(byName.get(userName)),
    findAccountOf: async (agentId) => found(byId.get(agentId)),
    listAccounts: async () => all.all().map(accountOf),
    setPasswordHash: async (agentId, { passwordHash, keep, atMs }) =>
      transaction(db, () => {
        if (setHash.run(passwordHash, agentId).changes === 0) return false;
        endSessions.run(agentId, keep);
        revoke(agentId, 'rightLost', atMs);
        return true;
      }),
    setRole: async (agentId, role, atMs) =>
      transaction(db, () => {
        const before = found(byId.get(agentId));
        if (before === null) return false;
        if (before.role === role) return true;
        setRole.run(role, agentId);
        endSessions.run(agentId, null);
        revoke(agentId, before.role === 'supervisor' ? 'rightLost' : 'signedOut', atMs);
        return true;
      }),
    removeAccount: async (agentId, atMs) =>
      transaction(db, () => {
        if (remove.run(agentId).changes === 0) return false;
        revoke(agentId, 'rightLost', atMs);
        return true;
      }),
  };
}

export function sessionStore(db: DatabaseSync): SessionStore {
  const add = db.prepare(
    `INSERT INTO sessions (token_hash, agent_id, expires_at_ms, session_id, device, started_at_ms, last_seen_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const extend = db.prepare('UPDATE sessions SET last_seen_at_ms = ?, expires_at_ms = ? WHERE token_hash = ?');
  const find = db.prepare('SELECT * FROM sessions WHERE token_hash = ? AND expires_at_ms > ?');
  const ofAgent = db.prepare(
    'SELECT * FROM sessions WHERE agent_id = ? AND expires_at_ms > ? ORDER BY last_seen_at_ms DESC, session_id',
  );
  const endOne = db.prepare('DELETE FROM sessions WHERE agent_id = ? AND session_id = ?');
  const endAllBut = db.prepare('DELETE FROM sessions WHERE agent_id = ? AND token_hash IS NOT ?');
  const after = db.prepare('SELECT * FROM revocations WHERE revocation_no > ? ORDER BY revocation_no LIMIT 1000');
  const last = db.prepare('SELECT coalesce(max(revocation_no), 0) AS last FROM revocations');
  const revoke = revoker(db);

  return {
    async addSession({ tokenHash, agentId, expiresAtMs, sessionId, device, startedAtMs, lastSeenAtMs }) {
      add.run(tokenHash, agentId, expiresAtMs, sessionId, device, startedAtMs, lastSeenAtMs);
    },
    extendSession: async (tokenHash, lastSeenAtMs, expiresAtMs) =>
      extend.run(lastSeenAtMs, expiresAtMs, tokenHash).changes === 1,
    async findSession(tokenHash, nowMs) {
      const row = find.get(tokenHash, nowMs);
      return row === undefined ? null : sessionOf(row);
    },
    sessionsOf: async (agentId, nowMs) => ofAgent.all(agentId, nowMs).map(sessionOf),
    endSessions: async (agentId, which, atMs) =>
      transaction(db, () => {
        const { changes } =
          'sessionId' in which ? endOne.run(agentId, which.sessionId) : endAllBut.run(agentId, which.keep);
        if (changes > 0) revoke(agentId, 'signedOut', atMs);
        return Number(changes);
      }),
    revocationsAfter: async (number) => after.all(number).map(revocationOf),
    async lastRevocation() {
      const row = last.get();
      return row === undefined ? 0 : numberOf(row, 'last');
    },
  };
}

export function revoker(db: DatabaseSync): (agentId: AgentId, kind: RevocationKind, atMs: number) => void {
  const add = db.prepare('INSERT INTO revocations (agent_id, kind, at_ms) VALUES (?, ?, ?)');
  return (agentId, kind, atMs) => {
    add.run(agentId, kind, atMs);
  };
}
