// peer.renew: asks for the generation after the one that was lost.
import { fail, ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';
import { ownLink } from './ownLink.ts';

export const renewPeer: Handler<'peer.renew'> = {
  from: 'participant',
  answer: async ({ callId: linkId, generation }, sender, { runner }) => {
    const own = ownLink(runner.state, sender, linkId);
    if (own === undefined) return fail('callNotFound');
    const type = own.link.kind === 'call' ? 'generationLost' : 'consultLinkLost';
    const result = await runner.run({ type, callId: own.callId, generation });
    if (!result.ok) return result;
    const renewed = ownLink(runner.state, sender, linkId);
    return renewed === undefined ? fail('callNotFound') : ok({ generation: renewed.link.generation });
  },
};
