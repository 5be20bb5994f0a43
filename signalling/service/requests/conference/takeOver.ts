// call.takeOver: the call that a supervisor follows is theirs from now on.
import { ok } from '../../../protocol/index.ts';
import { agentOf } from '../../../domain/call/parts.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';

export const takeOver: Handler<'call.takeOver'> = {
  from: 'supervisor',
  answer: async ({ callId }, { agentId }, service) => {
    const call = service.runner.state.calls.get(callId);
    const from = call === undefined ? null : agentOf(call.context);
    const result = await service.runner.run({ type: 'callTakenOver', callId, by: agentId });
    if (!result.ok) return result;
    if (result.value.changedCalls.length > 0) await audit(service, 'callTakenOver', { agentId, callId, from });
    return ok({});
  },
};
