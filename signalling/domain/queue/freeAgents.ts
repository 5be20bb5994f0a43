// The agents who could take a call now, ordered by how long they have been free, in teams of equals. Knows no calls.
import type { AgentId } from '../../protocol/index.ts';
import { OrderedHeap } from './orderedHeap.ts';
import { EVERYBODY, type Team } from './team.ts';

export type FreeAgent = {
  readonly agentId: AgentId;
  readonly freeSinceMs: number;
  /** Writes a reply: only calls that may interrupt ring, and only where nobody else is free. */
  readonly writing?: boolean;
  /** Absent: may take every call. */
  readonly team?: Team;
};

/** Agents of one bench differ only in how long they have been free. */
export type Bench = { readonly team: Team; readonly writing: boolean; readonly agents: OrderedHeap<FreeAgent> };

export function compareFree(a: FreeAgent, b: FreeAgent): number {
  return a.freeSinceMs - b.freeSinceMs || (a.agentId < b.agentId ? -1 : a.agentId > b.agentId ? 1 : 0);
}

export class FreeAgents {
  readonly #benches = new Map<string, Bench>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get benches(): Iterable<Bench> {
    return this.#benches.values();
  }

  /** O(log n). */
  add(agent: FreeAgent): void {
    const { team = EVERYBODY, writing = false } = agent;
    const key = benchKey(team, writing);
    let bench = this.#benches.get(key);
    if (bench === undefined) {
      bench = { team, writing, agents: new OrderedHeap(compareFree) };
      this.#benches.set(key, bench);
    }
    const before = bench.agents.size;
    bench.agents.add(agent);
    this.#size += bench.agents.size - before;
  }

  /** O(log n). */
  remove(agent: FreeAgent): void {
    const key = benchKey(agent.team ?? EVERYBODY, agent.writing ?? false);
    const bench = this.#benches.get(key);
    if (bench?.agents.remove(agent) !== true) return;
    this.#size -= 1;
    if (bench.agents.size === 0) this.#benches.delete(key);
  }
}

/** Whoever may take every call has no list of queues, which is not the same as a list without any. */
function benchKey(team: Team, writing: boolean): string {
  return `${writing ? 'writing' : 'free'} ${team.queues === null ? 'all' : 'some'} ${team.key}`;
}
