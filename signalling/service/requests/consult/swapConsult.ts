// consult.swap: from the colleague to the customer, or back.
import { ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';

export const swapConsult: Handler<'consult.swap'> = {
  from: 'signedInAgent',
  answer: async ({ callId, to }, { agentId: by }, { runner }) => {
    const result = await runner.run({ type: 'consultSwapped', callId, by, to });
    return result.ok ? ok({}) : result;
  },
};
