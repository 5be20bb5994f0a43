// peer.signal: passes a media signal on to the other party. Dropped when they are away: they ask for a new generation on return.
import { fail, ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';
import { conversationOf } from './conversationOf.ts';

export const signal: Handler<'peer.signal'> = {
  from: 'talker',
  answer: (params, { callId, other }, { bus, runner }) => {
    const conversation = conversationOf(runner.state, params.callId, callId);
    if (conversation === null || other === null) return fail('callNotFound');
    if (conversation.generation !== params.generation) return fail('staleGeneration');
    bus.publish(other, { name: 'peer.signalled', payload: params });
    return ok({});
  },
};
