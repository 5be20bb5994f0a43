// Calls, offers and shields that have been on record as long as the settings say are forgotten.
import type { Retention } from '../policies.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { RecordStore } from '../ports/store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export async function forgetOldRecords(
  { callsDays, shieldsDays }: Pick<Retention, 'callsDays' | 'shieldsDays'>,
  { store, clock, log }: { readonly store: RecordStore; readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const nowMs = clock.nowMs();
  const gone = await store.forgetRecords({
    callsMs: nowMs - callsDays * DAY_MS,
    shieldsMs: nowMs - shieldsDays * DAY_MS,
  });
  if (gone.calls + gone.offers + gone.shields > 0) log.info(gone, 'old records forgotten');
}
