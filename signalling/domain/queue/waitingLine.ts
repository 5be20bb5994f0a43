// The calls that wait, ordered by rank in lanes of calls that the same agents may take. Knows no agents.
import type { AgentId, CallId, CallMedia, QueueId } from '../../protocol/index.ts';
import { OrderedTree } from '../collections/orderedTree.ts';
import { TreeMap } from '../collections/treeMap.ts';

/** A call in line. One that rings keeps its place but is not to be assigned. */
export type QueuedCall = {
  readonly callId: CallId;
  readonly queueId: QueueId;
  /** Its number in the order of arrival: the lower goes first among equal ranks. */
  readonly arrival: number;
  /** The lowest is served first; absent: as 0. See rank.ts. */
  readonly rankMs?: number;
  readonly declinedBy: readonly AgentId[];
  /** Waits and its customer is here. */
  readonly assignable: boolean;
  /** Of a priority customer. */
  readonly priority?: boolean;
  /** Absent: any agent's channels will do. */
  readonly media?: CallMedia;
  /** From then on it may ring at an agent who is writing; absent: never. */
  readonly interruptsAtMs?: number;
  /** From then on who serves that queue may have it, too. */
  readonly overflow?: { readonly to: QueueId; readonly atMs: number };
};

/**
 * Calls of one lane differ in rank only: who may take one may take each, and what time allows to one it allowed to
 * those before. So where the first of a lane cannot be served, none of the lane can.
 */
export type Lane = OrderedTree<QueuedCall>;

export function compareCalls(a: QueuedCall, b: QueuedCall): number {
  return (a.rankMs ?? 0) - (b.rankMs ?? 0) || a.arrival - b.arrival;
}

const NO_CALLS: Lane = OrderedTree.empty(compareCalls);

export class WaitingLine {
  #lanes: TreeMap<string, Lane> = TreeMap.of();
  #size = 0;

  /** One that goes its own way from here on. O(1). */
  copy(): WaitingLine {
    const copy = new WaitingLine();
    copy.#lanes = this.#lanes;
    copy.#size = this.#size;
    return copy;
  }

  get size(): number {
    return this.#size;
  }

  get lanes(): Iterable<Lane> {
    return this.#lanes.values();
  }

  /** Only calls that are assignable are to be added. O(log n). */
  add(call: QueuedCall): void {
    this.#replace(laneKey(call), (lane) => lane.with(call));
  }

  /** O(log n). */
  remove(call: QueuedCall): void {
    this.#replace(laneKey(call), (lane) => lane.without(call));
  }

  #replace(key: string, change: (lane: Lane) => Lane): void {
    const before = this.#lanes.get(key) ?? NO_CALLS;
    const lane = change(before);
    this.#size += lane.size - before.size;
    this.#lanes = lane.size === 0 ? this.#lanes.without(key) : this.#lanes.with(key, lane);
  }
}

/** A call that somebody declined is particular, and has a lane of its own. */
function laneKey({
  callId,
  queueId,
  rankMs = 0,
  declinedBy,
  priority = false,
  media,
  interruptsAtMs,
  overflow,
}: QueuedCall): string {
  if (declinedBy.length > 0) return `declined ${callId}`;
  const parts = [queueId, priority, media ?? 'any', interruptsAtMs === undefined ? 'never' : interruptsAtMs - rankMs];
  if (overflow !== undefined) parts.push(overflow.to, overflow.atMs - rankMs);
  return parts.join(' ');
}
