// What happened today, counted: calls by queue and quarter of an hour, shields, and how long agents were busy. Knows no clock.
import { BOARD_INTERVAL_MS, type AgentId, type QueueId } from '../../protocol/index.ts';
import { agentWork, isOnline, type Agent } from '../agent/agent.ts';

export type Tally = { arrived: number; answered: number; within: number; abandoned: number };
/** What is counted of a call. `answeredAtMs` is null when nobody answered. */
export type CountedCall = {
  readonly queueId: QueueId;
  readonly startedAtMs: number;
  readonly answeredAtMs: number | null;
  readonly abandoned: boolean;
};

/** Neither away nor offline: time that counts for occupancy. */
export type Activity = 'busy' | 'ready' | 'other';

export function activityOf(agent: Agent): Activity {
  if (!isOnline(agent)) return 'other';
  if (agentWork(agent).name !== 'idle') return 'busy';
  return agent.value.intent === 'available' ? 'ready' : 'other';
}

export function emptyTally(): Tally {
  return { arrived: 0, answered: 0, within: 0, abandoned: 0 };
}

/** Adds one call. `serviceLevelMs` is the wait within which an answer is in time. */
export function count(tally: Tally, call: CountedCall, serviceLevelMs: number): void {
  tally.arrived += 1;
  if (call.abandoned) tally.abandoned += 1;
  if (call.answeredAtMs === null) return;
  tally.answered += 1;
  if (call.answeredAtMs - call.startedAtMs <= serviceLevelMs) tally.within += 1;
}

export class DayTally {
  readonly startMs: number;
  readonly #queues = new Map<QueueId, Tally>();
  readonly #intervals = new Map<number, Tally>();
  readonly #doing = new Map<AgentId, { readonly activity: Activity; readonly sinceMs: number }>();
  readonly #times: Record<Activity, number> = { busy: 0, ready: 0, other: 0 };
  shields = 0;
  keptAway = 0;

  constructor(startMs: number) {
    this.startMs = startMs;
  }

  addCall(call: CountedCall, serviceLevelMs: number): void {
    // One that began yesterday is of yesterday.
    if (call.startedAtMs < this.startMs) return;
    count(this.#tallyOf(this.#queues, call.queueId), call, serviceLevelMs);
    count(this.#tallyOf(this.#intervals, this.intervalOf(call.startedAtMs)), call, serviceLevelMs);
  }

  addShield(callsKeptAway: number): void {
    this.shields += 1;
    this.keptAway += callsKeptAway;
  }

  /** Books the time until now on what the agent did, and goes on with what they do. */
  follow(agent: Agent, nowMs: number): void {
    const { agentId } = agent.context;
    const before = this.#doing.get(agentId);
    if (before !== undefined) this.#times[before.activity] += Math.max(0, nowMs - before.sinceMs);
    this.#doing.set(agentId, { activity: activityOf(agent), sinceMs: nowMs });
  }

  /** Busy time as a share of busy and ready time; undefined before there was any. */
  occupancy(nowMs: number): number | undefined {
    const times = { ...this.#times };
    for (const { activity, sinceMs } of this.#doing.values()) times[activity] += Math.max(0, nowMs - sinceMs);
    const counted = times.busy + times.ready;
    return counted === 0 ? undefined : times.busy / counted;
  }

  ofQueue(queueId: QueueId): Tally {
    return { ...(this.#queues.get(queueId) ?? emptyTally()) };
  }

  /** Start of the interval → its tally, in order of time. */
  intervals(): ReadonlyMap<number, Tally> {
    return new Map([...this.#intervals].sort(([a], [b]) => a - b).map(([startMs, tally]) => [startMs, { ...tally }]));
  }

  intervalOf(atMs: number): number {
    return this.startMs + Math.floor((atMs - this.startMs) / BOARD_INTERVAL_MS) * BOARD_INTERVAL_MS;
  }

  #tallyOf<K>(tallies: Map<K, Tally>, key: K): Tally {
    const tally = tallies.get(key) ?? emptyTally();
    tallies.set(key, tally);
    return tally;
  }
}
