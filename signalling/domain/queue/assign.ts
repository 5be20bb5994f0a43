// Who is offered which call now, and who waits in which place. Pure; knows no machine.
import type { AgentId, CallId, QueueId } from '../../protocol/index.ts';
import { compareFree, FreeAgents, type Bench, type FreeAgent } from './freeAgents.ts';
import { compareCalls, WaitingLine, type QueuedCall } from './waitingLine.ts';

export type { FreeAgent } from './freeAgents.ts';
export type { QueuedCall } from './waitingLine.ts';

export type Assignment = {
  readonly callId: CallId;
  readonly agentId: AgentId;
  readonly call: QueuedCall;
  readonly agent: FreeAgent;
  /** The agent is writing. */
  readonly interrupts: boolean;
};

/**
 * Lowest rank first, each to the best agent who may have it: nobody who writes while another is free, nobody in a call
 * while somebody is in none or in fewer, for a priority customer those marked for priority first, then the one longest free. A call that no free agent may have is passed
 * over, not waited for. Nobody gets two calls and no call two agents. Changes neither line nor agents.
 *
 * Looks at the heads only: O(lanes × benches + log n) for each assignment. Lanes and benches are as many as there are
 * kinds of calls and teams of agents, however many wait or are free.
 */
export function assign(
  line: Pick<WaitingLine, 'lanes'>,
  agents: Pick<FreeAgents, 'size' | 'benches'>,
  nowMs: number,
): readonly Assignment[] {
  if (agents.size === 0) return [];
  const lanes = [...line.lanes].map((lane) => cursorOf(lane.inOrder()));
  const benches = [...agents.benches].map((bench) => ({ ...bench, cursor: cursorOf(bench.agents.inOrder()) }));
  const taken = new Set<AgentId>();
  const assignments: Assignment[] = [];
  while (taken.size < agents.size) {
    const lane = lowest(lanes);
    const call = lane?.head;
    if (lane === undefined || call === undefined) break;
    const agent = bestFor(call, benches, taken, nowMs);
    if (agent === undefined) {
      // What the first of a lane cannot have, the others cannot either.
      lanes.splice(lanes.indexOf(lane), 1);
      continue;
    }
    taken.add(agent.agentId);
    lane.advance();
    const interrupts = agent.writing ?? false;
    assignments.push({ callId: call.callId, agentId: agent.agentId, call, agent, interrupts });
  }
  return assignments;
}

/** The same for lists, in whatever order they come. */
export function assignCalls(
  calls: readonly QueuedCall[],
  agents: readonly FreeAgent[],
  nowMs = 0,
): readonly Assignment[] {
  const line = new WaitingLine();
  for (const call of calls) if (call.assignable) line.add(call);
  const free = new FreeAgents();
  for (const agent of agents) free.add(agent);
  return assign(line, free, nowMs);
}

type Cursor<T> = { head: T | undefined; advance(): void };
type ReadBench = Bench & { readonly cursor: Cursor<FreeAgent> };

function cursorOf<T>(ordered: Generator<T, undefined>): Cursor<T> {
  const cursor = {
    head: ordered.next().value,
    advance() {
      cursor.head = ordered.next().value;
    },
  };
  return cursor;
}

function lowest(lanes: readonly Cursor<QueuedCall>[]): Cursor<QueuedCall> | undefined {
  let best: Cursor<QueuedCall> | undefined;
  for (const lane of lanes) {
    if (lane.head === undefined) continue;
    if (best?.head === undefined || compareCalls(lane.head, best.head) < 0) best = lane;
  }
  return best;
}

function bestFor(
  call: QueuedCall,
  benches: readonly ReadBench[],
  taken: ReadonlySet<AgentId>,
  nowMs: number,
): FreeAgent | undefined {
  let best: FreeAgent | undefined;
  for (const bench of benches) {
    if (!mayTake(bench, call, nowMs)) continue;
    const agent = firstOf(bench, call, taken);
    if (agent !== undefined && (best === undefined || compareFor(call, agent, best) < 0)) best = agent;
  }
  return best;
}

/** Whether the agents of a bench may have the call at all, who declined it aside. */
export function mayTake({ team, writing, inHand }: Omit<Bench, 'agents'>, call: QueuedCall, nowMs: number): boolean {
  const { queueId, media, overflow, interruptsAtMs } = call;
  if (inHand >= (media === undefined ? 1 : team.capacity[media])) return false;
  if (writing) {
    const mayInterrupt = interruptsAtMs !== undefined && nowMs >= interruptsAtMs;
    if (!mayInterrupt && !(media !== undefined && team.interruptibleBy.has(media))) return false;
  }
  if (team.queues?.has(queueId) ?? true) return true;
  return overflow !== undefined && nowMs >= overflow.atMs && (team.queues?.has(overflow.to) ?? true);
}

/** The one longest free who has not been taken and has not declined the call. */
function firstOf(
  { cursor, agents }: ReadBench,
  { declinedBy }: QueuedCall,
  taken: ReadonlySet<AgentId>,
): FreeAgent | undefined {
  while (cursor.head !== undefined && taken.has(cursor.head.agentId)) cursor.advance();
  if (cursor.head === undefined || !declinedBy.includes(cursor.head.agentId)) return cursor.head;
  for (const agent of agents.inOrder()) {
    if (!taken.has(agent.agentId) && !declinedBy.includes(agent.agentId)) return agent;
  }
  return undefined;
}

function compareFor({ priority = false }: QueuedCall, a: FreeAgent, b: FreeAgent): number {
  return (
    Number(a.writing ?? false) - Number(b.writing ?? false) ||
    (a.inHand ?? 0) - (b.inHand ?? 0) ||
    (priority ? Number(b.team?.servesPriority ?? false) - Number(a.team?.servesPriority ?? false) : 0) ||
    compareFree(a, b)
  );
}

/** Places counted from 1, each queue by itself. */
export function positions(calls: readonly QueuedCall[]): ReadonlyMap<CallId, number> {
  const lengths = new Map<QueueId, number>();
  const places = new Map<CallId, number>();
  for (const { callId, queueId } of [...calls].sort(compareCalls)) {
    const place = (lengths.get(queueId) ?? 0) + 1;
    lengths.set(queueId, place);
    places.set(callId, place);
  }
  return places;
}
