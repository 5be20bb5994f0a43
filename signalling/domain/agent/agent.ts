// An agent as plain data, and the only way to change it. Knows its machine; knows no calls, connections or clock.
import type { CallId, Intent, OfferId } from '../../protocol/index.ts';
import { begin, step } from '../machine/step.ts';
import type { AgentContext, AgentEvent, AgentFacts, AgentTimer, AgentTimerKind } from './agentEvents.ts';
import { agentMachine } from './agentMachine.ts';

/** The machine's state value. Saved with the context as JSON. */
export type AgentValue = ReturnType<typeof agentMachine.resolveState>['value'];
export type Agent = { readonly value: AgentValue; readonly context: AgentContext };

export type AgentWork =
  | { readonly name: 'idle' }
  | { readonly name: 'ringing'; readonly callId: CallId; readonly offerId: OfferId }
  | { readonly name: 'inCall'; readonly callId: CallId }
  | { readonly name: 'wrapUp'; readonly callId: CallId };

export function createAgent(facts: AgentFacts, atMs: number): Agent {
  const { snapshot } = begin(agentMachine, { ...facts, atMs });
  return { value: snapshot.value, context: snapshot.context };
}

/** As it was kept. Throws on a state that the machine does not have, or that lacks what belongs to it. */
export function restoreAgent(value: unknown, context: AgentContext): Agent {
  const agent = { value: agentMachine.resolveState({ value: value as AgentValue, context }).value, context };
  agentWork(agent);
  return agent;
}

export type AgentTimerEffect =
  | { readonly type: 'startTimer'; readonly timer: AgentTimer; readonly delayMs: number }
  | { readonly type: 'stopTimer'; readonly timer: AgentTimer };
export type AgentStep = {
  readonly agent: Agent;
  readonly effects: readonly AgentTimerEffect[];
  readonly accepted: boolean;
};

export function advanceAgent(agent: Agent, event: AgentEvent): AgentStep {
  const { snapshot, actions, accepted } = step(agentMachine, agent.value, agent.context, event);
  if (!accepted) return { agent, effects: [], accepted };
  const { agentId } = agent.context;
  const effects = actions.map(({ type, params }): AgentTimerEffect => {
    const { kind, attempt, delayMs } = params as { kind: AgentTimerKind; attempt: number; delayMs: number };
    const timer = { subject: 'agent', kind, agentId, attempt } as const;
    return type === 'startTimer' ? { type, timer, delayMs } : { type: 'stopTimer', timer };
  });
  return { agent: { value: snapshot.value, context: snapshot.context }, effects, accepted };
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

/** Online, available and without any work; calls may still be held because of a reply. */
export function isReady(agent: Agent): boolean {
  return isOnline(agent) && agent.value.intent === 'available' && agent.value.work === 'idle';
}

/** A reply is being written: calls are held. */
export function isWriting(agent: Agent): boolean {
  return agent.value.shield === 'on';
}

/** May be offered any call now. */
export function isFree(agent: Agent): boolean {
  return isReady(agent) && !isWriting(agent);
}
