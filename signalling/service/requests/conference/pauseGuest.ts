// guest.pause: a guest has no part in what goes on for a while, and keeps their place.
import { ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';

export const pauseGuest: Handler<'guest.pause'> = {
  from: 'signedInAgent',
  answer: async ({ callId, legId, paused }, { agentId }, service) => {
    const result = await service.runner.run({ type: 'guestPaused', callId, by: agentId, legId, paused });
    if (!result.ok) return result;
    if (result.value.changedCalls.length === 0) return ok({});
    await audit(service, paused ? 'guestPaused' : 'guestLetBackIn', { agentId, callId, legId });
    return ok({});
  },
};
