// What happened today, counted: calls by queue and quarter of an hour, shields, and how long agents were busy. Knows no clock.
import { BOARD_INTERVAL_MS, type AgentId, type QueueId } from '../../protocol/index.ts';
import { agentWork, isOnline, type Agent } from '../agent/agent.ts';
import type { QueueVisit } from './queueVisits.ts';

export type Tally = { arrived: number; answered: number; within: number; abandoned: number };

/** Neither away nor offline: time that counts for occupancy. */
export type Activity = 'busy' | 'ready' | 'other';

export function activityOf(agent: Agent): Activity {
  if (!isOnline(agent)) return 'other';
  if (agentWork(agent).name !== 'idle') return 'busy';
  return agent.value.intent === 'available' ? 'ready' : 'other';
}

function emptyTally(): Tally {
  return { arrived: 0, answered: 0, within: 0, abandoned: 0 };
}

/** Adds one call in one queue. `serviceLevelMs` is the wait within which an answer is in time. */
function count(tally: Tally, { cameAtMs, answeredAtMs, abandoned }: QueueVisit, serviceLevelMs: number): void {
  tally.arrived += 1;
  if (abandoned) tally.abandoned += 1;
  if (answeredAtMs === null) return;
  tally.answered += 1;
  if (answeredAtMs - cameAtMs <= serviceLevelMs) tally.within += 1;
}

function add(tally: Tally, more: Tally): void {
  tally.arrived += more.arrived;
  tally.answered += more.answered;
  tally.within += more.within;
  tally.abandoned += more.abandoned;
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

  addVisit(visit: QueueVisit, serviceLevelMs: number): void {
    // One that began yesterday is of yesterday.
    if (visit.cameAtMs < this.startMs) return;
    count(this.#tallyOf(this.#queues, visit.queueId), visit, serviceLevelMs);
    count(this.#tallyOf(this.#intervals, this.#intervalOf(visit.cameAtMs)), visit, serviceLevelMs);
  }

  /** Of calls that are not over: what is counted of them so far, beside all that is over. */
  with(visits: Iterable<QueueVisit>, serviceLevelOf: (queueId: QueueId) => number): DayTally {
    const both = new DayTally(this.startMs);
    for (const visit of visits) both.addVisit(visit, serviceLevelOf(visit.queueId));
    for (const [queueId, tally] of this.#queues) add(both.#tallyOf(both.#queues, queueId), tally);
    for (const [startMs, tally] of this.#intervals) add(both.#tallyOf(both.#intervals, startMs), tally);
    return both;
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

  #intervalOf(atMs: number): number {
    return this.startMs + Math.floor((atMs - this.startMs) / BOARD_INTERVAL_MS) * BOARD_INTERVAL_MS;
  }

  #tallyOf<K>(tallies: Map<K, Tally>, key: K): Tally {
    const tally = tallies.get(key) ?? emptyTally();
    tallies.set(key, tally);
    return tally;
  }
}
