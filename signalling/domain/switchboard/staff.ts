// The agents, ordered for all that a decision looks up: who could take a call now, how many serve, who writes. Never changes: a change
// gives a new one, in O(log n). Pure.
import type { AgentId, CallId, QueueId } from '../../protocol/index.ts';
import { canTakeAnother, isOnline, isReady, isWriting, tasksOf, type Agent } from '../agent/agent.ts';
import { OrderedTree } from '../collections/orderedTree.ts';
import { TreeMap } from '../collections/treeMap.ts';
import { FreeAgents, type Bench, type FreeAgent } from '../queue/freeAgents.ts';
import { teamOfAgent, type Routing } from '../queue/routingRules.ts';
import { whileWriting, type Team } from '../queue/team.ts';

/** A reply of this agent keeps this call away. */
type Kept = { readonly callId: CallId; readonly agentId: AgentId | '' };
const NONE_KEPT = OrderedTree.empty<Kept>((a, b) => compare(a.callId, b.callId) || compare(a.agentId, b.agentId));

type Serving = { readonly team: Team; readonly count: number };

export class Staff {
  readonly #routing: Routing;
  #ready = new FreeAgents();
  #serving = TreeMap.of<string, Serving>();
  #writing = TreeMap.of<AgentId, Agent>();
  #kept = NONE_KEPT;

  private constructor(routing: Routing) {
    this.#routing = routing;
  }

  static of(agents: Iterable<Agent>, routing: Routing): Staff {
    const staff = new Staff(routing);
    for (const agent of agents) staff.#put(undefined, agent);
    return staff;
  }

  /** With an agent as they are now in place of what they were; undefined: nobody knew them. */
  with(before: Agent | undefined, after: Agent): Staff {
    const next = new Staff(this.#routing);
    next.#ready = this.#ready;
    next.#serving = this.#serving;
    next.#writing = this.#writing;
    next.#kept = this.#kept;
    next.#put(before, after);
    return next;
  }

  /** Who could take a call now, those who write among them. Stays the same value while nothing of it changes. MUST NOT be changed. */
  get ready(): FreeAgents {
    return this.#ready;
  }

  /** Each stays the same value while nothing of it changes. */
  get benchesOfWriters(): readonly Bench[] {
    return [...this.#ready.benches].filter(({ writing }) => writing);
  }

  /** Those of them who write, as if they did not. */
  get readyButWriting(): Pick<FreeAgents, 'size' | 'benches'> {
    const benches = this.benchesOfWriters;
    return {
      size: benches.reduce((sum, { agents }) => sum + agents.size, 0),
      benches: benches.map((bench) => ({ ...bench, writing: false })),
    };
  }

  /** Whose calls are held and who hear of it. */
  get writing(): ReadonlyMap<AgentId, Agent> {
    return this.#writing;
  }

  /** Agents who serve a queue: online, not away and not writing, whatever they do; and those of them who could take a call now. */
  serving(queueId: QueueId): { readonly agentsServing: number; readonly agentsFree: number } {
    const serves = ({ queues }: Team): boolean => queues?.has(queueId) ?? true;
    let [agentsServing, agentsFree] = [0, 0];
    for (const { team, count } of this.#serving.values()) if (serves(team)) agentsServing += count;
    for (const { team, writing, inHand, agents } of this.#ready.benches)
      if (!writing && inHand === 0 && serves(team)) agentsFree += agents.size;
    return { agentsServing, agentsFree };
  }

  /** Which calls are kept away by whom. Stays the same value while nothing of it changes. */
  get kept(): unknown {
    return this.#kept;
  }

  isKeptByAnother(callId: CallId, agentId: AgentId): boolean {
    for (const kept of this.#kept.inOrder({ callId, agentId: '' })) {
      if (kept.callId !== callId) return false;
      if (kept.agentId !== agentId) return true;
    }
    return false;
  }

  #put(before: Agent | undefined, after: Agent): void {
    this.#keep(before, after);
    const [was, is] = [before && this.#freeAgent(before), this.#freeAgent(after)];
    // A reply that has just begun has kept no call away yet: that is to be looked at.
    const writesMore = is?.writing === true && repliesOf(before) !== repliesOf(after);
    if (writesMore || !isSame(was, is)) {
      this.#ready = this.#ready.copy();
      if (was !== undefined) this.#ready.remove(was);
      if (is !== undefined) this.#ready.add(is);
    }
    const { agentId } = after.context;
    if (before !== undefined && isServing(before) !== isServing(after)) this.#count(agentId, isServing(after) ? 1 : -1);
    else if (before === undefined && isServing(after)) this.#count(agentId, 1);
    if (isOnline(after) && isWriting(after)) this.#writing = this.#writing.with(agentId, after);
    else if (before !== undefined && isWriting(before)) this.#writing = this.#writing.without(agentId);
  }

  #keep(before: Agent | undefined, after: Agent): void {
    const { agentId, replies } = after.context;
    const lists = (agent: Agent | undefined) => agent?.context.replies.map(({ keptAway }) => keptAway) ?? [];
    const [was, is] = [lists(before), replies.map(({ keptAway }) => keptAway)];
    if (was.length === is.length && was.every((list, index) => list === is[index])) return;
    const present = new Set(is.flat());
    for (const callId of was.flat()) {
      if (!present.has(callId)) this.#kept = this.#kept.without({ callId, agentId });
    }
    const known = new Set(was.flat());
    for (const callId of present) if (!known.has(callId)) this.#kept = this.#kept.with({ callId, agentId });
  }

  #count(agentId: AgentId, by: 1 | -1): void {
    const team = teamOfAgent(this.#routing, agentId);
    const key = `${team.queues === null ? 'all' : 'some'} ${team.key}`;
    const count = (this.#serving.get(key)?.count ?? 0) + by;
    this.#serving = count === 0 ? this.#serving.without(key) : this.#serving.with(key, { team, count });
  }

  #freeAgent(agent: Agent): FreeAgent | undefined {
    const { agentId, freeSinceMs } = agent.context;
    const team = whileWriting(teamOfAgent(this.#routing, agentId), repliesOf(agent));
    if (isReady(agent)) return { agentId, freeSinceMs, writing: isWriting(agent), team };
    const inHand = tasksOf(agent).length;
    return canTakeAnother(agent) && inHand < team.mostInHand ? { agentId, freeSinceMs, team, inHand } : undefined;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function repliesOf(agent: Agent | undefined): number {
  return agent?.context.replies.length ?? 0;
}

function isServing(agent: Agent): boolean {
  return isOnline(agent) && !isWriting(agent) && agent.value.intent === 'available';
}

/** Of one agent at two moments. */
function isSame(a: FreeAgent | undefined, b: FreeAgent | undefined): boolean {
  return (
    a?.freeSinceMs === b?.freeSinceMs &&
    a?.writing === b?.writing &&
    a?.inHand === b?.inHand &&
    (a === undefined) === (b === undefined)
  );
}
