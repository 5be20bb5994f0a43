// reply.renew: the mail is still being written; its lease starts anew.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const renewReply: Handler<'reply.renew'> = {
  from: 'signedInAgent',
  answer: async ({ activityId, inputAgoMs }, { agentId }, { runner }) => {
    const result = await runner.run({ type: 'replyRenewed', agentId, activityId, inputAgoMs });
    return result.ok ? ok({}) : result;
  },
};
