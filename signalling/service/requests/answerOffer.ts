// offer.answer: the agent takes the call that rings.
import { ok } from '../../protocol/index.ts';
import { roomsThere } from './conference/roomsThere.ts';
import type { Handler } from './handler.ts';

export const answerOffer: Handler<'offer.answer'> = {
  from: 'signedInAgent',
  answer: async ({ offerId, withVideo }, { agentId }, service) => {
    const roomsAvailable = roomsThere(service).ok;
    const result = await service.runner.run({ type: 'offerAnswered', agentId, offerId, withVideo, roomsAvailable });
    return result.ok ? ok({}) : result;
  },
};
