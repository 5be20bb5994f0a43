// call.offerHandOver: a code with which another device of the customer's takes the call over.
import { fail, ok } from '../../protocol/index.ts';
import { callPhase } from '../../domain/call/call.ts';
import { HAND_OVER_MS } from '../handOver/handOvers.ts';
import type { Handler } from './handler.ts';

export const offerHandOver: Handler<'call.offerHandOver'> = {
  from: 'callingCustomer',
  answer: (_, { callId }, { runner, tokens, handOvers, clock }) => {
    const call = runner.state.calls.get(callId);
    if (call === undefined || callPhase(call).name === 'ended') return fail('callEnded');
    // 128 bits: shorter than a token, so that a code to photograph stays coarse.
    const code = tokens.createId();
    handOvers.offer(callId, tokens.hash(code));
    return ok({ code, expiresAtMs: clock.nowMs() + HAND_OVER_MS });
  },
};
