// call.start: a customer joins the line of a topic.
import { fail, ok, type CallId } from '../../protocol/index.ts';
import { callPhase, type Call } from '../../domain/call/call.ts';
import { isPriority } from '../../domain/queue/routingRules.ts';
import type { Switchboard } from '../../domain/switchboard/switchboard.ts';
import { enterCall } from '../session/entering.ts';
import type { Session } from '../session/session.ts';
import { admitCall } from './admitCall.ts';
import type { Handler } from './handler.ts';

/** A start sent again on another connection is only believed when its id cannot have been guessed. */
const UNGUESSABLE_LENGTH = 20;

export const startCall: Handler<'call.start'> = {
  from: 'customer',
  answer: async (params, { session }, service) => {
    const { tokens, runner } = service;
    const requestHash = tokens.hash(params.requestId);
    const again = sameCall(runner.state, session, params.requestId, requestHash);
    const present = session.callId === null ? undefined : runner.state.calls.get(session.callId);
    // Also when the start is that of another call: a connection that speaks for one call must not forget it for another.
    if (
      again?.context.facts.callId !== session.callId &&
      present !== undefined &&
      callPhase(present).name !== 'ended'
    ) {
      return fail('alreadyInCall');
    }

    const takesRooms = session.capabilities.has('rooms');
    const callToken = tokens.createToken();
    const tokenHash = tokens.hash(callToken);
    if (again !== undefined) {
      const { callId } = again.context.facts;
      const callTokens = [{ tokenHash, callId }];
      const entered = await enterCall(
        session,
        callId,
        { type: 'customerReturned', callId, takesRooms },
        { callTokens },
        service,
      );
      return entered.ok ? ok({ callToken, call: entered.value }) : entered;
    }
    const callId = tokens.createId() as CallId;
    const admitted = await admitCall(params, callId, session.connection.address, service);
    if (!admitted.ok) return admitted;
    const { customerName, reference, isDoubtful, giveUp } = admitted.value;
    const { topicId: queueId, media, language } = params;
    const { agentsAreTold, customersAreTold } = service.policies.current.supervision;
    const priority = isPriority(runner.state.routing, params.pass);
    const came = {
      ...(reference === null ? {} : { reference }),
      ...(agentsAreTold ? {} : { untoldListening: true }),
      ...(customersAreTold ? { toldOfSupervision: true } : {}),
      ...(isDoubtful ? { doubtful: true } : {}),
      // Whoever has a signed link is known.
      ...(params.devices === undefined && params.link === undefined ? { silent: true } : {}),
    };
    const call = { callId, queueId, customerName, media, language, requestHash, priority, takesRooms, ...came };
    const callTokens = [{ tokenHash, callId }];
    const entered = await enterCall(session, callId, { type: 'customerCalled', call }, { callTokens }, service);
    if (!entered.ok) await giveUp();
    return entered.ok ? ok({ callToken, call: entered.value }) : entered;
  },
};

function sameCall(state: Switchboard, session: Session, requestId: string, requestHash: string): Call | undefined {
  for (const callId of state.callIndex.begunBy(requestHash)) {
    const call = state.calls.get(callId);
    if (call === undefined || callPhase(call).name === 'ended') continue;
    if (callId === session.callId || requestId.length >= UNGUESSABLE_LENGTH) return call;
  }
  return undefined;
}
