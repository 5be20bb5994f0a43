// The one door of the domain: state and an event in, a decision out. Pure.
import { isFree } from '../agent/agent.ts';
import { assignCalls, type FreeAgent } from '../queue/assign.ts';
import {
  agentConnected,
  agentDropped,
  agentSignedOut,
  intentChosen,
  offerAnswered,
  offerDeclined,
  wrapUpFinished,
} from './agentEvents.ts';
import { generationLost, holdChosen, hungUp, mediaConnected } from './conversationEvents.ts';
import { customerCalled, customerDropped, customerLeftLine, customerReturned } from './customerEvents.ts';
import { Draft } from './draft.ts';
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

/** Until nobody who may be offered a call is free, or no call may be offered. Each round takes at least one agent. */
function offerWaitingCalls(draft: Draft, atMs: number): void {
  for (;;) {
    const waiting = callsInLine(draft.state).filter(({ assignable }) => assignable);
    if (waiting.length === 0) return;
    const free: FreeAgent[] = [];
    for (const agent of draft.state.agents.values()) if (isFree(agent)) free.push(agent.context);
    const assignments = assignCalls(waiting, free);
    if (assignments.length === 0) return;
    for (const { callId, agentId } of assignments) draft.advanceCall(callId, { type: 'offered', agentId, atMs });
  }
}
