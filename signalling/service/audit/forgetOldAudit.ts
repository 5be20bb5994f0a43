// What has been in the audit log as long as the settings say is forgotten, behind a signed checkpoint.
import type { Retention } from '../policies.ts';
import type { AuditStore } from '../ports/auditStore.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export async function forgetOldAudit(
  { auditDays }: Pick<Retention, 'auditDays'>,
  { store, clock, log }: { readonly store: AuditStore; readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const nowMs = clock.nowMs();
  const gone = await store.forgetAudit(nowMs - auditDays * DAY_MS, nowMs);
  if (gone > 0) log.info({ gone }, 'old audit entries forgotten');
}
