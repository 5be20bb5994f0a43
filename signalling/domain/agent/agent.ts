// An agent as plain data, and the only way to change it. Knows its machine; knows no calls, connections or clock.
import type { CallId, Intent, OfferId } from '../../protocol/index.ts';
import { timedEffects, type Timed } from '../machine/effects.ts';
import { begin, step } from '../machine/step.ts';
import type { AgentContext, AgentEvent, AgentFacts, AgentTimer, AgentTimerKind, Task } from './agentEvents.ts';
import { agentMachine } from './agentMachine.ts';
import { afterEvent, besideOf, findTask, nextTask, withoutTask, withTask } from './tasks.ts';

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

export type AgentTimerEffect = Timed<AgentTimer>;
export type AgentStep = {
  readonly agent: Agent;
  readonly effects: readonly AgentTimerEffect[];
  readonly accepted: boolean;
};

/** Events of a call reach it where it is: at hand, or beside. */
export function advanceAgent(agent: Agent, event: AgentEvent): AgentStep {
  const { context } = agent;
  if (event.type === 'consultChanged') {
    const { callId, isConsulting } = event;
    if (context.callId !== callId) return { agent, effects: [], accepted: false };
    return { agent: { ...agent, context: { ...context, isConsulting } }, effects: [], accepted: true };
  }
  if (event.type === 'offerReceived') {
    return agentWork(agent).name === 'idle' ? advanceFront(agent, event) : ringBeside(agent, event);
  }
  if (!isOfCall(event)) return advanceFront(agent, event);
  const task = findTask(context, event.callId);
  if (task === undefined) {
    // Of a call that this agent does not have.
    if (context.callId !== event.callId || event.type === 'taskChosen') return { agent, effects: [], accepted: false };
    return advanceFront(agent, event);
  }
  const comes =
    (event.type === 'callAnswered' && task.state === 'ringing') ||
    (event.type === 'taskChosen' && task.state !== 'ringing');
  if (comes) return turnTo(agent, task, event.atMs);
  const changed = afterEvent(context, task, event);
  return changed === undefined
    ? { agent, effects: [], accepted: false }
    : { agent: { ...agent, context: changed }, effects: [], accepted: true };
}

type OfCall = Extract<AgentEvent, { callId: CallId }>;

function isOfCall(event: AgentEvent): event is Exclude<OfCall, { type: 'callKeptAway' | 'wrapUpExtended' }> {
  return 'callId' in event && event.type !== 'callKeptAway' && event.type !== 'wrapUpExtended';
}

/** Of the call at hand. When it is done, the next in hand takes its place. */
function advanceFront(agent: Agent, event: AgentEvent): AgentStep {
  const front = advanceMachine(agent, event);
  const next = front.agent.value.work === 'idle' ? nextTask(front.agent.context) : undefined;
  return next === undefined ? front : chained(front, bring(front.agent, next, event.atMs));
}

function ringBeside(
  agent: Agent,
  { callId, offerId, atMs }: Extract<AgentEvent, { type: 'offerReceived' }>,
): AgentStep {
  if (!canTakeAnother(agent)) return { agent, effects: [], accepted: false };
  const task = { callId, state: 'ringing', sinceMs: atMs, offerId, wrapUpLimitMs: null } as const;
  return { agent: { ...agent, context: withTask(agent.context, task) }, effects: [], accepted: true };
}

/** What was at hand stays in hand: its customer on hold, or its wrap-up for later. */
function turnTo(agent: Agent, task: Task, atMs: number): AgentStep {
  const work = agentWork(agent);
  if (work.name !== 'inCall' && work.name !== 'wrapUp') return { agent, effects: [], accepted: false };
  const state = work.name === 'inCall' ? 'held' : 'wrapUp';
  const aside = advanceMachine(agent, { type: 'taskSetAside', atMs });
  const left = { callId: work.callId, state, sinceMs: atMs, offerId: null } as const;
  const context = withTask(aside.agent.context, { ...left, ...limitOf(agent.context, atMs) });
  // Who is answered or taken back is talked with.
  const comes = task.state === 'ringing' ? ({ ...task, state: 'held', offerId: null } as const) : task;
  return chained(aside, bring({ ...aside.agent, context }, comes, atMs));
}

/** The time of a wrap-up stands still while it is set aside. */
function limitOf({ wrapUpLimit }: AgentContext, atMs: number): Pick<Task, 'wrapUpLimitMs' | 'wrapUpLeft'> {
  if (wrapUpLimit === null) return { wrapUpLimitMs: null };
  const { limitMs, dueAtMs, extended } = wrapUpLimit;
  const leftMs = Math.min(limitMs, Math.max(0, dueAtMs - atMs));
  return { wrapUpLimitMs: limitMs, wrapUpLeft: { leftMs, extended } };
}

function bring(agent: Agent, task: Task, atMs: number): AgentStep {
  const context = withoutTask(agent.context, task.callId);
  return advanceMachine({ ...agent, context }, { type: 'taskBrought', task, atMs });
}

function chained(first: AgentStep, second: AgentStep): AgentStep {
  return { ...second, effects: [...first.effects, ...second.effects] };
}

function advanceMachine(agent: Agent, event: AgentEvent): AgentStep {
  const { snapshot, actions, accepted } = step(agentMachine, agent.value, agent.context, event);
  if (!accepted) return { agent, effects: [], accepted };
  const { agentId } = agent.context;
  const timerOf = (kind: AgentTimerKind, attempt: number): AgentTimer => ({ subject: 'agent', kind, agentId, attempt });
  const effects = timedEffects(actions, timerOf);
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

/** All that is in hand: what the agent is at first, then what stands beside it. `inCall`: at hand, on hold or not. */
export function tasksOf(agent: Agent): readonly (Pick<Task, 'callId' | 'offerId'> & { readonly state: TaskState })[] {
  const work = agentWork(agent);
  if (work.name === 'idle') return [];
  const { callId, name: state } = work;
  return [{ callId, state, offerId: agent.context.offerId }, ...besideOf(agent.context)];
}
export type TaskState = Task['state'] | 'inCall';

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

/** In a call, and another may ring beside it as far as it is for the agent to say; how many may be in hand the settings say. */
export function canTakeAnother(agent: Agent): boolean {
  const { takesSeveral = false, isConsulting = false, pendingIntent } = agent.context;
  return (
    takesSeveral &&
    isOnline(agent) &&
    !isWriting(agent) &&
    !isConsulting &&
    agent.value.work === 'inCall' &&
    agent.value.intent === 'available' &&
    pendingIntent?.name !== 'away' &&
    besideOf(agent.context).every(({ state }) => state !== 'ringing')
  );
}
