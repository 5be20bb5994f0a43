// reply.end: the mail is sent, saved, discarded, or let go of; without another one, calls may come at once.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const endReply: Handler<'reply.end'> = {
  from: 'signedInAgent',
  answer: async ({ activityId, how }, { agentId }, { runner }) => {
    const result = await runner.run({ type: 'replyEnded', agentId, activityId, how });
    return result.ok ? ok({}) : result;
  },
};
