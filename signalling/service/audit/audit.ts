// Notes in the audit log who did what. What is read is noted before it is told: where that fails, nothing is told.
import type { AgentId, CallId } from '../../protocol/index.ts';
import type { AuditFacts, AuditKind, AuditStore } from '../ports/auditStore.ts';
import type { Clock } from '../ports/clock.ts';

type Ports = { readonly store: Pick<AuditStore, 'appendAudit'>; readonly clock: Pick<Clock, 'nowMs'> };

export async function audit({ store, clock }: Ports, kind: AuditKind, facts: AuditFacts): Promise<void> {
  await store.appendAudit({ atMs: clock.nowMs(), kind, facts });
}

/** Which calls a list tells of; nothing where it is empty. Lists are bounded, so this is. */
export async function auditListed(
  ports: Ports,
  agentId: AgentId,
  what: 'recent' | 'missed' | 'contacts',
  callIds: readonly CallId[],
): Promise<void> {
  if (callIds.length === 0) return;
  const facts = { agentId, what, records: callIds.length, callIds: [...new Set(callIds)].join(' ') };
  await audit(ports, 'recordsListed', facts);
}
