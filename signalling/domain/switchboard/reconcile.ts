// What was loaded from a store, made to fit together where something of it is missing: nobody in a call is left to an agent who does not
// know of it, no agent to a call that is not there, and no call to a wrap-up that nobody does. Pure.
import type { AgentId, CallId } from '../../protocol/index.ts';
import { agentWork, advanceAgent, type Agent } from '../agent/agent.ts';
import { advanceCall, callPhase, type Call } from '../call/call.ts';
import type { CallEvent } from '../call/callEvents.ts';
import { isWrapUpOpen } from '../call/segments.ts';

export type Loaded = { readonly calls: readonly Call[]; readonly agents: readonly Agent[] };
/** `mended`: ids of what was made to fit. */
export type Reconciled = Loaded & { readonly mended: readonly (CallId | AgentId)[] };

/** A call whose agent is missing goes back to its place in line; an agent whose call is missing is free. */
export function reconcile({ calls, agents }: Loaded, atMs: number): Reconciled {
  const callIds = new Set(calls.map((call) => call.context.facts.callId));
  const mended = new Set<CallId | AgentId>();
  const known = new Map<AgentId, Agent>();
  for (const agent of agents) {
    const { agentId } = agent.context;
    const work = agentWork(agent);
    const isLost = work.name !== 'idle' && !callIds.has(work.callId);
    if (isLost) mended.add(agentId);
    known.set(agentId, isLost ? withoutCall(agent, atMs) : agent);
  }
  const fitting = calls.map((call) => {
    const { callId } = call.context.facts;
    const isWith = (agentId: AgentId, names: readonly string[]): boolean => {
      const agent = known.get(agentId);
      const work = agent === undefined ? undefined : agentWork(agent);
      return work !== undefined && work.name !== 'idle' && work.callId === callId && names.includes(work.name);
    };
    let fits = call;
    for (const event of eventsFor(call, isWith, atMs)) fits = advanceCall(fits, event).call;
    if (fits !== call) mended.add(callId);
    return fits;
  });
  const needed = fitting.filter((call) => callPhase(call).name !== 'ended' || isWrapUpOpen(call.context));
  return { calls: needed, agents: [...known.values()], mended: [...mended] };
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
    (phase.name === 'active' && !isWith(phase.conversation.agentId, ['inCall']));
  if (phase.name === 'active' && phase.consult !== null) {
    const { offer, talk } = phase.consult;
    if (!isWith(offer.agentId, [talk === null ? 'ringing' : 'inCall']))
      events.push({ type: 'consultEnded', resumes: false, atMs });
  }
  if (isAlone) events.push({ type: 'agentRevoked', atMs });
  for (const { agentId, wrapUp } of call.context.segments) {
    if (wrapUp === 'open' && !isWith(agentId, ['wrapUp'])) events.push({ type: 'wrapUpClosed', agentId, atMs });
  }
  return events;
}

function withoutCall(agent: Agent, atMs: number): Agent {
  const work = agentWork(agent);
  if (work.name === 'ringing') return advanceAgent(agent, { type: 'offerWithdrawn', atMs }).agent;
  if (work.name === 'inCall') return advanceAgent(agent, { type: 'callTakenAway', atMs }).agent;
  if (work.name === 'wrapUp') return advanceAgent(agent, { type: 'wrapUpFinished', callId: work.callId, atMs }).agent;
  return agent;
}
