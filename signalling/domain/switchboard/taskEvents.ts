// An agent with more than one call in hand: they turn from one to the other, and what rings beside one is taken back. Pure.
import type { AgentId, CallId } from '../../protocol/index.ts';
import { agentWork, tasksOf } from '../agent/agent.ts';
import { callPhase } from '../call/call.ts';
import type { DecisionBuilder } from './decisionBuilder.ts';
import type { EventOf, Refusal } from './switchboard.ts';

/** The agent turns to another call in hand: its customer is taken off hold, the one talked with until now is put on hold. */
export function taskChosen(builder: DecisionBuilder, { agentId, callId, atMs }: EventOf<'taskChosen'>): Refusal {
  const agent = builder.agent(agentId);
  if (agent === undefined) return 'notPossibleNow';
  const work = agentWork(agent);
  // The second click: they are at it.
  if ((work.name === 'inCall' || work.name === 'wrapUp') && work.callId === callId) return null;
  if (agent.context.isConsulting === true) return 'notPossibleNow';
  if (!builder.advanceAgent(agentId, { type: 'taskChosen', callId, atMs })) return 'notPossibleNow';
  if (work.name === 'inCall') holdUnlessHeld(builder, work.callId, true, atMs);
  holdUnlessHeld(builder, callId, false, atMs);
  return null;
}

export function holdUnlessHeld(builder: DecisionBuilder, callId: CallId, held: boolean, atMs: number): void {
  const call = builder.call(callId);
  const phase = call === undefined ? undefined : callPhase(call);
  if (phase?.name !== 'active' || phase.held === held) return;
  builder.advanceCall(callId, { type: held ? 'held' : 'resumed', atMs });
}

/** What rings at an agent beside the call that they are in rings at others from now on. */
export function takeBackBeside(builder: DecisionBuilder, agentId: AgentId, atMs: number): void {
  const agent = builder.agent(agentId);
  if (agent === undefined || agentWork(agent).name === 'ringing') return;
  for (const { callId, offerId } of tasksOf(agent))
    if (offerId !== null) builder.advanceCall(callId, { type: 'offerTakenBack', offerId, atMs });
}
