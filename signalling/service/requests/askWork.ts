// lobby.work: what a call to a topic takes right now.
import { ok } from '../../protocol/index.ts';
import { bitsFor } from '../work/askedWork.ts';
import type { Handler } from './handler.ts';

export const askWork: Handler<'lobby.work'> = {
  from: 'customer',
  answer: async ({ topicId: queueId }, { session }, service) => {
    const { address } = session.connection;
    const bits = await bitsFor(queueId, address, service);
    if (bits === null || bits === 0) return ok({});
    const about = { address, queueId, nowMs: service.clock.nowMs() };
    return ok({ work: { challenge: service.callWork.challenge(bits, about), bits } });
  },
};
