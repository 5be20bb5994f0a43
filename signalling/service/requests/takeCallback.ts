// call.takeCallback: the caller is back in line.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const takeCallback: Handler<'call.takeCallback'> = {
  from: 'callingCustomer',
  answer: async (_, { callId }, { runner }) => {
    const result = await runner.run({ type: 'callbackTaken', callId });
    return result.ok ? ok({}) : result;
  },
};
