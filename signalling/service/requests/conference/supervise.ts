// call.supervise: a supervisor listens, whispers or talks with all. When it ends is audited by `superviseAudit.ts`.
import { ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';
import { roomsThere } from './roomsThere.ts';

export const supervise: Handler<'call.supervise'> = {
  from: 'supervisor',
  answer: async ({ callId, mode }, { agentId }, service) => {
    const there = roomsThere(service);
    if (!there.ok) return there;
    const result = await service.runner.run({ type: 'supervisionChosen', callId, by: agentId, mode });
    if (!result.ok) return result;
    if (result.value.changedCalls.length > 0) await audit(service, 'supervisionBegan', { agentId, callId, mode });
    return ok({});
  },
};
