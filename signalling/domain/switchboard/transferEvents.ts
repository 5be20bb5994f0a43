// A call is handed on: to a colleague, or to another queue. Pure.
import { isFree } from '../agent/agent.ts';
import { callPhase, isCustomerPresent, type Call } from '../call/call.ts';
import { DEFAULT_COUNTDOWN_MS, type QueueFacts, type TransferTarget } from '../call/callEvents.ts';
import { isOpenAt } from '../queue/openingHours.ts';
import type { Queue } from '../queue/queue.ts';
import type { DecisionBuilder } from './decisionBuilder.ts';
import type { EventOf, Refusal } from './switchboard.ts';

/** The customer waits on, at the place that the time of their arrival gives them; who hands the call on wraps up. */
export function transferChosen(builder: DecisionBuilder, event: EventOf<'transferChosen'>): Refusal {
  const { callId, by, to, reason, notes, atMs } = event;
  const call = builder.call(callId);
  if (call === undefined) return 'callNotFound';
  const phase = callPhase(call);
  if (phase.name !== 'active' || phase.conversation.agentId !== by) {
    return wasAskedBefore(call, event) ? null : 'notPossibleNow';
  }
  // With others in it, it is left to one of them.
  if (phase.consult !== null || phase.colleagues > 0) return 'notPossibleNow';
  const refusal = refusalOf(builder, event);
  if (refusal !== null) return refusal;
  const byName = builder.agent(by)?.context.displayName ?? '';
  const queue = to.kind === 'queue' ? builder.state.queues.get(to.queueId) : undefined;
  const transfer = { by, byName, to, reason, notes, atMs };
  builder.advanceCall(callId, { type: 'transferred', transfer, queue: queue ? queueFactsOf(queue) : null, atMs });
  return null;
}

/** The second click, or the same wish sent again because the answer to the first was lost. */
function wasAskedBefore({ context: { transfer } }: Call, { by, to }: EventOf<'transferChosen'>): boolean {
  return transfer?.by === by && isSameTarget(transfer.to, to);
}

function isSameTarget(a: TransferTarget, b: TransferTarget): boolean {
  return a.kind === 'agent'
    ? b.kind === 'agent' && a.agentId === b.agentId
    : b.kind === 'queue' && a.queueId === b.queueId;
}

function refusalOf(builder: DecisionBuilder, { by, to, atMs }: EventOf<'transferChosen'>): Refusal {
  if (to.kind === 'agent') {
    const colleague = builder.agent(to.agentId);
    return colleague !== undefined && to.agentId !== by && isFree(colleague) ? null : 'colleagueBusy';
  }
  const queue = builder.state.queues.get(to.queueId);
  if (queue === undefined) return 'topicUnknown';
  if (!isOpenAt(queue.hours, atMs)) return 'queueClosed';
  return builder.state.line.waitingIn(queue.id) >= queue.maxWaiting ? 'lineFull' : null;
}

/** What a call takes over from the queue it waits in. */
export function queueFactsOf(queue: Queue): QueueFacts {
  return {
    queueId: queue.id,
    topic: queue.name,
    timings: queue.timings,
    exemptFromShield: queue.exemptFromShield ?? false,
    interruptCountdownMs: queue.exemptFromShield ? 0 : (queue.interruptCountdownMs ?? DEFAULT_COUNTDOWN_MS),
  };
}

/** Rings at whom calls in line are kept for; where that agent is not free, the next in turn is asked. */
export function offerReservedCalls(builder: DecisionBuilder, atMs: number): void {
  for (const first of builder.state.line.reserved) {
    const { callId } = first.context.facts;
    for (
      let call: Call | undefined = first;
      call !== undefined && isKeptForSomebody(call);
      call = builder.call(callId)
    ) {
      const { reservedFor } = call.context;
      const agent = reservedFor === null ? undefined : builder.agent(reservedFor);
      if (agent !== undefined && isFree(agent)) {
        const { agentId } = agent.context;
        builder.advanceCall(callId, { type: 'offered', agentId, interrupts: false, atMs });
      } else {
        builder.advanceCall(callId, { type: 'reservationPassed', atMs });
      }
    }
  }
}

function isKeptForSomebody(call: Call): boolean {
  return call.context.reservedFor !== null && callPhase(call).name === 'waiting' && isCustomerPresent(call);
}
