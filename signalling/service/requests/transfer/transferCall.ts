// call.transfer: the agent hands their call on.
import { ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';

export const transferCall: Handler<'call.transfer'> = {
  from: 'signedInAgent',
  answer: async ({ callId, to, reason, notes }, { agentId }, service) => {
    const result = await service.runner.run({ type: 'transferChosen', callId, by: agentId, to, reason, notes });
    if (!result.ok) return result;
    // Asked twice, it was handed on once.
    if (result.value.changedCalls.length === 0) return ok({});
    const target = to.kind === 'agent' ? to.agentId : to.queueId;
    await audit(service, 'callTransferred', { agentId, callId, to: target });
    return ok({});
  },
};
