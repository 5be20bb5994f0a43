// Counts sign-ins, call starts and codes of hand-overs in memory. Names are hashed before they become keys.
import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Throttle } from '../../service/ports/machineRoom.ts';
import { createGrowingDelay, type GrowingDelaySettings } from './growingDelay.ts';
import { networkOf } from './networkOf.ts';

export type Allowance = { readonly points: number; readonly durationSeconds: number };
export type ThrottleSettings = {
  /** One account from one network. */
  readonly signIn: Allowance;
  /** One account from networks that have never signed in to it: many machines guessing together. */
  readonly signInPerAccount: GrowingDelaySettings;
  /** Accounts that were never signed in to from this network: one machine guessing names. */
  readonly signInPerAddress: Allowance;
  readonly callStart: Allowance;
  /** Codes of hand-overs tried from one network. */
  readonly handOver: Allowance;
};

export const DEFAULT_THROTTLE: ThrottleSettings = {
  signIn: { points: 5, durationSeconds: 60 },
  signInPerAccount: { free: 50, firstMs: 1000, longestMs: 30_000, forgetAfterMs: 900_000 },
  signInPerAddress: { points: 100, durationSeconds: 900 },
  callStart: { points: 120, durationSeconds: 60 },
  handOver: { points: 10, durationSeconds: 60 },
};

/** Accounts with networks that have signed in to them; the one not used for longest is forgotten. */
const MOST_KNOWN = 20_000;

export function createMemoryThrottle(settings: ThrottleSettings = DEFAULT_THROTTLE): Throttle {
  const limiter = (keyPrefix: string, { points, durationSeconds }: Allowance) =>
    new RateLimiterMemory({ keyPrefix, points, duration: durationSeconds });
  const pair = limiter('pair', settings.signIn);
  const account = createGrowingDelay(settings.signInPerAccount);
  const network = limiter('network', settings.signInPerAddress);
  const start = limiter('start', settings.callStart);
  const handOver = limiter('handOver', settings.handOver);
  const nameKey = (userName: string) => createHash('sha256').update(userName.toLowerCase()).digest('base64url');
  const pairKey = (userName: string, address: string) => `${nameKey(userName)}/${networkOf(address)}`;

  const known = new Set<string>();
  function remember(pairOf: string): void {
    known.delete(pairOf);
    known.add(pairOf);
    const [oldest] = known;
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  }
  async function giveBackAll(userName: string, address: string): Promise<void> {
    account.giveBack(nameKey(userName));
    await network.reward(networkOf(address));
  }

  return {
    // What refuses is all that counts: whoever is refused takes nothing from anybody else.
    async takeSignIn(userName, address) {
      const [pairOf, networkName] = [pairKey(userName, address), networkOf(address)];
      const isKnown = known.has(pairOf);
      const refusal = (waitMs: number) => ({ retryAfterMs: waitMs === 0 ? null : waitMs, isKnown });
      const fullMs = isKnown ? 0 : await waitOf(network, networkName);
      if (fullMs > 0) return refusal(fullMs);
      const pairMs = await take(pair, pairOf);
      if (pairMs > 0 || isKnown) return refusal(pairMs);
      const accountMs = account.take(nameKey(userName));
      if (accountMs > 0) await pair.reward(pairOf);
      return refusal(accountMs > 0 ? accountMs : await take(network, networkName));
    },
    async returnSignIn(userName, address) {
      await pair.reward(pairKey(userName, address));
      if (!known.has(pairKey(userName, address))) await giveBackAll(userName, address);
    },
    async forgiveSignIn(userName, address) {
      const pairOf = pairKey(userName, address);
      await pair.delete(pairOf);
      if (!known.has(pairOf)) await giveBackAll(userName, address);
      remember(pairOf);
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

/** The same, and nothing is counted. */
async function waitOf(limiter: RateLimiterMemory, key: string): Promise<number> {
  const counted = await limiter.get(key);
  return counted !== null && counted.consumedPoints >= limiter.points ? Math.max(1, counted.msBeforeNext) : 0;
}
