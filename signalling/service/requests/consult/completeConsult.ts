// consult.complete: the colleague who was asked has the call from now on.
import { ok } from '../../../protocol/index.ts';
import { agentOf } from '../../../domain/call/parts.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';

export const completeConsult: Handler<'consult.complete'> = {
  from: 'signedInAgent',
  answer: async ({ callId }, { agentId }, service) => {
    const result = await service.runner.run({ type: 'consultCompleted', callId, by: agentId });
    if (!result.ok) return result;
    const [call] = result.value.changedCalls;
    // Asked twice, it was handed on once.
    if (call === undefined) return ok({});
    await audit(service, 'callTransferred', { agentId, callId, to: agentOf(call.context) ?? '' });
    return ok({});
  },
};
