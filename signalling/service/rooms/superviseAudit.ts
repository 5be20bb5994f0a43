// How long somebody listened, whispered or talked with a call is on the audit log as soon as it is over, however it ended.
import type { Decision } from '../../domain/switchboard/switchboard.ts';
import { audit } from '../audit/audit.ts';
import type { Log } from '../ports/log.ts';
import type { Service } from '../service.ts';

const MODES: Readonly<Record<string, string>> = { listened: 'listen', whispered: 'whisper', barged: 'barge' };

export function auditSupervision(
  { leftSegments }: Decision,
  ports: Pick<Service, 'store' | 'clock'> & { readonly log: Log },
): void {
  for (const { agentId, callId, how, joinedMs, leftMs } of leftSegments) {
    const mode = MODES[how];
    if (mode === undefined) continue;
    const seconds = Math.round((leftMs - joinedMs) / 1000);
    audit(ports, 'supervisionEnded', { agentId, callId, mode, seconds }).catch((cause: unknown) => {
      ports.log.error({ callId }, 'the end of a supervision is not on the audit log', cause);
    });
  }
}
