// offer.answer: the agent takes the call that rings.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const answerOffer: Handler<'offer.answer'> = {
  from: 'signedInAgent',
  answer: async ({ offerId, withVideo }, { agentId }, { runner }) => {
    const result = await runner.run({ type: 'offerAnswered', agentId, offerId, withVideo });
    return result.ok ? ok({}) : result;
  },
};
