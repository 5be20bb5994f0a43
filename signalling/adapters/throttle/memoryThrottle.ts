// Counts sign-ins, calls and codes of hand-overs in memory.
import type { Throttle } from '../../service/ports/throttle.ts';
import { createLimiter, take, type Allowance } from './allowance.ts';
import { createCallThrottle } from './callThrottle.ts';
import { networkOf } from './networkOf.ts';
import { createSignInThrottle, type SignInThrottleSettings } from './signInThrottle.ts';

export type ThrottleSettings = SignInThrottleSettings & {
  /** Codes of hand-overs tried from one network. */
  readonly handOver: Allowance;
};

export const DEFAULT_THROTTLE: ThrottleSettings = {
  signIn: { points: 5, durationSeconds: 60 },
  signInPerAccount: { free: 50, firstMs: 1000, longestMs: 30_000, forgetAfterMs: 900_000 },
  signInPerAddress: { points: 100, durationSeconds: 900 },
  // Whoever gets so far has the password. 96 tries a day at three codes in a million: one chance in 3,000 a day.
  code: { free: 5, firstMs: 10_000, longestMs: 900_000, forgetAfterMs: 86_400_000 },
  handOver: { points: 10, durationSeconds: 60 },
};

/** `nowMs`: for tests; must not jump. */
export function createMemoryThrottle(settings: ThrottleSettings = DEFAULT_THROTTLE, nowMs?: () => number): Throttle {
  const handOver = createLimiter('handOver', settings.handOver);
  return {
    ...createSignInThrottle(settings, nowMs),
    ...createCallThrottle(),
    async takeHandOver(address) {
      const wait = await take(handOver, networkOf(address));
      return { retryAfterMs: wait === 0 ? null : wait };
    },
    async forgiveHandOver(address) {
      await handOver.reward(networkOf(address));
    },
  };
}
