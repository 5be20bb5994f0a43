// The agents, ordered for all that a decision looks up: who could take a call now, how many serve, who writes. Never changes: a change
// gives a new one, in O(log n). Pure.
import type { AgentId, QueueId } from '../../protocol/index.ts';
import { isOnline, isReady, isWriting, type Agent } from '../agent/agent.ts';
import { TreeMap } from '../collections/treeMap.ts';
import { FreeAgents, type FreeAgent } from '../queue/freeAgents.ts';
import { teamOfAgent, type Routing } from '../queue/routingRules.ts';
import type { Team } from '../queue/team.ts';

type Serving = { readonly team: Team; readonly count: number };

export class Staff {
  readonly #routing: Routing;
  #ready = new FreeAgents();
  #serving = TreeMap.of<string, Serving>();
  #writing = TreeMap.of<AgentId, Agent>();

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
    next.#put(before, after);
    return next;
  }

  /** Who could take a call now, those who write among them. Stays the same value while nothing of it changes. MUST NOT be changed. */
  get ready(): FreeAgents {
    return this.#ready;
  }

  /** Those of them who write, as if they did not. */
  get readyButWriting(): Pick<FreeAgents, 'size' | 'benches'> {
    const benches = [...this.#ready.benches].filter(({ writing }) => writing);
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
    for (const { team, writing, agents } of this.#ready.benches)
      if (!writing && serves(team)) agentsFree += agents.size;
    return { agentsServing, agentsFree };
  }

  #put(before: Agent | undefined, after: Agent): void {
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

  #count(agentId: AgentId, by: 1 | -1): void {
    const team = teamOfAgent(this.#routing, agentId);
    const key = `${team.queues === null ? 'all' : 'some'} ${team.key}`;
    const count = (this.#serving.get(key)?.count ?? 0) + by;
    this.#serving = count === 0 ? this.#serving.without(key) : this.#serving.with(key, { team, count });
  }

  #freeAgent(agent: Agent): FreeAgent | undefined {
    if (!isReady(agent)) return undefined;
    const { agentId, freeSinceMs } = agent.context;
    return { agentId, freeSinceMs, writing: isWriting(agent), team: teamOfAgent(this.#routing, agentId) };
  }
}

function repliesOf(agent: Agent | undefined): number {
  return agent?.context.replies.length ?? 0;
}

function isServing(agent: Agent): boolean {
  return isOnline(agent) && !isWriting(agent) && agent.value.intent === 'available';
}

/** Of one agent at two moments. */
function isSame(a: FreeAgent | undefined, b: FreeAgent | undefined): boolean {
  return a?.freeSinceMs === b?.freeSinceMs && a?.writing === b?.writing && (a === undefined) === (b === undefined);
}
