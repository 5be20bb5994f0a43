// Takes one event at a time to completion: decide, commit, replace the state, then tell. Knows ports; knows no requests.
import { fail, ok, type Notice, type Result } from '../../protocol/index.ts';
import { decide } from '../../domain/switchboard/decide.ts';
import { noticesOf } from '../../domain/switchboard/notices.ts';
import type { Decision, Switchboard, SwitchboardEvent } from '../../domain/switchboard/switchboard.ts';
import { endedCallOf, type EndedCall } from '../../domain/switchboard/views.ts';
import type { MediaServersFor } from '../../domain/switchboard/viewParts.ts';
import type { Bus, Clock, Log, Meter } from '../ports/machineRoom.ts';
import { NO_CHANGES, type Changes, type StateStore } from '../ports/store.ts';
import { LineTeller } from './lineTeller.ts';
import { reportDecision } from './reportDecision.ts';
import { createTimers, type Timers } from './timers.ts';

/** After how long news that nobody can send again is tried again when the store refused it. */
const RETRY_MS = 1000;
/** No queue overflows later; only a clock put back could ask for more. */
const DAY_MS = 86_400_000;

/** `Omit` over each member of the union. */
type Undated<E> = E extends SwitchboardEvent ? Omit<E, 'atMs'> : never;
/** What happened; the runner adds when. */
export type News = Undated<SwitchboardEvent>;
/** What else a request writes in the same transaction. */
export type FurtherWrites = Partial<Pick<Changes, 'wrapUps' | 'callTokens' | 'endedSessions'>>;

export type RunnerPorts = {
  readonly store: StateStore;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly mediaServersFor: MediaServersFor;
};

/** Hears every decision once it is committed. */
export type Observe = (decision: Decision, endedCalls: readonly EndedCall[]) => void;

export class Runner {
  readonly #ports: RunnerPorts;
  readonly #timers: Timers;
  readonly #observe: Observe;
  readonly #lineTeller: LineTeller;
  #state: Switchboard;
  #stopOverflow: (() => void) | null = null;
  #isStopped = false;
  /** Ends when all events taken so far are done with. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(initial: Switchboard, ports: RunnerPorts, observe: Observe = () => undefined) {
    this.#state = initial;
    this.#ports = ports;
    this.#observe = observe;
    this.#lineTeller = new LineTeller(ports, () => this.#state);
    this.#timers = createTimers(ports.clock, (timer) => this.report({ type: 'timerFired', timer }));
  }

  /** As last committed. */
  get state(): Switchboard {
    return this.#state;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** An answer has told this: those in line hear again only of what changes. */
  noteTold(notice: Notice): void {
    this.#lineTeller.note(notice);
  }

  /** Problems: whatever the switchboard refuses with, `internal` when the store fails, `shuttingDown`. */
  run(news: News, further: FurtherWrites = {}): Promise<Result<Decision>> {
    const result = this.#tail.then(() => this.#take(news, further));
    this.#tail = result;
    return result;
  }

  /** For what happened whether we like it or not: tried until the store takes it. */
  report(news: News): void {
    void this.run(news).then((result) => {
      if (result.ok || result.problem.code !== 'internal') return;
      this.#ports.clock.setTimer(RETRY_MS, () => this.report(news));
    });
  }

  /** Takes nothing more, stops the timers and waits for what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timers.stopAll();
    this.#stopOverflow?.();
    this.#lineTeller.stop();
    await this.#tail;
  }

  async #take(news: News, further: FurtherWrites): Promise<Result<Decision>> {
    if (this.#isStopped) return fail('shuttingDown');
    const { clock, log } = this.#ports;
    try {
      const decision = decide(this.#state, { ...news, atMs: clock.nowMs() });
      if (decision.refusal !== null) return fail(decision.refusal);
      await this.#commit(decision, further);
      this.#tell(decision, news.type);
      return ok(decision);
    } catch (cause) {
      log.error({ event: news.type }, 'event not taken', cause);
      return fail('internal');
    }
  }

  /** One timer for all calls: nothing of it is stored, every start works it out anew. */
  #awaitOverflow(): void {
    this.#stopOverflow?.();
    this.#stopOverflow = null;
    if (this.#isStopped) return;
    const { clock } = this.#ports;
    const nowMs = clock.nowMs();
    const dueAtMs = this.#state.line.nextOverflowMs(nowMs);
    if (dueAtMs === null) return;
    this.#stopOverflow = clock.setTimer(Math.min(dueAtMs - nowMs, DAY_MS), () => this.report({ type: 'overflowDue' }));
  }

  async #commit(decision: Decision, further: FurtherWrites): Promise<void> {
    const removed = new Set(decision.removedCalls);
    const changes: Changes = {
      ...NO_CHANGES,
      ...further,
      calls: decision.changedCalls.filter(({ context }) => !removed.has(context.facts.callId)),
      removedCalls: decision.removedCalls,
      agents: decision.changedAgents,
      endedCalls: decision.endedCalls.map(endedCallOf),
      endedOffers: decision.endedOffers,
      leftSegments: decision.leftSegments,
      endedReplies: decision.endedReplies,
    };
    if (Object.values(changes).some((list) => list.length > 0)) await this.#ports.store.commit(changes);
  }

  #tell(decision: Decision, cause: string): void {
    const { mediaServersFor, log, meter } = this.#ports;
    const before = this.#state;
    this.#state = decision.state;
    this.#awaitOverflow();
    // A stop may have come during the commit: what was committed is told, but no timer starts any more.
    if (!this.#isStopped) for (const effect of decision.effects) this.#timers.perform(effect);
    for (const notice of noticesOf(before, decision, mediaServersFor)) this.#lineTeller.tell(notice);
    if (!this.#isStopped) this.#lineTeller.follow();
    reportDecision(decision, cause, log, meter);
    this.#observe(decision, decision.endedCalls.map(endedCallOf));
  }
}
