// call.leave: the sender leaves a call that goes on.
import { ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';

export const leaveCall: Handler<'call.leave'> = {
  from: 'signedInAgent',
  answer: async ({ callId }, { agentId: by }, { runner }) => {
    const result = await runner.run({ type: 'callLeft', callId, by });
    return result.ok ? ok({}) : result;
  },
};
