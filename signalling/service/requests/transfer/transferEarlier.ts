// transfer.earlier: what the settings say of what the customer's page still has from before the call was handed on.
import { fail, ok } from '../../../protocol/index.ts';
import { DEFAULT_EARLIER } from '../../policies.ts';
import type { Handler } from '../handler.ts';

export const transferEarlier: Handler<'transfer.earlier'> = {
  from: 'callingCustomer',
  answer: (_, { callId }, { runner, policies }) => {
    const call = runner.state.calls.get(callId);
    if (call === undefined) return fail('callNotFound');
    return ok({ earlier: policies.current.earlier.get(call.context.facts.queueId) ?? DEFAULT_EARLIER });
  },
};
