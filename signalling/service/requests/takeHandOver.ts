// call.takeHandOver: another device of the customer's takes the call over; the older connection is replaced.
import { fail, ok } from '../../protocol/index.ts';
import { callPhase } from '../../domain/call/call.ts';
import { enterCall } from '../session/entering.ts';
import type { Handler } from './handler.ts';

export const takeHandOver: Handler<'call.takeHandOver'> = {
  from: 'customer',
  answer: async ({ code }, { session }, service) => {
    const { runner, throttle, tokens, handOvers } = service;
    const present = session.callId === null ? undefined : runner.state.calls.get(session.callId);
    if (present !== undefined && callPhase(present).name !== 'ended') return fail('alreadyInCall');
    const { address } = session.connection;
    const { retryAfterMs } = await throttle.takeHandOver(address);
    if (retryAfterMs !== null) return fail('tooManyRequests', 'codes from this address', retryAfterMs);
    const callId = handOvers.take(tokens.hash(code));
    if (callId === null) return fail('handOverGone');
    await throttle.forgiveHandOver(address);
    const call = runner.state.calls.get(callId);
    if (call === undefined || callPhase(call).name === 'ended') return fail('handOverGone');
    const callToken = tokens.createToken();
    const callTokens = [{ tokenHash: tokens.hash(callToken), callId }];
    const entered = await enterCall(session, callId, { type: 'customerReturned', callId }, { callTokens }, service);
    if (entered.ok) return ok({ callToken, call: entered.value });
    return entered.problem.code === 'callEnded' ? fail('handOverGone') : entered;
  },
};
