// The calls in line, ordered for all that a decision looks up: by arrival, each queue by rank, those that may be offered, those kept
// for somebody, those that will overflow. Never changes: a change gives a new one, in O(log n). Pure.
import type { CallId, QueueId } from '../../protocol/index.ts';
import { callPhase, isCustomerPresent, isTurnAwaited, mayInterrupt, type Call } from '../call/call.ts';
import { OrderedTree } from '../collections/orderedTree.ts';
import { TreeMap } from '../collections/treeMap.ts';
import type { Queues } from '../queue/queue.ts';
import { rankMs } from '../queue/rank.ts';
import type { Routing } from '../queue/routingRules.ts';
import { compareCalls, WaitingLine, type QueuedCall } from '../queue/waitingLine.ts';

export type Rules = { readonly queues: Queues; readonly routing: Routing };

/** `arrivedMs`: no earlier than that of any call in line that came before. */
type InLine = { readonly call: Call; readonly arrivedMs: number; readonly queued: QueuedCall };
type Overflowing = { readonly atMs: number; readonly arrival: number };

const arrivalOf = ({ context }: Call): number => context.facts.arrival;
const NONE_ARRIVED = OrderedTree.empty<InLine>((a, b) => arrivalOf(a.call) - arrivalOf(b.call));
const NONE_QUEUED = OrderedTree.empty(compareCalls);
const NONE_RESERVED = OrderedTree.empty<Call>((a, b) => arrivalOf(a) - arrivalOf(b));
const NONE_OVERFLOWING = OrderedTree.empty<Overflowing>((a, b) => a.atMs - b.atMs || a.arrival - b.arrival);

export class CallLine {
  readonly #rules: Rules;
  #byArrival = NONE_ARRIVED;
  #byQueue = TreeMap.of<QueueId, OrderedTree<QueuedCall>>();
  #offerable = new WaitingLine();
  #reserved = NONE_RESERVED;
  #overflowing = NONE_OVERFLOWING;

  private constructor(rules: Rules) {
    this.#rules = rules;
  }

  static of(calls: Iterable<Call>, rules: Rules): CallLine {
    const line = new CallLine(rules);
    for (const call of calls) line.#put(undefined, call);
    return line;
  }

  /** With a call as it is now in place of what it was; undefined: there was none, there is none. */
  with(before: Call | undefined, after: Call | undefined): CallLine {
    if (!isInLine(before) && !isInLine(after)) return this;
    const next = new CallLine(this.#rules);
    next.#byArrival = this.#byArrival;
    next.#byQueue = this.#byQueue;
    next.#offerable = this.#offerable;
    next.#reserved = this.#reserved;
    next.#overflowing = this.#overflowing;
    next.#put(before, after);
    return next;
  }

  get size(): number {
    return this.#byArrival.size;
  }

  /** The calls that may be offered to somebody now. Stays the same value while none of them changes. MUST NOT be changed. */
  get offerable(): WaitingLine {
    return this.#offerable;
  }

  /** In order of arrival. */
  *calls(): Generator<QueuedCall> {
    for (const { queued } of this.#byArrival.inOrder()) yield queued;
  }

  /** Those kept for one agent, whose customer is here, in order of arrival. */
  get reserved(): Iterable<Call> {
    return this.#reserved.inOrder();
  }

  waitingIn(queueId: QueueId): number {
    return this.#byQueue.get(queueId)?.size ?? 0;
  }

  /** Its place among the calls of its queue, from 1; undefined: it is not in line. */
  placeOf(call: Call): number | undefined {
    const queued = this.#find(call)?.queued;
    if (queued === undefined) return undefined;
    return (this.#byQueue.get(queued.queueId)?.countBefore(queued) ?? 0) + 1;
  }

  /** Each queue that somebody waits in. */
  get queues(): Iterable<QueueId> {
    return this.#byQueue.keys();
  }

  /** Those of a queue in order of their places. */
  *callsOf(queueId: QueueId): Generator<CallId> {
    for (const { callId } of this.#byQueue.get(queueId)?.inOrder() ?? []) yield callId;
  }

  /** When the next call overflows after a moment; null: none will. */
  nextOverflowMs(nowMs: number): number | null {
    const [next] = this.#overflowing.inOrder({ atMs: nowMs, arrival: Infinity });
    return next?.atMs ?? null;
  }

  /** The latest moment from which on a call that may be offered may also interrupt. */
  get lastInterruptMs(): number {
    // What interrupts has an equal distance to its rank in all of a lane.
    return [...this.#offerable.lanes].reduce((last, lane) => Math.max(last, lane.last?.interruptsAtMs ?? 0), 0);
  }

  #find(call: Call): InLine | undefined {
    return this.#byArrival.find(probe(call));
  }

  #put(before: Call | undefined, after: Call | undefined): void {
    const was = isInLine(before) ? this.#find(before) : undefined;
    if (was !== undefined && !isInLine(after)) {
      this.#byArrival = this.#byArrival.without(was);
      this.#reorder(was, undefined);
      this.#age(was);
    } else if (isInLine(after)) {
      const beforeMs = this.#byArrival.lastBefore(probe(after))?.arrivedMs ?? 0;
      const is = this.#enter(after, beforeMs);
      this.#reorder(was, is);
      if (was === undefined) this.#age(is);
    }
  }

  #enter(call: Call, beforeMs: number): InLine {
    // The clock may have been put back between two arrivals: nobody goes before those already there for that.
    const arrivedMs = Math.max(beforeMs, call.context.facts.startedAtMs);
    const entry = { call, arrivedMs, queued: queuedCall(this.#rules, call, arrivedMs) };
    this.#byArrival = this.#byArrival.with(entry);
    return entry;
  }

  /** Those behind one that has come or gone, as far as it makes a difference to them: only where the clock was put back. */
  #age(changed: InLine): void {
    let beforeMs = this.#find(changed.call)?.arrivedMs ?? this.#byArrival.lastBefore(changed)?.arrivedMs ?? 0;
    for (const entry of this.#byArrival.inOrder(changed)) {
      if (entry === changed) continue;
      const arrivedMs = Math.max(beforeMs, entry.call.context.facts.startedAtMs);
      if (arrivedMs === entry.arrivedMs) return;
      this.#reorder(entry, this.#enter(entry.call, beforeMs));
      beforeMs = arrivedMs;
    }
  }

  #reorder(was: InLine | undefined, is: InLine | undefined): void {
    this.#reserve(was?.call, is?.call);
    if (was !== undefined && is !== undefined && isSame(was.queued, is.queued)) return;
    if (was !== undefined) this.#takeOut(was.queued);
    if (is !== undefined) this.#putIn(is.queued);
    if (was?.queued.assignable !== true && is?.queued.assignable !== true) return;
    const offerable = this.#offerable.copy();
    if (was?.queued.assignable === true) offerable.remove(was.queued);
    if (is?.queued.assignable === true) offerable.add(is.queued);
    this.#offerable = offerable;
  }

  #reserve(was: Call | undefined, is: Call | undefined): void {
    if (was !== undefined && isReserved(was)) this.#reserved = this.#reserved.without(was);
    if (is !== undefined && isReserved(is)) this.#reserved = this.#reserved.with(is);
  }

  #takeOut(queued: QueuedCall): void {
    const { queueId, overflow, arrival } = queued;
    const queue = this.#byQueue.get(queueId)?.without(queued) ?? NONE_QUEUED;
    this.#byQueue = queue.size === 0 ? this.#byQueue.without(queueId) : this.#byQueue.with(queueId, queue);
    if (overflow !== undefined) this.#overflowing = this.#overflowing.without({ atMs: overflow.atMs, arrival });
  }

  #putIn(queued: QueuedCall): void {
    const { queueId, overflow, arrival } = queued;
    this.#byQueue = this.#byQueue.with(queueId, (this.#byQueue.get(queueId) ?? NONE_QUEUED).with(queued));
    if (overflow !== undefined) this.#overflowing = this.#overflowing.with({ atMs: overflow.atMs, arrival });
  }
}

function isInLine(call: Call | undefined): call is Call {
  if (call === undefined) return false;
  const { name } = callPhase(call);
  return name === 'waiting' || name === 'promised' || name === 'ringing';
}

function isReserved(call: Call): boolean {
  return call.context.reservedFor !== null && callPhase(call).name === 'waiting' && isCustomerPresent(call);
}

/** Stands for a call where its arrival is all that counts. */
function probe(call: Call): InLine {
  return { call, arrivedMs: 0, queued: { callId: call.context.facts.callId } as QueuedCall };
}

/** As the queue sees a call that waits or rings. */
function queuedCall({ queues, routing }: Rules, call: Call, arrivedMs: number): QueuedCall {
  const { callId, queueId, arrival, media, priority = false } = call.context.facts;
  const queue = queues.get(queueId);
  // Handed on, it is new to this queue, whatever its place.
  const inQueueSinceMs = Math.max(arrivedMs, call.context.transfer?.atMs ?? 0);
  return {
    callId,
    queueId,
    arrival,
    rankMs: rankMs(arrivedMs, { tier: queue?.tier ?? 0, priority }, routing.headStarts),
    declinedBy: call.context.declinedBy,
    assignable:
      (callPhase(call).name === 'waiting' && isCustomerPresent(call) && call.context.reservedFor === null) ||
      isTurnAwaited(call),
    priority,
    media,
    ...(mayInterrupt(call) ? { interruptsAtMs: arrivedMs } : {}),
    ...(queue?.overflow === undefined
      ? {}
      : { overflow: { to: queue.overflow.to, atMs: inQueueSinceMs + queue.overflow.afterMs } }),
  };
}

/** Of one call at two moments. */
function isSame(a: QueuedCall, b: QueuedCall): boolean {
  return (
    a.queueId === b.queueId &&
    a.rankMs === b.rankMs &&
    a.declinedBy === b.declinedBy &&
    a.assignable === b.assignable &&
    a.interruptsAtMs === b.interruptsAtMs &&
    a.overflow?.to === b.overflow?.to &&
    a.overflow?.atMs === b.overflow?.atMs
  );
}
