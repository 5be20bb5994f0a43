// history.recent: the agent's own calls on record, newest first.
import { ok } from '../../protocol/index.ts';
import { auditListed } from '../audit/audit.ts';
import type { Handler } from './handler.ts';

export const recentCalls: Handler<'history.recent'> = {
  from: 'signedInAgent',
  answer: async ({ limit, beforeMs }, { agentId }, service) => {
    const records = await service.store.recentCalls(agentId, limit, beforeMs ?? Number.MAX_SAFE_INTEGER);
    await auditListed(
      service,
      agentId,
      'recent',
      records.map(({ callId }) => callId),
    );
    return ok({ records: [...records] });
  },
};
