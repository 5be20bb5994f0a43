// How often a customer's face may still be tried, over all their calls: a new call is no way round.
import type { CustomerId } from '../../protocol/index.ts';
import { hasFailed, REMEMBERED_MS, triesLeft, type Tries } from '../../domain/identity/tries.ts';
import type { Service } from '../service.ts';

export async function triesOf(
  customerId: CustomerId,
  { store, clock }: Pick<Service, 'store' | 'clock'>,
): Promise<Tries> {
  const nowMs = clock.nowMs();
  const checks = await store.checksOf(customerId, nowMs - REMEMBERED_MS);
  const tries = checks.flatMap(({ atMs, seen }) => {
    const failed = seen === null ? null : hasFailed(seen.liveness, seen.outcome);
    return failed === null ? [] : [{ atMs, hasFailed: failed }];
  });
  return triesLeft(tries, nowMs);
}
