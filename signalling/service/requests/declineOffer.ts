// offer.decline: the agent gives the ringing call back.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const declineOffer: Handler<'offer.decline'> = {
  from: 'signedInAgent',
  answer: async ({ offerId }, { agentId }, { runner }) => {
    const result = await runner.run({ type: 'offerDeclined', agentId, offerId });
    return result.ok ? ok({}) : result;
  },
};
