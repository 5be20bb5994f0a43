// How long an agent's session lives: it moves on with use, up to an end that nothing moves.

export type SessionRules = {
  /** After it was last used. */
  readonly idleMs: number;
  /** After signing in, whatever happens. */
  readonly maxMs: number;
};

const HOUR_MS = 3_600_000;
/** A shift and its breaks; and a week, after which the password is asked for again. */
export const DEFAULT_SESSION_RULES: SessionRules = { idleMs: 12 * HOUR_MS, maxMs: 7 * 24 * HOUR_MS };

export function expiryOf(startedAtMs: number, nowMs: number, { idleMs, maxMs }: SessionRules): number {
  return Math.min(nowMs + idleMs, startedAtMs + maxMs);
}
