// The wallboard as the wire says it: the live state together with what was counted today. Pure.
import type { Board, BoardAgent, BoardCall, BoardQueue, QueueId } from '../../protocol/index.ts';
import { agentIntent, agentWork, isOnline, type Agent } from '../agent/agent.ts';
import { callPhase, type Call } from '../call/call.ts';
import { agentOf } from '../call/parts.ts';
import { DEFAULT_SERVICE_LEVEL_MS, type Queue } from '../queue/queue.ts';
import { requireAgent } from '../switchboard/viewParts.ts';
import { shieldView } from '../switchboard/views.ts';
import type { Switchboard } from '../switchboard/switchboard.ts';
import { activityOf, count, emptyTally, type CountedCall, type DayTally, type Tally } from './dayTally.ts';

const MOST_AGENTS = 1000;

export function serviceLevelOf(queue: Queue | undefined): number {
  return queue?.serviceLevelMs ?? DEFAULT_SERVICE_LEVEL_MS;
}

export function boardView(state: Switchboard, day: DayTally, nowMs: number): Board {
  const conversations = [...state.calls.values()].filter((call) => callPhase(call).name === 'active');
  const agents = [...state.agents.values()];
  const occupancyNow = shareBusy(agents);
  const occupancyToday = day.occupancy(nowMs);
  const live = agents.flatMap(({ context }) => context.replies.map(({ keptAway }) => keptAway.length));
  return {
    atMs: nowMs,
    queues: [...state.queues.values()].map((queue) => queueView(state, queue, day, conversations)),
    agents: agents
      .map((agent) => agentOnBoard(state, agent))
      .sort((a, b) => Number(b.online) - Number(a.online) || a.displayName.localeCompare(b.displayName, 'en'))
      .slice(0, MOST_AGENTS),
    intervals: intervalsOf(state, day, conversations),
    ...(occupancyNow === undefined ? {} : { occupancyNow }),
    ...(occupancyToday === undefined ? {} : { occupancyToday }),
    shieldsToday: day.shields + live.length,
    keptAwayToday: day.keptAway + live.reduce((sum, kept) => sum + kept, 0),
  };
}

function queueView(state: Switchboard, queue: Queue, day: DayTally, conversations: readonly Call[]): BoardQueue {
  const arrivals = [...state.line.callsOf(queue.id)].map(
    (callId) => state.calls.get(callId)?.context.facts.startedAtMs ?? 0,
  );
  const active = conversations.filter(({ context }) => context.facts.queueId === queue.id);
  const tally = day.ofQueue(queue.id);
  for (const call of active) addLive(tally, call, day, serviceLevelOf(queue));
  tally.arrived += arrivals.filter((atMs) => atMs >= day.startMs).length;
  return {
    queueId: queue.id,
    name: queue.name,
    waiting: arrivals.length,
    ...(arrivals.length === 0 ? {} : { longestSinceMs: Math.min(...arrivals) }),
    active: active.length,
    serviceLevelMs: serviceLevelOf(queue),
    ...tally,
  };
}

/** Conversations that go on have been answered, though they are not on record yet. */
function addLive(tally: Tally, call: Call, day: DayTally, serviceLevelMs: number): void {
  const counted = countedLive(call);
  if (counted.startedAtMs >= day.startMs) count(tally, counted, serviceLevelMs);
}

function countedLive({ context: { facts, segments } }: Call): CountedCall {
  const { queueId, startedAtMs } = facts;
  return { queueId, startedAtMs, answeredAtMs: segments[0]?.joinedMs ?? null, abandoned: false };
}

function intervalsOf(state: Switchboard, day: DayTally, conversations: readonly Call[]): Board['intervals'] {
  const intervals = new Map(day.intervals());
  const levelOf = (queueId: QueueId): number => serviceLevelOf(state.queues.get(queueId));
  for (const call of conversations) {
    const { startedAtMs, queueId } = call.context.facts;
    if (startedAtMs < day.startMs) continue;
    const startMs = day.intervalOf(startedAtMs);
    const tally = intervals.get(startMs) ?? emptyTally();
    count(tally, countedLive(call), levelOf(queueId));
    intervals.set(startMs, tally);
  }
  return [...intervals].sort(([a], [b]) => a - b).map(([startMs, tally]) => ({ startMs, ...tally }));
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
  const { callId } = context.facts;
  return { call: { callId, supervisedBy, ...(outdated === undefined ? {} : { outdated }) } };
}

function shareBusy(agents: readonly Agent[]): number | undefined {
  const activities = agents.map(activityOf);
  const busy = activities.filter((activity) => activity === 'busy').length;
  const counted = busy + activities.filter((activity) => activity === 'ready').length;
  return counted === 0 ? undefined : busy / counted;
}
