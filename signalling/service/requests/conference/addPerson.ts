// call.addPerson: it rings at somebody who is to join the call.
import { ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';
import { roomsThere } from './roomsThere.ts';

export const addPerson: Handler<'call.addPerson'> = {
  from: 'signedInAgent',
  answer: async ({ callId, to }, { agentId }, service) => {
    const there = roomsThere(service);
    if (!there.ok) return there;
    const result = await service.runner.run({ type: 'personAdded', callId, by: agentId, to });
    if (!result.ok) return result;
    // Asked twice, it rings once.
    if (result.value.changedCalls.length === 0) return ok({});
    await audit(service, 'personAdded', { agentId, callId, to: to.kind === 'agent' ? to.agentId : to.queueId });
    return ok({});
  },
};
