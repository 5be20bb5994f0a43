// Who is offered which call now, and who waits in which place. Pure; knows no machine.
import type { AgentId, CallId, QueueId } from '../../protocol/index.ts';

/** A call in line. One that rings keeps its place but is not to be assigned. */
export type QueuedCall = {
  readonly callId: CallId;
  readonly queueId: QueueId;
  readonly arrival: number;
  readonly declinedBy: readonly AgentId[];
  /** Waits and its customer is here. */
  readonly assignable: boolean;
};
export type FreeAgent = { readonly agentId: AgentId; readonly freeSinceMs: number };
export type Assignment = { readonly callId: CallId; readonly agentId: AgentId };

/**
 * Oldest call first, to the agent longest free. A call that no free agent may have is passed over, not waited for.
 * Nobody gets two calls and no call two agents.
 */
export function assignCalls(calls: readonly QueuedCall[], agents: readonly FreeAgent[]): readonly Assignment[] {
  const free = new Set(agents);
  const assignments: Assignment[] = [];
  for (const call of inOrder(calls.filter(({ assignable }) => assignable))) {
    const agent = longestFree(free, call);
    if (agent === undefined) continue;
    free.delete(agent);
    assignments.push({ callId: call.callId, agentId: agent.agentId });
    if (free.size === 0) break;
  }
  return assignments;
}

/** One pass: of thousands who are free only a few get a call at a time, so that sorting them all would be waste. */
function longestFree(agents: Iterable<FreeAgent>, { declinedBy }: QueuedCall): FreeAgent | undefined {
  let best: FreeAgent | undefined;
  for (const agent of agents) {
    if (declinedBy.includes(agent.agentId)) continue;
    if (best === undefined || compareFree(agent, best) < 0) best = agent;
  }
  return best;
}

function compareFree(a: FreeAgent, b: FreeAgent): number {
  return a.freeSinceMs - b.freeSinceMs || compareText(a.agentId, b.agentId);
}

/** Places counted from 1, each queue by itself. */
export function positions(calls: readonly QueuedCall[]): ReadonlyMap<CallId, number> {
  const lengths = new Map<QueueId, number>();
  const places = new Map<CallId, number>();
  for (const { callId, queueId } of inOrder(calls)) {
    const place = (lengths.get(queueId) ?? 0) + 1;
    lengths.set(queueId, place);
    places.set(callId, place);
  }
  return places;
}

function inOrder(calls: readonly QueuedCall[]): readonly QueuedCall[] {
  return [...calls].sort((a, b) => a.arrival - b.arrival);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
