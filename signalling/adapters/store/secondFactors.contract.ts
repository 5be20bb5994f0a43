// What every store must do with second factors. Run on each of them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NewSecondFactor } from '../../service/ports/secondFactorStore.ts';
import type { Store } from '../../service/ports/store.ts';
import { ALEX, ALEX_ACCOUNT, sessionOf } from './accounts.contract.ts';

const FACTOR: NewSecondFactor = { secret: 'JBSWY3DP', step: 100, sinceMs: 5, recoveryCodeHashes: ['a', 'b'] };

export function secondFactorsContract(open: () => Store): void {
  let store: Store;
  beforeEach(async () => {
    store = open();
    await store.addAccount(ALEX_ACCOUNT);
  });
  afterEach(() => store.close());

  it('[FACTOR-1][STORE-5] keeps one second factor for an account, until it ends', async () => {
    expect(await store.findSecondFactor(ALEX)).toBeNull();
    expect(await store.addSecondFactor(ALEX, FACTOR)).toBe(true);
    expect(await store.addSecondFactor(ALEX, { ...FACTOR, secret: 'OTHER' })).toBe(false);
    expect(await store.findSecondFactor(ALEX)).toEqual({ secret: 'JBSWY3DP', sinceMs: 5, recoveryCodesLeft: 2 });
    expect(await store.listSecondFactors()).toEqual([ALEX]);
    expect(await store.endSecondFactor(ALEX)).toBe(true);
    expect(await store.endSecondFactor(ALEX)).toBe(false);
    expect(await store.findSecondFactor(ALEX)).toBeNull();
    expect(await store.findFactorReset(ALEX, 0)).toBeNull();
    expect(await store.takeRecoveryCode(ALEX, 'a')).toBeNull();
  });

  it('[FACTOR-1][STORE-5] takes a step of time once, and none before it; two at the same time get one yes', async () => {
    await store.addSecondFactor(ALEX, FACTOR);
    expect(await store.takeStep(ALEX, 100)).toBe(false);
    const both = await Promise.all([store.takeStep(ALEX, 101), store.takeStep(ALEX, 101)]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await store.takeStep(ALEX, 100)).toBe(false);
    expect(await store.takeStep(ALEX, 102)).toBe(true);
  });

  it('[FACTOR-3][STORE-5] takes a recovery code once, and replaces all of them', async () => {
    await store.addSecondFactor(ALEX, FACTOR);
    const both = await Promise.all([store.takeRecoveryCode(ALEX, 'a'), store.takeRecoveryCode(ALEX, 'a')]);
    expect(both).toEqual([1, null]);
    expect(await store.takeRecoveryCode(ALEX, 'z')).toBeNull();
    expect(await store.putRecoveryCodes(ALEX, ['x', 'y', 'z'])).toBe(true);
    expect(await store.takeRecoveryCode(ALEX, 'b')).toBeNull();
    expect(await store.takeRecoveryCode(ALEX, 'z')).toBe(2);
    await store.endSecondFactor(ALEX);
    expect(await store.putRecoveryCodes(ALEX, ['x'])).toBe(false);
  });

  it('[FACTOR-5][STORE-5] a reset ends the sessions at once, and is told until it is old', async () => {
    expect(await store.resetSecondFactor(ALEX, 7)).toBe(false);
    await store.addSecondFactor(ALEX, FACTOR);
    await store.addSession(sessionOf(ALEX, 'hash'));
    expect(await store.resetSecondFactor(ALEX, 7)).toBe(true);
    expect(await store.findSecondFactor(ALEX)).toBeNull();
    expect(await store.sessionsOf(ALEX, 0)).toEqual([]);
    expect(await store.revocationsAfter(0)).toMatchObject([{ agentId: ALEX, kind: 'rightLost' }]);
    // Also when it was set up again before anybody could tell.
    await store.addSecondFactor(ALEX, FACTOR);
    expect(await store.findFactorReset(ALEX, 6)).toBe(7);
    expect(await store.findFactorReset(ALEX, 6)).toBe(7);
    expect(await store.findFactorReset(ALEX, 7)).toBeNull();
    // A later one counts anew.
    await store.resetSecondFactor(ALEX, 9);
    expect(await store.findFactorReset(ALEX, 7)).toBe(9);
    // With its account it goes, too.
    await store.removeAccount(ALEX, 10);
    await store.addAccount(ALEX_ACCOUNT);
    expect(await store.findFactorReset(ALEX, 0)).toBeNull();
  });

  it('[FACTOR-1][STORE-5] goes with its account, and comes with none', async () => {
    await store.addSecondFactor(ALEX, FACTOR);
    await store.removeAccount(ALEX, 1);
    expect(await store.findSecondFactor(ALEX)).toBeNull();
    expect(await store.addSecondFactor(ALEX, FACTOR)).toBe(false);
    await store.addAccount(ALEX_ACCOUNT);
    expect(await store.findSecondFactor(ALEX)).toBeNull();
  });
}
