// Counts what may be tried only so often: sign-ins, codes, calls. Contract only.
import type { CallId, QueueId } from '../../protocol/index.ts';
import type { CallBounds } from '../callBounds.ts';

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
