// What every store must do with accounts and sessions. Run on each of them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { agentIdSchema, type AgentId } from '../../protocol/index.ts';
import type { Account, AgentSession } from '../../service/ports/accountStore.ts';
import { NO_CHANGES, type Store } from '../../service/ports/store.ts';

export const ALEX = agentIdSchema.parse('alex');
const BILLIE = agentIdSchema.parse('billie');
export const ALEX_ACCOUNT: Account = {
  agentId: ALEX,
  userName: 'Alex',
  displayName: 'Alex Martin',
  role: 'agent',
  passwordHash: 'scrypt$…',
  demo: false,
};

export function sessionOf(agentId: AgentId, tokenHash: string, changes: Partial<AgentSession> = {}): AgentSession {
  const times = { startedAtMs: 10, lastSeenAtMs: 20, expiresAtMs: 100 };
  return { sessionId: `id of ${tokenHash}`, tokenHash, agentId, device: 'Firefox · Windows', ...times, ...changes };
}

export function accountsContract(open: () => Store): void {
  let store: Store;
  beforeEach(async () => {
    store = open();
    await store.addAccount(ALEX_ACCOUNT);
    await store.addAccount({ ...ALEX_ACCOUNT, agentId: BILLIE, userName: 'billie', role: 'supervisor' });
  });
  afterEach(() => store.close());
  const tokens = async (agentId = ALEX): Promise<string[]> =>
    (await store.sessionsOf(agentId, 0)).map(({ tokenHash }) => tokenHash);

  it('[SESSION-1][STORE-5] finds sessions until they expire, and moves their end on', async () => {
    const session = sessionOf(ALEX, 'hash');
    await store.addSession(session);
    expect(await store.findSession('hash', 99)).toEqual(session);
    expect(await store.findSession('hash', 100)).toBeNull();
    expect(await store.extendSession('hash', 50, 200)).toBe(true);
    expect(await store.findSession('hash', 100)).toEqual({ ...session, lastSeenAtMs: 50, expiresAtMs: 200 });
    await store.commit({ ...NO_CHANGES, endedSessions: ['hash'] });
    expect(await store.findSession('hash', 0)).toBeNull();
  });

  it('[SESSION-1][STORE-5] never brings back a session that has ended', async () => {
    await store.addSession(sessionOf(ALEX, 'hash'));
    await store.endSessions(ALEX, { keep: null }, 1);
    expect(await store.extendSession('hash', 50, 200)).toBe(false);
    expect(await store.findSession('hash', 0)).toBeNull();
  });

  it('[SESSION-4][STORE-5] lists the sessions of one agent, the last seen first, without those that have expired', async () => {
    await store.addSession(sessionOf(ALEX, 'old', { lastSeenAtMs: 30 }));
    await store.addSession(sessionOf(ALEX, 'new', { lastSeenAtMs: 40 }));
    await store.addSession(sessionOf(ALEX, 'over', { expiresAtMs: 5 }));
    await store.addSession(sessionOf(BILLIE, 'other'));
    expect((await store.sessionsOf(ALEX, 5)).map(({ tokenHash }) => tokenHash)).toEqual(['new', 'old']);
  });

  it('[SESSION-3][STORE-5] ends one session or all others, and leaves word of it', async () => {
    for (const hash of ['a', 'b', 'c']) await store.addSession(sessionOf(ALEX, hash));
    await store.addSession(sessionOf(BILLIE, 'other'));
    const before = await store.lastRevocation();
    expect(await store.endSessions(ALEX, { sessionId: 'id of other' }, 1)).toBe(0);
    expect(await store.revocationsAfter(before)).toEqual([]);
    expect(await store.endSessions(ALEX, { sessionId: 'id of a' }, 1)).toBe(1);
    expect(await tokens()).toEqual(['b', 'c']);
    expect(await store.endSessions(ALEX, { keep: 'b' }, 1)).toBe(1);
    expect(await tokens()).toEqual(['b']);
    expect(await tokens(BILLIE)).toEqual(['other']);
    const revoked = await store.revocationsAfter(before);
    expect(revoked).toMatchObject([
      { agentId: ALEX, kind: 'signedOut' },
      { agentId: ALEX, kind: 'signedOut' },
    ]);
    expect(await store.revocationsAfter(await store.lastRevocation())).toEqual([]);
  });

  it('[SESSION-2][STORE-5] a password that changes ends all sessions but the one to keep', async () => {
    for (const hash of ['a', 'b']) await store.addSession(sessionOf(ALEX, hash));
    expect(await store.setPasswordHash(ALEX, { passwordHash: 'other', keep: 'b', atMs: 1 })).toBe(true);
    expect((await store.findAccount('alex'))?.passwordHash).toBe('other');
    expect(await tokens()).toEqual(['b']);
    await store.setPasswordHash(ALEX, { passwordHash: 'third', keep: null, atMs: 1 });
    expect(await tokens()).toEqual([]);
    const revoked = await store.revocationsAfter(0);
    expect(revoked.map(({ kind }) => kind)).toEqual(['rightLost', 'rightLost']);
  });

  it('[SESSION-2][STORE-5] a right that is lost ends sessions at once, one that is gained in time, none that stays', async () => {
    await store.addSession(sessionOf(BILLIE, 'hash'));
    expect(await store.setRole(BILLIE, 'supervisor', 1)).toBe(true);
    expect(await tokens(BILLIE)).toEqual(['hash']);
    expect(await store.setRole(BILLIE, 'agent', 1)).toBe(true);
    expect((await store.findAccountOf(BILLIE))?.role).toBe('agent');
    expect(await tokens(BILLIE)).toEqual([]);
    await store.setRole(BILLIE, 'supervisor', 1);
    expect((await store.revocationsAfter(0)).map(({ kind }) => kind)).toEqual(['rightLost', 'signedOut']);
  });

  it('[SESSION-2][STORE-5] an account that is removed takes its sessions along; of nobody nothing is changed', async () => {
    await store.addSession(sessionOf(ALEX, 'hash'));
    expect(await store.removeAccount(ALEX, 1)).toBe(true);
    expect(await store.findSession('hash', 0)).toBeNull();
    expect(await store.revocationsAfter(0)).toMatchObject([{ agentId: ALEX, kind: 'rightLost' }]);
    expect(await store.removeAccount(ALEX, 1)).toBe(false);
    expect(await store.setRole(ALEX, 'supervisor', 1)).toBe(false);
    expect(await store.setPasswordHash(ALEX, { passwordHash: 'x', keep: null, atMs: 1 })).toBe(false);
    expect(await store.revocationsAfter(0)).toHaveLength(1);
  });
}
