// An agent as plain data, and the only way to change it. Knows its machine; knows no calls, connections or clock.
import { initialTransition } from 'xstate';
import type { CallId, Intent, OfferId } from '../../protocol/index.ts';
import { step } from '../machine/step.ts';
import { agentMachine, type AgentContext, type AgentEvent, type AgentFacts } from './agentMachine.ts';

/** The machine's state value. Saved with the context as JSON. */
export type AgentValue = ReturnType<typeof agentMachine.resolveState>['value'];
export type Agent = { readonly value: AgentValue; readonly context: AgentContext };

export type AgentWork =
  | { readonly name: 'idle' }
  | { readonly name: 'ringing'; readonly callId: CallId; readonly offerId: OfferId }
  | { readonly name: 'inCall'; readonly callId: CallId }
  | { readonly name: 'wrapUp'; readonly callId: CallId };

export function createAgent(facts: AgentFacts, atMs: number): Agent {
  const [snapshot] = initialTransition(agentMachine, { ...facts, atMs });
  return { value: snapshot.value, context: snapshot.context };
}

export function advanceAgent(agent: Agent, event: AgentEvent): { readonly agent: Agent; readonly accepted: boolean } {
  const { snapshot, accepted } = step(agentMachine, agent.value, agent.context, event);
  return { agent: accepted ? { value: snapshot.value, context: snapshot.context } : agent, accepted };
}

export function agentIntent(agent: Agent): Intent {
  return agent.value.intent === 'available'
    ? { name: 'available' }
    : { name: 'away', reason: agent.context.awayReason };
}

export function agentWork(agent: Agent): AgentWork {
  const { callId, offerId } = agent.context;
  const name = agent.value.work;
  if (name === 'idle') return { name };
  if (callId === null) throw new Error('a busy agent has a call');
  if (name !== 'ringing') return { name, callId };
  if (offerId === null) throw new Error('a ringing agent has an offer');
  return { name, callId, offerId };
}

export function isOnline(agent: Agent): boolean {
  return agent.value.connection === 'online';
}

/** May be offered a call now: online, available and without any work. */
export function isFree(agent: Agent): boolean {
  return isOnline(agent) && agent.value.intent === 'available' && agent.value.work === 'idle';
}
