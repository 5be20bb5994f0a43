// guest.admit: lets a guest in who waits.
import { ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';

export const admitGuest: Handler<'guest.admit'> = {
  from: 'signedInAgent',
  answer: async ({ callId, legId }, { agentId }, service) => {
    const result = await service.runner.run({ type: 'guestAdmitted', callId, by: agentId, legId });
    if (!result.ok) return result;
    if (result.value.changedCalls.length > 0) await audit(service, 'guestAdmitted', { agentId, callId, legId });
    return ok({});
  },
};
