// peer.reportConnected: media is up, so the call will not fail for lack of it.
import { fail, ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';
import { ownLink } from './ownLink.ts';

export const reportConnected: Handler<'peer.reportConnected'> = {
  from: 'participant',
  answer: async ({ callId: linkId, generation }, sender, { runner }) => {
    const own = ownLink(runner.state, sender, linkId);
    if (own === undefined) return fail('callNotFound');
    // Nobody's call ends because two agents cannot hear each other: they go back.
    if (own.link.kind === 'consult') return ok({});
    const result = await runner.run({ type: 'mediaConnected', callId: own.callId, generation });
    return result.ok ? ok({}) : result;
  },
};
