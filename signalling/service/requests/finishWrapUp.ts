// wrapUp.finish: stores reason and notes, and frees the agent.
import { fail, ok } from '../../protocol/index.ts';
import { wrappedUpBy } from '../../domain/call/segments.ts';
import { reasonsOf } from '../../domain/switchboard/views.ts';
import type { Handler } from './handler.ts';

export const finishWrapUp: Handler<'wrapUp.finish'> = {
  from: 'signedInAgent',
  answer: async ({ callId, reasonId, notes }, { agentId }, { runner }) => {
    const { state } = runner;
    const call = state.agents.get(agentId)?.context.callId === callId ? state.calls.get(callId) : undefined;
    if (call === undefined) return fail('notPossibleNow', 'not in wrap-up of this call');
    const part = wrappedUpBy(call.context, agentId);
    if (part === undefined) return fail('notPossibleNow', 'not in wrap-up of this call');
    const reason = reasonsOf(state, part.queueId).find(({ id }) => id === reasonId);
    if (reason === undefined) return fail('reasonUnknown');
    const number = call.context.segments.indexOf(part) + 1;
    const wrapUps = [{ callId, number, reason: reason.name, notes }];
    const result = await runner.run({ type: 'wrapUpFinished', agentId, callId }, { wrapUps });
    return result.ok ? ok({}) : result;
  },
};
