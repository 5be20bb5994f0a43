// Notes in the audit log who did what. What is read is noted before it is told: where that fails, nothing is told.
import type { AuditFacts, AuditKind, AuditStore } from '../ports/auditStore.ts';
import type { Clock } from '../ports/machineRoom.ts';

export async function audit(
  { store, clock }: { readonly store: Pick<AuditStore, 'appendAudit'>; readonly clock: Pick<Clock, 'nowMs'> },
  kind: AuditKind,
  facts: AuditFacts,
): Promise<void> {
  await store.appendAudit({ atMs: clock.nowMs(), kind, facts });
}
