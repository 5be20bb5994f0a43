// Entries, stills and agreed files that have been kept as long as the settings say are forgotten; the calls' records stay.
import type { Retention } from '../policies.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { TranscriptStore } from '../ports/store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export async function forgetOldTranscripts(
  { callsDays, entriesDays, stillsDays, agreementsDays }: Omit<Retention, 'shieldsDays' | 'auditDays'>,
  { store, clock, log }: { readonly store: TranscriptStore; readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const nowMs = clock.nowMs();
  /** A file whose entry is gone would be found by nobody, nor would an entry whose call is. */
  const before = (days: number): number => nowMs - Math.min(days, entriesDays, callsDays) * DAY_MS;
  const gone = await store.forgetEntries({
    entriesMs: before(entriesDays),
    stillsMs: before(stillsDays),
    agreementsMs: before(agreementsDays),
  });
  if (gone.entries + gone.stills + gone.agreements > 0) log.info(gone, 'old entries forgotten');
}
