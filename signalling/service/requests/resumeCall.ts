// call.resume: a customer takes a call up again, or learns how it ended.
import { fail, ok } from '../../protocol/index.ts';
import { callPhase } from '../../domain/call/call.ts';
import type { EndedCall } from '../../domain/switchboard/views.ts';
import { enterCall } from '../session/entering.ts';
import type { Handler } from './handler.ts';

export const resumeCall: Handler<'call.resume'> = {
  from: 'customer',
  answer: async ({ callToken }, { session }, service) => {
    const { runner, store, tokens } = service;
    const callId = await store.findCallOfToken(tokens.hash(callToken));
    if (callId === null) return fail('callNotFound');
    const present = session.callId === null ? undefined : runner.state.calls.get(session.callId);
    if (session.callId !== callId && present !== undefined && callPhase(present).name !== 'ended') {
      return fail('alreadyInCall');
    }
    const takesRooms = session.capabilities.has('rooms');
    const entered = await enterCall(session, callId, { type: 'customerReturned', callId, takesRooms }, {}, service);
    if (entered.ok) return ok({ call: entered.value });
    if (entered.problem.code !== 'callEnded') return entered;
    const ended = await store.findEndedCall(callId);
    return ended === null ? fail('callNotFound') : ok({ call: endedCallView(ended) });
  },
};

function endedCallView({ callId, topicId, topic, media, outcome, endedBy, endReason, endedAtMs }: EndedCall) {
  return {
    callId,
    topicId,
    topic,
    media,
    phase: { name: 'ended', outcome, endedBy, reason: endReason, endedAtMs },
  } as const;
}
