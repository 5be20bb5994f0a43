// What the service asks of a store about people who sign in, and about their sessions. Contracts only.
import type { AgentId, Role } from '../../protocol/index.ts';

export type Account = {
  readonly agentId: AgentId;
  readonly userName: string;
  readonly displayName: string;
  readonly role: Role;
  readonly passwordHash: string;
  /** True for the accounts that only demo mode may have. */
  readonly demo: boolean;
};

/** Found by the hash of its token; the token itself is never stored. */
export type AgentSession = {
  /** Names it to people; opens nothing. */
  readonly sessionId: string;
  readonly tokenHash: string;
  readonly agentId: AgentId;
  /** Such as `Firefox · Windows`; empty where nobody knows. */
  readonly device: string;
  readonly startedAtMs: number;
  readonly lastSeenAtMs: number;
  readonly expiresAtMs: number;
};

/** When sessions end against the will of who is in them. `rightLost`: at once, also in a call. `signedOut`: after the call. */
export type RevocationKind = 'rightLost' | 'signedOut';
/** Sessions of this agent have ended: whoever serves one looks which. Numbers only grow. */
export type Revocation = { readonly number: number; readonly agentId: AgentId; readonly kind: RevocationKind };

/** Of one account, all but `keep` (a token's hash). */
export type PasswordChange = { readonly passwordHash: string; readonly keep: string | null; readonly atMs: number };

/** Whatever ends sessions here MUST leave a revocation in the same transaction: other processes follow those. */
export type AccountStore = {
  /** False when the user name is taken. User names differ by more than letter case. */
  addAccount(account: Account): Promise<boolean>;
  findAccount(userName: string): Promise<Account | null>;
  findAccountOf(agentId: AgentId): Promise<Account | null>;
  /** In the order of user names. */
  listAccounts(): Promise<readonly Account[]>;
  /** MUST end the account's sessions but the one to keep, as `rightLost`. False when there is no such account. */
  setPasswordHash(agentId: AgentId, change: PasswordChange): Promise<boolean>;
  /** MUST end the account's sessions: as `rightLost` where a supervisor becomes an agent, else as `signedOut`. False as above. */
  setRole(agentId: AgentId, role: Role, atMs: number): Promise<boolean>;
  /** MUST end the account's sessions, as `rightLost`; keeps its calls on record. False as above. */
  removeAccount(agentId: AgentId, atMs: number): Promise<boolean>;
};

export type SessionStore = {
  addSession(session: AgentSession): Promise<void>;
  /** MUST NOT bring back a session that has ended: false when it is not there. */
  extendSession(tokenHash: string, lastSeenAtMs: number, expiresAtMs: number): Promise<boolean>;
  /** Null when it has ended, or expired at `nowMs`. */
  findSession(tokenHash: string, nowMs: number): Promise<AgentSession | null>;
  /** Those that have not expired at `nowMs`, the last seen first. */
  sessionsOf(agentId: AgentId, nowMs: number): Promise<readonly AgentSession[]>;
  /** Ends one by its id, or all but the one whose token has this hash; as `signedOut`. Resolves to how many. */
  endSessions(
    agentId: AgentId,
    which: { readonly sessionId: string } | { readonly keep: string | null },
    atMs: number,
  ): Promise<number>;
  /** In order. */
  revocationsAfter(number: number): Promise<readonly Revocation[]>;
  /** 0 when there was none. */
  lastRevocation(): Promise<number>;
};
