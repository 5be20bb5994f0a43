// Decides whether one more message is within the allowance. Knows no socket and no clock.
export type Verdict =
  | { readonly name: 'allowed' }
  | { readonly name: 'refused'; readonly retryAfterMs: number }
  | { readonly name: 'flooded' };

export type TokenBucket = { take(nowMs: number): Verdict };

/** `burst` messages at once, `perSecond` come back; refused ones go on debt, and a debt of `flood` is a flood. */
export function createTokenBucket(burst: number, perSecond: number, flood: number, nowMs: number): TokenBucket {
  let tokens = burst;
  let atMs = nowMs;
  return {
    take(now) {
      tokens = Math.min(burst, tokens + (Math.max(0, now - atMs) * perSecond) / 1000);
      atMs = now;
      tokens -= 1;
      if (tokens >= 0) return { name: 'allowed' };
      if (tokens <= -flood) return { name: 'flooded' };
      return { name: 'refused', retryAfterMs: Math.ceil((-tokens * 1000) / perSecond) };
    },
  };
}
