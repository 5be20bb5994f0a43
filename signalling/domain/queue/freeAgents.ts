// The agents who could take a call now, ordered by how long they have been free, in teams of equals. Knows no calls.
import type { AgentId } from '../../protocol/index.ts';
import { OrderedTree } from '../collections/orderedTree.ts';
import { TreeMap } from '../collections/treeMap.ts';
import { EVERYBODY, type Team } from './team.ts';

export type FreeAgent = {
  readonly agentId: AgentId;
  readonly freeSinceMs: number;
  /** Writes a reply: only calls that may interrupt ring, and only where nobody else is free. */
  readonly writing?: boolean;
  /** Calls in hand already: one more may ring where capacity says so. Absent: none. */
  readonly inHand?: number;
  /** Absent: may take every call. */
  readonly team?: Team;
};

/** Agents of one bench differ only in how long they have been free. */
export type Bench = {
  readonly team: Team;
  readonly writing: boolean;
  readonly inHand: number;
  readonly agents: OrderedTree<FreeAgent>;
};

export function compareFree(a: FreeAgent, b: FreeAgent): number {
  return a.freeSinceMs - b.freeSinceMs || (a.agentId < b.agentId ? -1 : a.agentId > b.agentId ? 1 : 0);
}

const NOBODY: OrderedTree<FreeAgent> = OrderedTree.empty(compareFree);

export class FreeAgents {
  #benches: TreeMap<string, Bench> = TreeMap.of();
  #size = 0;

  /** One that goes its own way from here on. O(1). */
  copy(): FreeAgents {
    const copy = new FreeAgents();
    copy.#benches = this.#benches;
    copy.#size = this.#size;
    return copy;
  }

  get size(): number {
    return this.#size;
  }

  get benches(): Iterable<Bench> {
    return this.#benches.values();
  }

  /** O(log n). */
  add(agent: FreeAgent): void {
    this.#replace(agent, (agents) => agents.with(agent));
  }

  /** O(log n). */
  remove(agent: FreeAgent): void {
    this.#replace(agent, (agents) => agents.without(agent));
  }

  #replace(
    { team = EVERYBODY, writing = false, inHand = 0 }: FreeAgent,
    change: (agents: Bench['agents']) => Bench['agents'],
  ): void {
    const key = benchKey(team, writing, inHand);
    const before = this.#benches.get(key)?.agents ?? NOBODY;
    const agents = change(before);
    this.#size += agents.size - before.size;
    this.#benches =
      agents.size === 0 ? this.#benches.without(key) : this.#benches.with(key, { team, writing, inHand, agents });
  }
}

/** Whoever may take every call has no list of queues, which is not the same as a list without any. */
function benchKey(team: Team, writing: boolean, inHand: number): string {
  return `${writing ? 'writing' : 'free'} ${inHand} ${team.queues === null ? 'all' : 'some'} ${team.key}`;
}
