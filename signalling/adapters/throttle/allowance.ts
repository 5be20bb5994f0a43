// So many of something in so much time, counted by key in memory.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export type Allowance = { readonly points: number; readonly durationSeconds: number };

export function createLimiter(keyPrefix: string, { points, durationSeconds }: Allowance): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix, points, duration: durationSeconds });
}

/** 0 when there was a point left, else how long until there is one again, in milliseconds. */
export async function take(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
    throw refusal;
  }
}

/** The same, and nothing is counted. */
export async function waitOf(limiter: RateLimiterMemory, key: string): Promise<number> {
  const counted = await limiter.get(key);
  return counted !== null && counted.consumedPoints >= limiter.points ? Math.max(1, counted.msBeforeNext) : 0;
}
