// history.recent: the agent's own calls on record, newest first.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const recentCalls: Handler<'history.recent'> = {
  from: 'signedInAgent',
  answer: async ({ limit, beforeMs }, { agentId }, { store }) =>
    ok({ records: [...(await store.recentCalls(agentId, limit, beforeMs ?? Number.MAX_SAFE_INTEGER))] }),
};
