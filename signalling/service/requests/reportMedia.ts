// peer.reportMedia: tells the other party which of microphone and camera are on.
import { fail, ok } from '../../protocol/index.ts';
import { conversationOf } from './conversationOf.ts';
import type { Handler } from './handler.ts';

export const reportMedia: Handler<'peer.reportMedia'> = {
  from: 'talker',
  answer: (params, { callId, other }, { bus, runner }) => {
    if (conversationOf(runner.state, params.callId, callId) === null || other === null) return fail('callNotFound');
    bus.publish(other, { name: 'peer.mediaChanged', payload: params });
    return ok({});
  },
};
