// guest.remove: refuses a guest, or has one leave.
import { ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';

export const removeGuest: Handler<'guest.remove'> = {
  from: 'signedInAgent',
  answer: async ({ callId, legId }, { agentId }, service) => {
    const result = await service.runner.run({ type: 'guestRemoved', callId, by: agentId, legId });
    if (!result.ok) return result;
    if (result.value.changedCalls.length > 0) await audit(service, 'guestRemoved', { agentId, callId, legId });
    return ok({});
  },
};
