// Days of calls in seconds: a discrete-event simulation over the server's own assign(). Knows no clock and no output.
import { agentIdSchema, callIdSchema, queueIdSchema, type QueueId } from '../../signalling/protocol/index.ts';
import { assign, type QueuedCall } from '../../signalling/domain/queue/assign.ts';
import { FreeAgents, type FreeAgent } from '../../signalling/domain/queue/freeAgents.ts';
import { OrderedHeap } from '../../signalling/domain/queue/orderedHeap.ts';
import { DEFAULT_HEAD_STARTS, rankMs } from '../../signalling/domain/queue/rank.ts';
import { EVERYBODY, type Team } from '../../signalling/domain/queue/team.ts';
import { WaitingLine } from '../../signalling/domain/queue/waitingLine.ts';
import { createSeededRandom, type SeededRandom } from '../../signalling/testing/seededRandom.ts';
import { arrivalsPerMs, type Scenario } from './scenario.ts';

type Happening =
  | { readonly name: 'called' }
  | { readonly name: 'handled' | 'writingBegun' | 'writingEnded'; readonly worker: Worker; readonly turn: number }
  | { readonly name: 'gaveUp'; readonly call: QueuedCall }
  /** Time now allows what it did not: to overflow, or to interrupt. */
  | { readonly name: 'thresholdPassed'; readonly call: QueuedCall };
type Scheduled = { readonly atMs: number; readonly number: number; readonly what: Happening };

/** `turn` tells news of what the worker did before from news of what they do now. */
type Worker = {
  readonly id: FreeAgent['agentId'];
  readonly team: Team;
  free: FreeAgent | null;
  writing: boolean;
  turn: number;
};

export type Outcome = {
  /** Of the calls answered after the first tenth, in which lines are still filling; sorted. */
  readonly waitsMs: Float64Array;
  readonly priorityWaitsMs: Float64Array;
  readonly answered: number;
  readonly gaveUp: number;
  /** Calls that rang into a reply. */
  readonly interrupted: number;
  readonly events: number;
  readonly longestLine: number;
  readonly leftInLine: number;
};

export function simulate(scenario: Scenario): Outcome {
  return new Simulation(scenario).run();
}

class Simulation {
  readonly #scenario: Scenario;
  readonly #random: { readonly [K in 'arrival' | 'handling' | 'writing' | 'kind' | 'patience']: SeededRandom };
  readonly #agenda = new OrderedHeap<Scheduled>((a, b) => a.atMs - b.atMs || a.number - b.number);
  readonly #line = new WaitingLine();
  readonly #free = new FreeAgents();
  readonly #workers = new Map<FreeAgent['agentId'], Worker>();
  readonly #queueIds: readonly QueueId[];
  readonly #arrivedAt = new Map<QueuedCall, number>();
  readonly #waits: number[] = [];
  readonly #priorityWaits: number[] = [];
  #scheduled = 0;
  #arrived = 0;
  #counts = { answered: 0, gaveUp: 0, interrupted: 0, events: 0, longestLine: 0 };

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    // Each kind of chance has its own numbers, so that two scenarios meet the same callers.
    const stream = (offset: number): SeededRandom => createSeededRandom(scenario.seed * 101 + offset);
    this.#random = {
      arrival: stream(1),
      handling: stream(2),
      writing: stream(3),
      kind: stream(4),
      patience: stream(5),
    };
    this.#queueIds = Array.from({ length: scenario.queues }, (_, index) => queueIdSchema.parse(`queue-${index}`));
    for (let index = 0; index < scenario.agents; index += 1) this.#hire(index);
    this.#schedule(this.#gap(), { name: 'called' });
  }

  run(): Outcome {
    const { calls } = this.#scenario;
    // Until every call has been answered or given up; who writes would go on for ever.
    while (this.#counts.answered + this.#counts.gaveUp < calls) {
      const next = this.#agenda.first;
      if (next === undefined) break;
      this.#agenda.remove(next);
      this.#counts.events += 1;
      this.#take(next.what, next.atMs);
      this.#offer(next.atMs);
    }
    return {
      ...this.#counts,
      waitsMs: Float64Array.from(this.#waits).sort(),
      priorityWaitsMs: Float64Array.from(this.#priorityWaits).sort(),
      leftInLine: this.#line.size,
    };
  }

  #hire(index: number): void {
    const queueId = this.#queueIds[index % this.#queueIds.length];
    const team: Team =
      queueId === undefined || this.#queueIds.length === 1
        ? EVERYBODY
        : { ...EVERYBODY, key: queueId, queues: new Set([queueId]) };
    const id = agentIdSchema.parse(`agent-${index}`);
    const worker: Worker = { id, team, free: null, writing: false, turn: 0 };
    this.#workers.set(id, worker);
    this.#release(worker, 0);
  }

  #take(what: Happening, nowMs: number): void {
    if (what.name === 'called') this.#arrive(nowMs);
    else if (what.name === 'gaveUp') this.#giveUp(what.call);
    else if (what.name !== 'thresholdPassed') this.#work(what.name, what.worker, what.turn, nowMs);
  }

  #arrive(nowMs: number): void {
    const { calls, priorityShare, interruptAfterMs, overflowAfterMs, meanPatienceMs } = this.#scenario;
    const { kind, patience } = this.#random;
    const place = kind.between(0, this.#queueIds.length - 1);
    const [queueId, next] = [this.#queueIds[place], this.#queueIds[(place + 1) % this.#queueIds.length]];
    if (queueId === undefined || next === undefined) throw new Error('there is a queue');
    const priority = kind.fraction() < priorityShare;
    const arrival = (this.#arrived += 1);
    const call: QueuedCall = {
      callId: callIdSchema.parse(`call-${arrival}`),
      queueId,
      arrival,
      rankMs: rankMs(nowMs, { tier: 0, priority }, DEFAULT_HEAD_STARTS),
      declinedBy: [],
      assignable: true,
      priority,
      ...(interruptAfterMs === null ? {} : { interruptsAtMs: nowMs + interruptAfterMs }),
      ...(next === queueId ? {} : { overflow: { to: next, atMs: nowMs + overflowAfterMs } }),
    };
    this.#line.add(call);
    this.#arrivedAt.set(call, nowMs);
    if (interruptAfterMs !== null) this.#schedule(nowMs + interruptAfterMs, { name: 'thresholdPassed', call });
    if (next !== queueId) this.#schedule(nowMs + overflowAfterMs, { name: 'thresholdPassed', call });
    if (meanPatienceMs !== null) {
      this.#schedule(nowMs + exponential(patience, meanPatienceMs), { name: 'gaveUp', call });
    }
    if (arrival < calls) this.#schedule(nowMs + this.#gap(), { name: 'called' });
  }

  #giveUp(call: QueuedCall): void {
    if (!this.#arrivedAt.delete(call)) return;
    this.#line.remove(call);
    this.#counts.gaveUp += 1;
  }

  #work(name: 'handled' | 'writingBegun' | 'writingEnded', worker: Worker, turn: number, nowMs: number): void {
    if (turn !== worker.turn) return;
    if (name === 'writingBegun') this.#beginWriting(worker, nowMs);
    else this.#release(worker, nowMs);
  }

  /** The worker is done with a call or a reply, and may be rung. */
  #release(worker: Worker, nowMs: number): void {
    const { writingShare, meanWritingMs } = this.#scenario;
    this.#setFree(worker, { agentId: worker.id, freeSinceMs: nowMs, team: worker.team });
    worker.writing = false;
    worker.turn += 1;
    if (writingShare === 0) return;
    const meanPauseMs = (meanWritingMs * (1 - writingShare)) / writingShare;
    const atMs = nowMs + exponential(this.#random.writing, meanPauseMs);
    this.#schedule(atMs, { name: 'writingBegun', worker, turn: worker.turn });
  }

  #beginWriting(worker: Worker, nowMs: number): void {
    const { shield, meanWritingMs } = this.#scenario;
    const freeSinceMs = worker.free?.freeSinceMs ?? nowMs;
    if (shield) this.#setFree(worker, { agentId: worker.id, freeSinceMs, team: worker.team, writing: true });
    worker.writing = true;
    worker.turn += 1;
    const atMs = nowMs + exponential(this.#random.writing, meanWritingMs);
    this.#schedule(atMs, { name: 'writingEnded', worker, turn: worker.turn });
  }

  #setFree(worker: Worker, free: FreeAgent | null): void {
    if (worker.free !== null) this.#free.remove(worker.free);
    worker.free = free;
    if (free !== null) this.#free.add(free);
  }

  #offer(nowMs: number): void {
    if (this.#line.size === 0) return;
    for (const { call, agentId } of assign(this.#line, this.#free, nowMs)) {
      const worker = this.#workers.get(agentId);
      if (worker === undefined) throw new Error('the agent is known');
      this.#line.remove(call);
      this.#answer(call, worker, nowMs);
    }
    this.#counts.longestLine = Math.max(this.#counts.longestLine, this.#line.size);
  }

  #answer(call: QueuedCall, worker: Worker, nowMs: number): void {
    const { calls, meanHandlingMs } = this.#scenario;
    const waitMs = nowMs - (this.#arrivedAt.get(call) ?? nowMs);
    this.#arrivedAt.delete(call);
    this.#counts.answered += 1;
    if (worker.writing) this.#counts.interrupted += 1;
    if (call.arrival > calls / 10) (call.priority === true ? this.#priorityWaits : this.#waits).push(waitMs);
    this.#setFree(worker, null);
    worker.turn += 1;
    const atMs = nowMs + exponential(this.#random.handling, meanHandlingMs);
    this.#schedule(atMs, { name: 'handled', worker, turn: worker.turn });
  }

  #gap(): number {
    return exponential(this.#random.arrival, 1 / arrivalsPerMs(this.#scenario));
  }

  #schedule(atMs: number, what: Happening): void {
    this.#scheduled += 1;
    this.#agenda.add({ atMs, number: this.#scheduled, what });
  }
}

function exponential(random: SeededRandom, mean: number): number {
  return -mean * Math.log(1 - random.fraction());
}
