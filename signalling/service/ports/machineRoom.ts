// The other ports: everything outside the service that is not the store. Contracts only.
import type { CallId, Notice, Outcome, ProblemCode, QueueId, ShieldEnding } from '../../protocol/index.ts';
import type { Address } from '../../domain/switchboard/notices.ts';
import type { CallBounds } from '../callBounds.ts';

/** Carries notices to whoever speaks for an address, on this machine or (later) another. */
export type Bus = {
  /** MUST NOT throw; a notice to nobody is dropped. Notices to one address arrive in order. */
  publish(address: Address, notice: Notice): void;
  /** Returns the way to stop. */
  subscribe(address: Address, deliver: (notice: Notice) => void): () => void;
};

export type Clock = {
  /** The time of day. It may jump; MUST NOT be used to measure how long something takes. */
  nowMs(): number;
  /** When the day of `nowMs` began, by the clock on the wall here. */
  startOfDayMs(nowMs: number): number;
  /** Fires once, not before `delayMs`, and MUST NOT heed jumps of the time of day. Returns the way to stop it. */
  setTimer(delayMs: number, fire: () => void): () => void;
};

export type Tokens = {
  /** Unguessable, fit for `tokenSchema`. */
  createToken(): string;
  /** Unguessable, fit for `idSchema`. */
  createId(): string;
  /** 32 bits that nobody can know beforehand. */
  createSeed(): number;
  /** One way; the same token always gives the same hash. */
  hash(token: string): string;
  /** Whether `signature` is of `text`, by the Ed25519 key whose public half is `publicKey`; both in base64url. MUST NOT throw. */
  isSigned(text: string, signature: string, publicKey: string): boolean;
};

export type Passwords = {
  hash(password: string): Promise<string>;
  /**
   * Takes as long for `null` (no such account) as for a wrong password. Null: too many wait to be looked at, and this one
   * was not. Those of one network take turns with those of others.
   */
  verify(password: string, passwordHash: string | null, by?: SignInBy): Promise<boolean | null>;
};

/** When to try again while too many passwords wait to be looked at. */
export const BUSY_MS = 3000;

export type SignInBy = {
  readonly address: string;
  /** Has signed in to this account from there before: looked at before strangers. */
  readonly isKnown: boolean;
};

/** Counts attempts by name and address. `take` counts one and says how long to wait when there were too many. */
export type Throttle = {
  /** `isKnown`: this account has been signed in to from there before. */
  takeSignIn(
    userName: string,
    address: string,
  ): Promise<{ readonly retryAfterMs: number | null; readonly isKnown: boolean }>;
  /** A try that was not looked at is not counted. */
  returnSignIn(userName: string, address: string): Promise<void>;
  /** A right password clears what this account was counted for at this address, which is known from then on. */
  forgiveSignIn(userName: string, address: string): Promise<void>;
  /** A session of this account was taken up at this address, which is known from then on. */
  rememberSignedIn(userName: string, address: string): void;
  /** Counts a code of a second factor, given after the right password. Says how long to wait when there were too many. */
  takeCode(userName: string, address: string): { readonly retryAfterMs: number | null };
  /** A right code clears what was counted. */
  forgiveCode(userName: string, address: string): void;
  /** Counts a call that begins, for its network (until `endCall`, too) and for its queue. What refuses is all that counts. */
  takeCallStart(call: CallStart): Promise<CallStartVerdict>;
  /** How many calls there have been in this minute. Counts nothing. */
  callPressure(call: Omit<CallStart, 'callId'>): Promise<CallPressure>;
  /** The call is over, or never came about. Harmless when it is not known. */
  endCall(callId: CallId): void;
  takeHandOver(address: string): Promise<{ readonly retryAfterMs: number | null }>;
  /** A right code is not counted. */
  forgiveHandOver(address: string): Promise<void>;
};

export type CallStart = {
  readonly callId: CallId;
  readonly address: string;
  readonly queueId: QueueId;
  /** How many the queue takes. */
  readonly maxPerMinute: number;
  readonly ofNetwork: CallBounds;
};
export type CallPressure = {
  readonly networkCalls: number;
  readonly queueCalls: number;
  readonly maxPerMinute: number;
  /** The network or the queue takes no more for now. */
  readonly isFull: boolean;
};
export type CallStartVerdict =
  { readonly refusedBy: null } | { readonly refusedBy: 'network' | 'queue'; readonly retryAfterMs: number };

type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
/** Fields MUST be ids, names of states and numbers: never what people are called, say, type or show. */
export type Log = {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string, cause: unknown): void;
  with(fields: LogFields): Log;
};

export type Meter = {
  requestAnswered(name: string, result: 'ok' | ProblemCode): void;
  /** Of a message of a later release; `name`: of the request. */
  fieldsLeftOut(name: string, count: number): void;
  offerEnded(result: 'answered' | 'declined' | 'missed' | 'withdrawn'): void;
  callEnded(outcome: Outcome): void;
  shieldEnded(how: ShieldEnding): void;
};
