// call.hangUp: either party ends the active call. Whoever is only asked leaves it.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const hangUp: Handler<'call.hangUp'> = {
  from: 'participant',
  answer: async (_, { callId, side }, { runner }) => {
    const isAsked =
      side.kind === 'agent' && runner.state.calls.get(callId)?.context.conversation?.agentId !== side.agentId;
    const result = await runner.run(
      isAsked ? { type: 'consultEnded', callId, by: side.agentId } : { type: 'hungUp', callId, by: side.kind },
    );
    return result.ok ? ok({}) : result;
  },
};
