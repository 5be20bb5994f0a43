// call.look: whether a call goes on, for a page that has let go of it. A token that nobody knows any more was of a call long over.
import { ok } from '../../protocol/index.ts';
import { callPhase } from '../../domain/call/call.ts';
import type { Handler } from './handler.ts';

export const lookAtCall: Handler<'call.look'> = {
  from: 'customer',
  answer: async ({ callToken }, _sender, { runner, store, tokens }) => {
    const callId = await store.findCallOfToken(tokens.hash(callToken));
    const call = callId === null ? undefined : runner.state.calls.get(callId);
    return ok({ isOver: call === undefined || callPhase(call).name === 'ended' });
  },
};
