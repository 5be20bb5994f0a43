// What was loaded from a store, made to fit together where something of it is missing: nobody in a call is left to an agent who does not
// know of it, no agent to a call that is not there, and no call to a wrap-up that nobody does. Pure.
import type { AgentId, CallId } from '../../protocol/index.ts';
import { advanceAgent, tasksOf, type Agent, type TaskState } from '../agent/agent.ts';
import { advanceCall, callPhase, type Call } from '../call/call.ts';
import type { CallEvent } from '../call/callEvents.ts';
import { isWrapUpOpen, wrappedUpBy } from '../call/segments.ts';
import { besideAgents, consultingIn } from './callSteps.ts';

export type Loaded = { readonly calls: readonly Call[]; readonly agents: readonly Agent[] };
/** `mended`: ids of what was made to fit. */
export type Reconciled = Loaded & { readonly mended: readonly (CallId | AgentId)[] };

/** A call whose agent is missing goes back to its place in line; an agent whose call is missing, or has nothing to do with them, is free. */
export function reconcile({ calls, agents }: Loaded, atMs: number): Reconciled {
  const mended = new Set<CallId | AgentId>();
  const known = new Map(agents.map((agent) => [agent.context.agentId, agent]));
  const fitting = calls.map((call) => {
    const { callId } = call.context.facts;
    const isWith = (agentId: AgentId, names: readonly string[]): boolean => {
      const agent = known.get(agentId);
      return agent !== undefined && tasksOf(agent).some((task) => task.callId === callId && names.includes(task.state));
    };
    let fits = call;
    for (const event of eventsFor(call, isWith, atMs)) fits = advanceCall(fits, event).call;
    if (fits !== call) mended.add(callId);
    return fits;
  });
  const needed = fitting.filter((call) => callPhase(call).name !== 'ended' || isWrapUpOpen(call.context));
  const neededById = new Map(needed.map((call) => [call.context.facts.callId, call]));
  const fittingAgents = agents.map((agent) => {
    const fits = agentBeside(agent, neededById, atMs);
    if (fits !== agent) mended.add(agent.context.agentId);
    return fits;
  });
  return { calls: needed, agents: fittingAgents, mended: [...mended] };
}

/** Free of what their calls, mended as they are, do not know them by any more. */
function agentBeside(agent: Agent, calls: ReadonlyMap<CallId, Call>, atMs: number): Agent {
  const { agentId } = agent.context;
  const fits = tasksOf(agent).reduceRight((rest, task) => {
    const call = calls.get(task.callId);
    return call !== undefined && statesIn(call, agentId).includes(task.state) ? rest : withoutCall(rest, task, atMs);
  }, agent);
  const { callId, isConsulting = false } = fits.context;
  const call = callId === null ? undefined : calls.get(callId);
  if (!isConsulting || call === undefined || consultingIn(call).includes(agentId)) return fits;
  const { callId: present } = call.context.facts;
  return advanceAgent(fits, { type: 'consultChanged', callId: present, isConsulting: false, atMs }).agent;
}

/** What an agent may be in it, as the call says. */
function statesIn(call: Call, agentId: AgentId): readonly TaskState[] {
  const phase = callPhase(call);
  const states: TaskState[] = wrappedUpBy(call.context, agentId) === undefined ? [] : ['wrapUp'];
  if (phase.name === 'ringing' && phase.offer.agentId === agentId) states.push('ringing');
  const beside = besideAgents(call.context).find((one) => one.agentId === agentId);
  if (beside !== undefined) states.push(beside.leg.state === 'ringing' ? 'ringing' : 'inCall');
  if (phase.name !== 'active') return states;
  const { conversation, consult } = phase;
  if (conversation.agentId === agentId) states.push('inCall', 'held');
  else if (consult?.offer.agentId === agentId) states.push(consult.talk === null ? 'ringing' : 'inCall');
  return states;
}

function eventsFor(
  call: Call,
  isWith: (agentId: AgentId, work: readonly string[]) => boolean,
  atMs: number,
): readonly CallEvent[] {
  const phase = callPhase(call);
  const events: CallEvent[] = [];
  const isAlone =
    (phase.name === 'ringing' && !isWith(phase.offer.agentId, ['ringing'])) ||
    (phase.name === 'active' && !isWith(phase.conversation.agentId, ['inCall', 'held']));
  if (phase.name === 'active' && phase.consult !== null) {
    const { offer, talk } = phase.consult;
    if (!isWith(offer.agentId, [talk === null ? 'ringing' : 'inCall']))
      events.push({ type: 'consultEnded', resumes: false, atMs });
  }
  for (const { agentId, leg } of besideAgents(call.context)) {
    const { legId, state } = leg;
    if (!isWith(agentId, [state === 'ringing' ? 'ringing' : 'inCall']))
      events.push({ type: 'legGone', legId, how: 'left', atMs });
  }
  if (isAlone) events.push({ type: 'agentRevoked', atMs });
  for (const { agentId, wrapUp } of call.context.segments) {
    if (wrapUp === 'open' && !isWith(agentId, ['wrapUp'])) events.push({ type: 'wrapUpClosed', agentId, atMs });
  }
  return events;
}

const WITHOUT = {
  ringing: 'offerWithdrawn',
  inCall: 'callTakenAway',
  held: 'callTakenAway',
  wrapUp: 'wrapUpFinished',
} as const satisfies Record<TaskState, string>;

function withoutCall(agent: Agent, { callId, state }: ReturnType<typeof tasksOf>[number], atMs: number): Agent {
  return advanceAgent(agent, { type: WITHOUT[state], callId, atMs }).agent;
}
