// peer.renew: asks for the generation after the one that was lost.
import { mediaPlan } from '../../domain/call/mediaPlan.ts';
import { fail, ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';
import { ownLink } from './ownLink.ts';

export const renewPeer: Handler<'peer.renew'> = {
  from: 'participant',
  answer: async ({ callId: linkId, generation }, sender, { runner }) => {
    const own = ownLink(runner.state, sender, linkId);
    if (own === undefined) return fail('callNotFound');
    // A room is nobody's own: whose way into it is lost begins anew there.
    const call = runner.state.calls.get(own.callId);
    const isRoom = own.link.kind === 'call' && call !== undefined && mediaPlan(call).via === 'room';
    if (isRoom) return ok({ generation: own.link.generation });
    const type = own.link.kind === 'call' ? 'generationLost' : 'consultLinkLost';
    const result = await runner.run({ type, callId: own.callId, generation });
    if (!result.ok) return result;
    const renewed = ownLink(runner.state, sender, linkId);
    return renewed === undefined ? fail('callNotFound') : ok({ generation: renewed.link.generation });
  },
};
