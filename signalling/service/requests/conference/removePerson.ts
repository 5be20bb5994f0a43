// call.removePerson: has somebody leave whom the sender added or let in, refuses a guest who waits, or rings at a colleague no longer.
import { ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';

export const removePerson: Handler<'call.removePerson'> = {
  from: 'signedInAgent',
  answer: async ({ callId, legId }, { agentId }, service) => {
    const result = await service.runner.run({ type: 'personRemoved', callId, by: agentId, legId });
    if (!result.ok) return result;
    if (result.value.changedCalls.length > 0) await audit(service, 'personRemoved', { agentId, callId, legId });
    return ok({});
  },
};
