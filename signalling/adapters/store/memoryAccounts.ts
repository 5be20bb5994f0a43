// Accounts, their sessions and what ended them, in plain maps.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { AgentId } from '../../protocol/index.ts';
import type {
  Account,
  AccountStore,
  AgentSession,
  Revocation,
  RevocationKind,
  SessionStore,
} from '../../service/ports/accountStore.ts';
import type { SecondFactorStore } from '../../service/ports/secondFactorStore.ts';
import { memorySecondFactors, type FactorTables } from './memorySecondFactors.ts';

/** By the hash of their tokens. */
type Sessions = Map<string, AgentSession>;
type Revoke = (agentId: AgentId, kind: RevocationKind) => void;

export function memoryAccounts(sessions: Sessions): AccountStore & SessionStore & SecondFactorStore {
  const revocations: Revocation[] = [];
  const revoke: Revoke = (agentId, kind) => {
    revocations.push({ number: revocations.length + 1, agentId, kind });
  };
  const tables: FactorTables = { factors: new Map(), resets: new Map() };
  const accounts = accountStore(sessions, revoke);
  const loseRight = (agentId: AgentId): void => {
    endWhere(sessions, (session) => session.agentId === agentId);
    revoke(agentId, 'rightLost');
  };
  return {
    ...accounts,
    async removeAccount(agentId, atMs) {
      for (const table of [tables.factors, tables.resets]) table.delete(agentId);
      return accounts.removeAccount(agentId, atMs);
    },
    ...sessionStore(sessions, revocations, revoke),
    ...memorySecondFactors(tables, accounts, loseRight),
  };
}

function endWhere(sessions: Sessions, isMeant: (session: AgentSession) => boolean): number {
  const meant = [...sessions.values()].filter(isMeant);
  for (const { tokenHash } of meant) sessions.delete(tokenHash);
  return meant.length;
}

function accountStore(sessions: Sessions, revoke: Revoke): AccountStore {
  const accounts = new Map<AgentId, Account>();
  const named = (userName: string): Account | undefined =>
    [...accounts.values()].find((account) => account.userName.toLowerCase() === userName.toLowerCase());

  return {
    async addAccount(account) {
      if (named(account.userName) !== undefined) return false;
      accounts.set(account.agentId, account);
      return true;
    },
    findAccount: async (userName) => named(userName) ?? null,
    findAccountOf: async (agentId) => accounts.get(agentId) ?? null,
    listAccounts: async () =>
      [...accounts.values()].sort((a, b) => (a.userName.toLowerCase() < b.userName.toLowerCase() ? -1 : 1)),
    async setPasswordHash(agentId, { passwordHash, keep }) {
      const account = accounts.get(agentId);
      if (account === undefined) return false;
      accounts.set(agentId, { ...account, passwordHash });
      endWhere(sessions, (session) => session.agentId === agentId && session.tokenHash !== keep);
      revoke(agentId, 'rightLost');
      return true;
    },
    async setRole(agentId, role) {
      const account = accounts.get(agentId);
      if (account === undefined) return false;
      if (account.role === role) return true;
      accounts.set(agentId, { ...account, role });
      endWhere(sessions, (session) => session.agentId === agentId);
      revoke(agentId, account.role === 'supervisor' ? 'rightLost' : 'signedOut');
      return true;
    },
    async removeAccount(agentId) {
      if (!accounts.delete(agentId)) return false;
      endWhere(sessions, (session) => session.agentId === agentId);
      revoke(agentId, 'rightLost');
      return true;
    },
  };
}

function sessionStore(sessions: Sessions, revocations: readonly Revocation[], revoke: Revoke): SessionStore {
  return {
    async addSession(session) {
      sessions.set(session.tokenHash, session);
    },
    async extendSession(tokenHash, lastSeenAtMs, expiresAtMs) {
      const session = sessions.get(tokenHash);
      if (session === undefined) return false;
      sessions.set(tokenHash, { ...session, lastSeenAtMs, expiresAtMs });
      return true;
    },
    async findSession(tokenHash, nowMs) {
      const session = sessions.get(tokenHash);
      return session === undefined || session.expiresAtMs <= nowMs ? null : session;
    },
    sessionsOf: async (agentId, nowMs) =>
      [...sessions.values()]
        .filter((session) => session.agentId === agentId && session.expiresAtMs > nowMs)
        .sort((a, b) => b.lastSeenAtMs - a.lastSeenAtMs || (a.sessionId < b.sessionId ? -1 : 1)),
    async endSessions(agentId, which) {
      const count = endWhere(
        sessions,
        (session) =>
          session.agentId === agentId &&
          ('sessionId' in which ? session.sessionId === which.sessionId : session.tokenHash !== which.keep),
      );
      if (count > 0) revoke(agentId, 'signedOut');
      return count;
    },
    revocationsAfter: async (number) => revocations.filter((revocation) => revocation.number > number),
    lastRevocation: async () => revocations.length,
  };
}
