// wrapUp.extend: more time for a wrap-up that would end by itself, once.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const extendWrapUp: Handler<'wrapUp.extend'> = {
  from: 'signedInAgent',
  answer: async ({ callId }, { agentId }, { runner }) => {
    const result = await runner.run({ type: 'wrapUpExtended', agentId, callId });
    return result.ok ? ok({}) : result;
  },
};
