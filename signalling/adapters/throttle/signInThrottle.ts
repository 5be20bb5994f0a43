// Slows down guesses: by account and network, by account, by network. Names are hashed before they become keys.
import { createHash } from 'node:crypto';
import type { Throttle } from '../../service/ports/throttle.ts';
import { createLimiter, take, waitOf, type Allowance } from './allowance.ts';
import { createGrowingDelay, type GrowingDelaySettings } from './growingDelay.ts';
import { networkOf } from './networkOf.ts';

export type SignInThrottleSettings = {
  /** One account from one network. */
  readonly signIn: Allowance;
  /** One account from networks that have never signed in to it: many machines guessing together. */
  readonly signInPerAccount: GrowingDelaySettings;
  /** Accounts that were never signed in to from this network: one machine guessing names. */
  readonly signInPerAddress: Allowance;
  /** Codes of an account after its right password: from each network that has signed in to it, and from all others together. */
  readonly code: GrowingDelaySettings;
};

/** Accounts with networks that have signed in to them; the one not used for longest is forgotten. */
const MOST_KNOWN = 20_000;

export function createSignInThrottle(
  settings: SignInThrottleSettings,
  nowMs?: () => number,
): Pick<Throttle, 'takeSignIn' | 'returnSignIn' | 'forgiveSignIn' | 'rememberSignedIn' | 'takeCode' | 'forgiveCode'> {
  const pair = createLimiter('pair', settings.signIn);
  const account = createGrowingDelay(settings.signInPerAccount, nowMs);
  const network = createLimiter('network', settings.signInPerAddress);
  const code = createGrowingDelay(settings.code, nowMs);
  const nameKey = (userName: string) => createHash('sha256').update(userName.toLowerCase()).digest('base64url');
  const pairKey = (userName: string, address: string) => `${nameKey(userName)}/${networkOf(address)}`;

  const known = new Set<string>();
  function remember(pairOf: string): void {
    known.delete(pairOf);
    known.add(pairOf);
    const [oldest] = known;
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  }
  /** Guesses elsewhere do not stop the owner where they have been before. */
  function codeKey(userName: string, address: string): string {
    const pairOf = pairKey(userName, address);
    return known.has(pairOf) ? pairOf : nameKey(userName);
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
    rememberSignedIn: (userName, address) => remember(pairKey(userName, address)),
    takeCode(userName, address) {
      const waitMs = code.take(codeKey(userName, address));
      return { retryAfterMs: waitMs === 0 ? null : waitMs };
    },
    forgiveCode: (userName, address) => code.forget(codeKey(userName, address)),
  };
}
