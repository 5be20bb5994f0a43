// call.hangUp: either party ends the active call. Whoever is only asked leaves it.
import { ok, type AgentId, type CallId } from '../../protocol/index.ts';
import { agentOf } from '../../domain/call/parts.ts';
import type { Runner } from '../runner/runner.ts';
import type { Handler } from './handler.ts';

export const hangUp: Handler<'call.hangUp'> = {
  from: 'participant',
  answer: async (_, { callId, side }, { runner }) => {
    const result = await runner.run(
      side.kind === 'customer'
        ? { type: 'hungUp', callId, by: 'customer' }
        : { type: 'hungUp', callId, by: 'agent', agentId: side.agentId, as: roleOf(side.agentId, callId, runner) },
    );
    return result.ok ? ok({}) : result;
  },
};

/** At the moment of the wish: others may be decided before it. */
function roleOf(agentId: AgentId, callId: CallId, { state }: Pick<Runner, 'state'>): 'agent' | 'asked' {
  const call = state.calls.get(callId);
  return call !== undefined && agentOf(call.context) === agentId ? 'agent' : 'asked';
}
