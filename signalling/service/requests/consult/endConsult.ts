// consult.end: back to the customer, or out of a call that one was only asked about.
import { ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';

export const endConsult: Handler<'consult.end'> = {
  from: 'signedInAgent',
  answer: async ({ callId }, { agentId: by }, { runner }) => {
    const result = await runner.run({ type: 'consultEnded', callId, by });
    return result.ok ? ok({}) : result;
  },
};
