// peer.reportConnected: media is up, so the call will not fail for lack of it.
import { fail, ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const reportConnected: Handler<'peer.reportConnected'> = {
  from: 'talker',
  answer: async ({ callId, generation }, sender, { runner }) => {
    if (callId !== sender.callId) return fail('callNotFound');
    const result = await runner.run({ type: 'mediaConnected', callId, generation });
    return result.ok ? ok({}) : result;
  },
};
