// The only way into the domain: state and an event in, a decision out. Pure.
import type { AgentId, CallId } from '../../protocol/index.ts';
import { isTurnAwaited } from '../call/call.ts';
import { isNewlyKeptAway } from '../agent/replies.ts';
import { assign } from '../queue/assign.ts';
import {
  agentConnected,
  agentDropped,
  agentRevoked,
  agentSignedOut,
  intentChosen,
  offerAnswered,
  offerDeclined,
  wrapUpExtended,
  wrapUpFinished,
} from './agentEvents.ts';
import { consultChosen, consultCompleted, consultEnded, consultLinkLost, consultSwapped } from './consultEvents.ts';
import { generationLost, holdChosen, hungUp, mediaConnected } from './conversationEvents.ts';
import {
  callbackAsked,
  callbackTaken,
  customerCalled,
  customerDropped,
  customerLeftLine,
  customerReturned,
} from './customerEvents.ts';
import { DecisionBuilder } from './decisionBuilder.ts';
import { repliesDismissed, replyBegun, replyEnded, replyRenewed } from './replyEvents.ts';
import type { Decision, EventOf, Refusal, Switchboard, SwitchboardEvent, SwitchboardEventType } from './switchboard.ts';
import {
  personAdded,
  callLeft,
  consultMerged,
  callTakenOver,
  endRoomUnlessKnown,
  supervisionChosen,
  guestInvited,
  guestKnocked,
  guestAdmitted,
  guestPaused,
  personRemoved,
  guestDropped,
  guestReturned,
  guestLeft,
} from './roomEvents.ts';
import { offerReservedCalls, transferChosen } from './transferEvents.ts';
import { taskChosen } from './taskEvents.ts';
import { overflowDue, rulesChanged, serverRestarted, timerFired } from './systemEvents.ts';

const REACTIONS: { [T in SwitchboardEventType]: (builder: DecisionBuilder, event: EventOf<T>) => Refusal } = {
  customerCalled,
  customerDropped,
  customerReturned,
  customerLeftLine,
  callbackAsked,
  callbackTaken,
  hungUp,
  holdChosen,
  transferChosen,
  consultChosen,
  consultEnded,
  consultSwapped,
  consultCompleted,
  consultLinkLost,
  personAdded,
  callLeft,
  consultMerged,
  callTakenOver,
  supervisionChosen,
  guestInvited,
  guestKnocked,
  guestAdmitted,
  guestPaused,
  personRemoved,
  guestDropped,
  guestReturned,
  guestLeft,
  generationLost,
  mediaConnected,
  agentConnected,
  agentDropped,
  agentSignedOut,
  agentRevoked,
  intentChosen,
  offerAnswered,
  offerDeclined,
  taskChosen,
  wrapUpFinished,
  wrapUpExtended,
  replyBegun,
  replyRenewed,
  replyEnded,
  repliesDismissed,
  timerFired,
  overflowDue,
  rulesChanged,
  serverRestarted,
};

export function decide(state: Switchboard, event: SwitchboardEvent): Decision {
  const builder = new DecisionBuilder(state);
  const react: (builder: DecisionBuilder, event: never) => Refusal = REACTIONS[event.type];
  const refusal = react(builder, event as never);
  for (const callId of builder.changedCalls) endRoomUnlessKnown(builder, callId, event.atMs);
  offerReservedCalls(builder, event.atMs);
  if (!builder.isSettledAt(event.atMs)) offerWaitingCalls(builder, event.atMs);
  return builder.finish(refusal);
}

/** Until nobody who may be offered a call is free, or no call may be offered. Each round offers at least one call. */
function offerWaitingCalls(builder: DecisionBuilder, atMs: number): void {
  for (;;) {
    const { line, staff } = builder.state;
    // The clock may have been put back: what a call's wait allowed once, it allows.
    const nowMs = Math.max(atMs, line.lastInterruptMs);
    const assignments = assign(line.offerable, staff.ready, nowMs);
    for (const { callId, agentId, interrupts } of assignments) offer(builder, callId, agentId, interrupts, atMs);
    if (assignments.length > 0) continue;
    if (!builder.isKeptAwayKnownAt(nowMs)) noteKeptAway(builder, nowMs, atMs);
    builder.noteSettled(nowMs);
    return;
  }
}

/** Rings at the agent; for a customer who wants to be called back their own page rings first, and no agent waits for it. */
function offer(builder: DecisionBuilder, callId: CallId, agentId: AgentId, interrupts: boolean, atMs: number): void {
  const call = builder.call(callId);
  if (call !== undefined && isTurnAwaited(call)) builder.advanceCall(callId, { type: 'turnCame', atMs });
  else builder.advanceCall(callId, { type: 'offered', agentId, interrupts, atMs });
}

/** Calls that would ring at somebody, were that agent not writing. What one keeps away is not counted at another as well. */
function noteKeptAway(builder: DecisionBuilder, nowMs: number, atMs: number): void {
  const { line, staff } = builder.state;
  for (const { callId, agentId } of assign(line.offerable, staff.readyButWriting, nowMs)) {
    if (staff.isKeptByAnother(callId, agentId)) continue;
    const replies = builder.agent(agentId)?.context.replies ?? [];
    if (isNewlyKeptAway(replies, callId)) builder.advanceAgent(agentId, { type: 'callKeptAway', callId, atMs });
  }
}
