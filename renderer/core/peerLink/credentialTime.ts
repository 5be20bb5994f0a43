// When relay credentials are renewed. Pure.

/** When a fifth of their time is left, or a minute, whichever is later. */
const RENEW_AT = 0.8;
const RENEW_BEFORE_MS = 60_000;
/** Longest that browsers wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Not above 0: it is due. */
export function renewCredentialsAfterMs(expiresInMs: number): number {
  return Math.min(Math.max(expiresInMs * RENEW_AT, expiresInMs - RENEW_BEFORE_MS), LONGEST_TIMER_MS);
}
