// Entries and stills that have been kept as long as the settings say are forgotten; the calls' records stay.
import type { Retention } from '../houseRules.ts';
import type { Clock, Log } from '../ports/machineRoom.ts';
import type { EntryStore } from '../ports/store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export async function forgetOldEntries(
  { entriesDays, stillsDays }: Retention,
  { store, clock, log }: { readonly store: EntryStore; readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const nowMs = clock.nowMs();
  const gone = await store.forgetEntries({
    entriesMs: nowMs - entriesDays * DAY_MS,
    // A still whose entry is gone would be found by nobody.
    stillsMs: nowMs - Math.min(stillsDays, entriesDays) * DAY_MS,
  });
  if (gone.entries + gone.stills > 0) log.info(gone, 'old entries forgotten');
}
