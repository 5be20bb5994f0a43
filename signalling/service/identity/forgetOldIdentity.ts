// Templates that have expired, and records of checks that have been kept as long as the settings say, are forgotten.
import type { IdentityPolicy } from '../../protocol/index.ts';
import type { IdentityStore } from '../ports/identityStore.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export async function forgetOldIdentity(
  { recordDays }: Pick<IdentityPolicy, 'recordDays'>,
  { store, clock, log }: { readonly store: IdentityStore; readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const nowMs = clock.nowMs();
  const gone = await store.forgetIdentity(nowMs, nowMs - recordDays * DAY_MS);
  if (gone.templates + gone.records > 0) log.info(gone, 'old identity records forgotten');
}
