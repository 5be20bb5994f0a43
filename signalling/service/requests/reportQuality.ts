// call.reportQuality: what one side measured while an agent had the call goes on record, also for a while after that.
import { fail, ok } from '../../protocol/index.ts';
import { partMeasured, partOfAgent, partsOfCall } from '../transcript/partQuality.ts';
import type { Handler } from './handler.ts';

export const reportQuality: Handler<'call.reportQuality'> = {
  from: 'callerOrAgent',
  answer: async ({ callId, quality }, { who }, service) => {
    const isAgent = 'agentId' in who;
    if (!isAgent && who.callId !== callId) return fail('callNotFound');
    const parts = await partsOfCall(callId, service);
    const part = isAgent ? partOfAgent(parts, who.agentId) : partMeasured(parts, quality, service.clock.nowMs());
    if (part === undefined) return fail('callNotFound');
    await service.store.putQuality({ callId, number: part.number, party: isAgent ? 'agent' : 'customer', quality });
    return ok({});
  },
};
