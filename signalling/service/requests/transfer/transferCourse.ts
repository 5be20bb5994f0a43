// transfer.course: the customer reads to whom they are being handed on, and why.
import { fail, ok, type TransferCourse } from '../../../protocol/index.ts';
import { callPhase, type Call } from '../../../domain/call/call.ts';
import { offerOf } from '../../../domain/call/parts.ts';
import { lastPart } from '../../../domain/call/segments.ts';
import type { Switchboard } from '../../../domain/switchboard/switchboard.ts';
import type { Handler } from '../handler.ts';

export const transferCourse: Handler<'transfer.course'> = {
  from: 'callingCustomer',
  answer: (_, { callId }, { runner }) => {
    const call = runner.state.calls.get(callId);
    return call === undefined ? fail('callNotFound') : ok({ course: courseOf(call, runner.state) });
  },
};

function courseOf(call: Call, state: Switchboard): TransferCourse | null {
  const { transfer, reservedFor, segments } = call.context;
  const { name } = callPhase(call);
  if (transfer === null || (name !== 'waiting' && name !== 'ringing')) return null;
  // Somebody has had it since.
  if (lastPart(segments)?.agentId !== transfer.by) return null;
  const { byName: by, to, reason } = transfer;
  if (to.kind === 'queue') {
    const queue = state.queues.get(to.queueId);
    return queue === undefined ? null : { by, to: { kind: 'queue', name: queue.name }, reason };
  }
  // Once the colleague could not take it, it is no longer on its way to them.
  if (reservedFor !== to.agentId && offerOf(call.context)?.agentId !== to.agentId) return null;
  const colleague = state.agents.get(to.agentId);
  if (colleague === undefined) return null;
  return { by, to: { kind: 'agent', name: colleague.context.displayName }, reason };
}
