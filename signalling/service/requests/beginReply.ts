// reply.begin: a mail is being written; calls are held from the reply on.
import { ok } from '../../protocol/index.ts';
import { LEASE_MS } from '../../domain/agent/replies.ts';
import type { Handler } from './handler.ts';

export const beginReply: Handler<'reply.begin'> = {
  from: 'signedInAgent',
  answer: async (reply, { agentId }, { runner }) => {
    const result = await runner.run({ type: 'replyBegun', agentId, reply });
    return result.ok ? ok({ leaseMs: LEASE_MS }) : result;
  },
};
