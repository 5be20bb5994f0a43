// agent.setIntent: available, or away for a reason; takes effect after the call when there is one.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const setIntent: Handler<'agent.setIntent'> = {
  from: 'signedInAgent',
  answer: async ({ intent }, { agentId }, { runner }) => {
    const result = await runner.run({ type: 'intentChosen', agentId, intent });
    return result.ok ? ok({}) : result;
  },
};
