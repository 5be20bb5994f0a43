// The wallboard as the wire says it: the live state together with what was counted today. Pure.
import type { Board, BoardAgent, BoardCall, BoardQueue, QueueId } from '../../protocol/index.ts';
import { agentIntent, agentWork, isOnline, type Agent } from '../agent/agent.ts';
import { callPhase, type Call } from '../call/call.ts';
import { agentOf } from '../call/parts.ts';
import { DEFAULT_SERVICE_LEVEL_MS, type Queue } from '../queue/queue.ts';
import { requireAgent } from '../switchboard/viewParts.ts';
import { shieldView } from '../switchboard/views.ts';
import type { Switchboard } from '../switchboard/switchboard.ts';
import { activityOf, type DayTally, type Tally } from './dayTally.ts';
import { queueVisits, type QueueVisit } from './queueVisits.ts';

const MOST_AGENTS = 1000;

export function serviceLevelOf(queue: Queue | undefined): number {
  return queue?.serviceLevelMs ?? DEFAULT_SERVICE_LEVEL_MS;
}

export function boardView(state: Switchboard, day: DayTally, nowMs: number): Board {
  const live = [...state.calls.values()].filter((call) => callPhase(call).name !== 'ended');
  const agents = [...state.agents.values()];
  const occupancyNow = shareBusy(agents);
  const occupancyToday = day.occupancy(nowMs);
  const keptAway = agents.flatMap(({ context }) => context.replies.map((reply) => reply.keptAway.length));
  const levelOf = (queueId: QueueId): number => serviceLevelOf(state.queues.get(queueId));
  // What has come, or was answered, is counted before it is over and on record.
  const counted = day.with(live.flatMap(visitsSoFar), levelOf);
  const active = activeIn(live);
  return {
    atMs: nowMs,
    queues: [...state.queues.values()].map((queue) => ({
      ...queueView(state, queue),
      active: active.get(queue.id) ?? 0,
      ...counted.ofQueue(queue.id),
    })),
    agents: agents
      .map((agent) => agentOnBoard(state, agent))
      .sort((a, b) => Number(b.online) - Number(a.online) || a.displayName.localeCompare(b.displayName, 'en'))
      .slice(0, MOST_AGENTS),
    intervals: [...counted.intervals()].map(([startMs, tally]) => ({ startMs, ...tally })),
    ...(occupancyNow === undefined ? {} : { occupancyNow }),
    ...(occupancyToday === undefined ? {} : { occupancyToday }),
    shieldsToday: day.shields + keptAway.length,
    keptAwayToday: day.keptAway + keptAway.reduce((sum, kept) => sum + kept, 0),
  };
}

function queueView(state: Switchboard, queue: Queue): Omit<BoardQueue, 'active' | keyof Tally> {
  const arrivals = [...state.line.callsOf(queue.id)].map(
    (callId) => state.calls.get(callId)?.context.facts.startedAtMs ?? 0,
  );
  return {
    queueId: queue.id,
    name: queue.name,
    waiting: arrivals.length,
    ...(arrivals.length === 0 ? {} : { longestSinceMs: Math.min(...arrivals) }),
    serviceLevelMs: serviceLevelOf(queue),
  };
}

function visitsSoFar({ context: { facts, segments } }: Call): readonly QueueVisit[] {
  const { queueId, startedAtMs } = facts;
  return queueVisits({ queueId, startedAtMs, parts: segments, ending: null });
}

function activeIn(calls: readonly Call[]): ReadonlyMap<QueueId, number> {
  const counts = new Map<QueueId, number>();
  for (const call of calls) {
    const { queueId } = call.context.facts;
    if (callPhase(call).name === 'active') counts.set(queueId, (counts.get(queueId) ?? 0) + 1);
  }
  return counts;
}

function agentOnBoard(state: Switchboard, agent: Agent): BoardAgent {
  const { agentId, displayName, role, sinceMs } = agent.context;
  return {
    agentId,
    displayName,
    role,
    online: isOnline(agent),
    intent: agentIntent(agent),
    work: agentWork(agent).name,
    sinceMs,
    ...shieldView(state, agent),
    ...callOnBoard(state, agent),
  };
}

/** Only of who has the call: whoever supervises follows them. */
function callOnBoard(state: Switchboard, agent: Agent): { readonly call?: BoardCall } {
  const work = agentWork(agent);
  const call = work.name === 'inCall' ? state.calls.get(work.callId) : undefined;
  if (call === undefined || callPhase(call).name !== 'active') return {};
  const { context } = call;
  if (agentOf(context) !== agent.context.agentId) return {};
  const supervisedBy = context.participants.flatMap(({ who, supervising }) =>
    who.kind === 'agent' && supervising !== null
      ? [
          {
            agentId: who.agentId,
            displayName: requireAgent(state, who.agentId).context.displayName,
            mode: supervising.mode,
          },
        ]
      : [],
  );
  const outdated =
    context.customerTakesRooms !== true ? 'customer' : agent.context.takesRooms === true ? undefined : 'agent';
  const { callId, untoldListening } = context.facts;
  const shows = untoldListening === true && context.roomFromStart === undefined ? { listeningShows: true } : {};
  return { call: { callId, supervisedBy, ...(outdated === undefined ? {} : { outdated }), ...shows } };
}

function shareBusy(agents: readonly Agent[]): number | undefined {
  const activities = agents.map(activityOf);
  const busy = activities.filter((activity) => activity === 'busy').length;
  const counted = busy + activities.filter((activity) => activity === 'ready').length;
  return counted === 0 ? undefined : busy / counted;
}
