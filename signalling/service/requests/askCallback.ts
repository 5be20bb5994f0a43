// call.askCallback: the caller keeps the place and is called back.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const askCallback: Handler<'call.askCallback'> = {
  from: 'callingCustomer',
  answer: async (_, { callId }, { runner }) => {
    const result = await runner.run({ type: 'callbackAsked', callId });
    return result.ok ? ok({}) : result;
  },
};
