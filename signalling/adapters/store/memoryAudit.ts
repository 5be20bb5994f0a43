// The audit log in a list, for tests of what is noted. The chain itself is the file's matter.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { AuditEntry, AuditStore } from '../../service/ports/auditStore.ts';

export function memoryAudit(): AuditStore & { readonly audit: AuditEntry[] } {
  const audit: AuditEntry[] = [];
  return {
    audit,
    async appendAudit(entry) {
      audit.push(entry);
    },
    async forgetAudit(beforeMs) {
      const kept = audit.filter(({ atMs }) => atMs >= beforeMs);
      return audit.splice(0, audit.length, ...kept).length - kept.length;
    },
  };
}
