// The calls that wait, ordered by rank in lanes of calls that the same agents may take. Knows no agents.
import type { AgentId, CallId, CallMedia, QueueId } from '../../protocol/index.ts';
import { OrderedHeap } from './orderedHeap.ts';

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
export type Lane = OrderedHeap<QueuedCall>;

export function compareCalls(a: QueuedCall, b: QueuedCall): number {
  return (a.rankMs ?? 0) - (b.rankMs ?? 0) || a.arrival - b.arrival;
}

export class WaitingLine {
  readonly #lanes = new Map<string, Lane>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get lanes(): Iterable<Lane> {
    return this.#lanes.values();
  }

  /** Only calls that are assignable are to be added. O(log n). */
  add(call: QueuedCall): void {
    const key = laneKey(call);
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      lane = new OrderedHeap(compareCalls);
      this.#lanes.set(key, lane);
    }
    const before = lane.size;
    lane.add(call);
    this.#size += lane.size - before;
  }

  /** O(log n). */
  remove(call: QueuedCall): void {
    const key = laneKey(call);
    const lane = this.#lanes.get(key);
    if (lane?.remove(call) !== true) return;
    this.#size -= 1;
    if (lane.size === 0) this.#lanes.delete(key);
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
