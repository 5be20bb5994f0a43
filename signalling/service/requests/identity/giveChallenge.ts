// identity.challenge: what the next consent of this call is to sign.
import { fail, ok } from '../../../protocol/index.ts';
import { callPhase } from '../../../domain/call/call.ts';
import type { Handler } from '../handler.ts';

export const giveChallenge: Handler<'identity.challenge'> = {
  from: 'callingCustomer',
  answer: (_, { callId }, { policies, runner, consentNonces }) => {
    if (!policies.current.identity.isOn) return fail('identityOff');
    const call = runner.state.calls.get(callId);
    if (call === undefined || callPhase(call).name !== 'active') return fail('notPossibleNow');
    return ok({ nonce: consentNonces.give(callId) });
  },
};
