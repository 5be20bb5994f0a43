// call.leaveLine: a customer stops waiting.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const leaveLine: Handler<'call.leaveLine'> = {
  from: 'callingCustomer',
  answer: async (_, { callId }, { runner }) => {
    const result = await runner.run({ type: 'customerLeftLine', callId });
    return result.ok ? ok({}) : result;
  },
};
