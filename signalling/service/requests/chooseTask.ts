// task.choose: the agent turns to another call in hand; whoever they talked with is on hold from then on.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const chooseTask: Handler<'task.choose'> = {
  from: 'signedInAgent',
  answer: async ({ callId }, { agentId }, { runner }) => {
    const result = await runner.run({ type: 'taskChosen', agentId, callId });
    return result.ok ? ok({}) : result;
  },
};
