// Takes one event after the other: decide, commit, replace the state, then tell. What came in together goes in one commit. Knows ports;
// knows no requests.
import { fail, ok, type Notice, type Result } from '../../protocol/index.ts';
import { decide } from '../../domain/switchboard/decide.ts';
import { noticesOf } from '../../domain/switchboard/notices.ts';
import type { Decision, Switchboard, SwitchboardEvent } from '../../domain/switchboard/switchboard.ts';
import { endedCallOf, type EndedCall } from '../../domain/switchboard/views.ts';
import type { MediaServersFor } from '../../domain/switchboard/viewParts.ts';
import type { Bus } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Meter } from '../ports/meter.ts';
import type { StateStore } from '../ports/store.ts';
import { changesOf, isNothing, together, type FurtherWrites } from './changes.ts';
import { LineTeller } from './lineTeller.ts';
import { reportDecision } from './reportDecision.ts';
import { createTimers, type Timers } from './timers.ts';

/** How long until a command that nobody can send again is tried again after the store refused it. */
const RETRY_MS = 1000;
/** No queue overflows later; only a clock put back could ask for more. */
const DAY_MS = 86_400_000;
/** In one commit: a long one would keep the first waiting for the last. */
const MOST_TOGETHER = 64;

/** `Omit` over each member of the union. */
type Undated<E> = E extends SwitchboardEvent ? Omit<E, 'atMs'> : never;
/** An event without its time: the runner dates it when its turn comes. */
export type Command = Undated<SwitchboardEvent>;
type Asked = {
  readonly command: Command;
  readonly further: FurtherWrites;
  readonly answer: (result: Result<Decision>) => void;
};
type Taken = { readonly asked: Asked; readonly decision: Decision };
type Outcome = Taken | { readonly asked: Asked; readonly decision: null; readonly refusal: Result<Decision> };

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
  readonly #waiting: Asked[] = [];
  /** Ends when all events taken so far are done with. */
  #atWork: Promise<void> | null = null;

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
  run(command: Command, further: FurtherWrites = {}): Promise<Result<Decision>> {
    const { promise, resolve: answer } = Promise.withResolvers<Result<Decision>>();
    this.#waiting.push({ command, further, answer });
    this.#atWork ??= this.#work();
    return promise;
  }

  /** For what happened whether we like it or not: tried until the store takes it. */
  report(command: Command): void {
    void this.run(command).then((result) => {
      if (result.ok || result.problem.code !== 'internal') return;
      this.#ports.clock.setTimer(RETRY_MS, () => this.report(command));
    });
  }

  /** Takes nothing more, stops the timers and waits for what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timers.stopAll();
    this.#stopOverflow?.();
    this.#lineTeller.stop();
    await this.#atWork;
  }

  /** All that came in with the first is in line by then, and is taken with it. */
  async #work(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#takeTogether(this.#waiting.splice(0, MOST_TOGETHER));
    this.#atWork = null;
  }

  /** Decides each after the other and commits them at once; only then is anything told or answered. */
  async #takeTogether(asked: readonly Asked[]): Promise<void> {
    if (this.#isStopped) {
      for (const { answer } of asked) answer(fail('shuttingDown'));
      return;
    }
    const outcomes = this.#decideEach(asked);
    const taken = outcomes.filter((outcome): outcome is Taken => outcome.decision !== null);
    try {
      const changes = together(taken.map(({ asked: { further }, decision }) => changesOf(decision, further)));
      if (!isNothing(changes)) await this.#ports.store.commit(changes);
    } catch (cause) {
      if (asked.length > 1) {
        // One of them may be to blame for all: each by itself, from the state before.
        for (const one of asked) await this.#takeTogether([one]);
        return;
      }
      for (const { asked: one } of taken) this.#giveUp(one, cause);
      return;
    }
    for (const outcome of outcomes) {
      if (outcome.decision === null) outcome.asked.answer(outcome.refusal);
      else this.#tellAndAnswer(outcome);
    }
  }

  #decideEach(asked: readonly Asked[]): readonly Outcome[] {
    let state = this.#state;
    return asked.map((one): Outcome => {
      try {
        const decision = decide(state, { ...one.command, atMs: this.#ports.clock.nowMs() });
        if (decision.refusal !== null) return { asked: one, decision: null, refusal: fail(decision.refusal) };
        state = decision.state;
        return { asked: one, decision };
      } catch (cause) {
        this.#ports.log.error({ event: one.command.type }, 'event not taken', cause);
        return { asked: one, decision: null, refusal: fail('internal') };
      }
    });
  }

  #tellAndAnswer({ asked, decision }: Taken): void {
    try {
      this.#tell(decision, asked.command.type);
      asked.answer(ok(decision));
    } catch (cause) {
      this.#giveUp(asked, cause);
    }
  }

  #giveUp({ command, answer }: Asked, cause: unknown): void {
    this.#ports.log.error({ event: command.type }, 'event not taken', cause);
    answer(fail('internal'));
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
