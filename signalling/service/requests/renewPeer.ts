// peer.renew: asks for the generation after the one that was lost.
import { fail, ok } from '../../protocol/index.ts';
import { conversationOf } from './conversationOf.ts';
import type { Handler } from './handler.ts';

export const renewPeer: Handler<'peer.renew'> = {
  from: 'talker',
  answer: async ({ callId, generation }, sender, { runner }) => {
    if (callId !== sender.callId) return fail('callNotFound');
    const result = await runner.run({ type: 'generationLost', callId, generation });
    if (!result.ok) return result;
    const conversation = conversationOf(runner.state, callId, sender.callId);
    return conversation === null ? fail('callNotFound') : ok({ generation: conversation.generation });
  },
};
