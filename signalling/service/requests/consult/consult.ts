// call.consult: the agent asks a colleague while the customer waits.
import { ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';

export const consult: Handler<'call.consult'> = {
  from: 'signedInAgent',
  answer: async (params, { agentId: by }, { runner }) => {
    const result = await runner.run({ type: 'consultChosen', by, ...params });
    return result.ok ? ok({}) : result;
  },
};
