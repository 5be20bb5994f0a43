// Counts sign-ins, call starts and codes of hand-overs in memory. Names are hashed before they become keys.
import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Throttle } from '../../service/ports/machineRoom.ts';
import { networkOf } from './networkOf.ts';

export type Allowance = { readonly points: number; readonly durationSeconds: number };
export type ThrottleSettings = {
  /** One account from one network. */
  readonly signIn: Allowance;
  /** One account from anywhere: many machines guessing together. */
  readonly signInPerAccount: Allowance;
  /** Any account from one network: one machine guessing names. */
  readonly signInPerAddress: Allowance;
  readonly callStart: Allowance;
  /** Codes of hand-overs tried from one network. */
  readonly handOver: Allowance;
};

export const DEFAULT_THROTTLE: ThrottleSettings = {
  signIn: { points: 5, durationSeconds: 60 },
  signInPerAccount: { points: 50, durationSeconds: 900 },
  signInPerAddress: { points: 100, durationSeconds: 900 },
  callStart: { points: 120, durationSeconds: 60 },
  handOver: { points: 10, durationSeconds: 60 },
};

export function createMemoryThrottle(settings: ThrottleSettings = DEFAULT_THROTTLE): Throttle {
  const limiter = (keyPrefix: string, { points, durationSeconds }: Allowance) =>
    new RateLimiterMemory({ keyPrefix, points, duration: durationSeconds });
  const pair = limiter('pair', settings.signIn);
  const account = limiter('account', settings.signInPerAccount);
  const network = limiter('network', settings.signInPerAddress);
  const start = limiter('start', settings.callStart);
  const handOver = limiter('handOver', settings.handOver);
  const nameKey = (userName: string) => createHash('sha256').update(userName.toLowerCase()).digest('base64url');
  const pairKey = (userName: string, address: string) => `${nameKey(userName)}/${networkOf(address)}`;

  return {
    async takeSignIn(userName, address) {
      const waits = await Promise.all([
        take(pair, pairKey(userName, address)),
        take(account, nameKey(userName)),
        take(network, networkOf(address)),
      ]);
      const longest = Math.max(...waits);
      return { retryAfterMs: longest === 0 ? null : longest };
    },
    async forgiveSignIn(userName, address) {
      await pair.delete(pairKey(userName, address));
      await account.reward(nameKey(userName));
      await network.reward(networkOf(address));
    },
    async takeCallStart(address) {
      const wait = await take(start, networkOf(address));
      return { retryAfterMs: wait === 0 ? null : wait };
    },
    async takeHandOver(address) {
      const wait = await take(handOver, networkOf(address));
      return { retryAfterMs: wait === 0 ? null : wait };
    },
    async forgiveHandOver(address) {
      await handOver.reward(networkOf(address));
    },
  };
}

/** 0 when there was a point left, else how long until there is one again, in milliseconds. */
async function take(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
    throw refusal;
  }
}
