// The one door of the domain: state and an event in, a decision out. Pure.
import type { AgentId, CallId } from '../../protocol/index.ts';
import { isReady, isWriting } from '../agent/agent.ts';
import { isTurnAwaited, mayInterrupt } from '../call/call.ts';
import { assignCalls, type FreeAgent, type QueuedCall } from '../queue/assign.ts';
import {
  agentConnected,
  agentDropped,
  agentSignedOut,
  intentChosen,
  offerAnswered,
  offerDeclined,
  wrapUpExtended,
  wrapUpFinished,
} from './agentEvents.ts';
import { generationLost, holdChosen, hungUp, mediaConnected } from './conversationEvents.ts';
import {
  callbackAsked,
  callbackTaken,
  customerCalled,
  customerDropped,
  customerLeftLine,
  customerReturned,
} from './customerEvents.ts';
import { Draft } from './draft.ts';
import { repliesDismissed, replyBegun, replyEnded, replyRenewed } from './replyEvents.ts';
import {
  callsInLine,
  type Decision,
  type EventOf,
  type Refusal,
  type Switchboard,
  type SwitchboardEvent,
  type SwitchboardEventType,
} from './switchboard.ts';
import { serverRestarted, timerFired } from './systemEvents.ts';

const REACTIONS: { [T in SwitchboardEventType]: (draft: Draft, event: EventOf<T>) => Refusal } = {
  customerCalled,
  customerDropped,
  customerReturned,
  customerLeftLine,
  callbackAsked,
  callbackTaken,
  hungUp,
  holdChosen,
  generationLost,
  mediaConnected,
  agentConnected,
  agentDropped,
  agentSignedOut,
  intentChosen,
  offerAnswered,
  offerDeclined,
  wrapUpFinished,
  wrapUpExtended,
  replyBegun,
  replyRenewed,
  replyEnded,
  repliesDismissed,
  timerFired,
  serverRestarted,
};

export function decide(state: Switchboard, event: SwitchboardEvent): Decision {
  const draft = new Draft(state);
  const react: (draft: Draft, event: never) => Refusal = REACTIONS[event.type];
  const refusal = react(draft, event as never);
  offerWaitingCalls(draft, event.atMs);
  return draft.finish(refusal);
}

/** Until nobody who may be offered a call is free, or no call may be offered. Each round offers at least one call. */
function offerWaitingCalls(draft: Draft, atMs: number): void {
  for (;;) {
    const waiting = callsInLine(draft.state).filter(({ assignable }) => assignable);
    if (waiting.length === 0) return;
    const { free, writing } = readyAgents(draft);
    const assignments = assignCalls(waiting, free);
    for (const { callId, agentId } of assignments) offer(draft, callId, agentId, false, atMs);
    if (assignments.length > 0) continue;
    if (writing.length === 0 || !interruptWriters(draft, waiting, writing, atMs)) return;
  }
}

/** Rings at the agent; for a customer who wants to be called back their own page rings first, and no agent waits for it. */
function offer(draft: Draft, callId: CallId, agentId: AgentId, interrupts: boolean, atMs: number): void {
  const call = draft.call(callId);
  if (call !== undefined && isTurnAwaited(call)) draft.advanceCall(callId, { type: 'turnCame', atMs });
  else draft.advanceCall(callId, { type: 'offered', agentId, interrupts, atMs });
}

/** Who could take a call now, and who could but for a reply. */
function readyAgents(draft: Draft): { readonly free: readonly FreeAgent[]; readonly writing: readonly FreeAgent[] } {
  const free: FreeAgent[] = [];
  const writing: FreeAgent[] = [];
  for (const agent of draft.state.agents.values()) {
    if (isReady(agent)) (isWriting(agent) ? writing : free).push(agent.context);
  }
  return { free, writing };
}

/** Calls that nobody free may take: those that may interrupt ring at a writer; the others are noted as kept away. */
function interruptWriters(
  draft: Draft,
  waiting: readonly QueuedCall[],
  writing: readonly FreeAgent[],
  atMs: number,
): boolean {
  const urgent = waiting.filter(({ callId }) => {
    const call = draft.call(callId);
    return call !== undefined && mayInterrupt(call);
  });
  const assignments = assignCalls(urgent, writing);
  for (const { callId, agentId } of assignments) offer(draft, callId, agentId, true, atMs);
  if (assignments.length > 0) return true;
  for (const { callId, agentId } of assignCalls(waiting, writing)) {
    draft.advanceAgent(agentId, { type: 'callKeptAway', callId, atMs });
  }
  return false;
}
