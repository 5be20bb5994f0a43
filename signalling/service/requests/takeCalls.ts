// reply.takeCalls: the agent wants calls in spite of what is being written.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const takeCalls: Handler<'reply.takeCalls'> = {
  from: 'signedInAgent',
  answer: async (_, { agentId }, { runner }) => {
    const result = await runner.run({ type: 'repliesDismissed', agentId });
    return result.ok ? ok({}) : result;
  },
};
