// Runs the book of mails: one event at a time, one timer, and the telling. Knows the clock it is given; no socket and no window.
import type { CtiAnswer, CtiProblem, HeldCause } from '../../../contract/cti.ts';
import type { HostMailReply } from '../../../contract/index.ts';
import type { SendNotice } from '../../hostCalls/setupHostCalls.ts';
import type { Log } from '../../log/createLog.ts';
import { decisionsOf, rememberedFrom, type Decision, type DecisionMemory } from './decisions.ts';
import {
  causeAt,
  listReplies,
  nextDueMs,
  openBook,
  stepBook,
  type BookEffect,
  type BookEvent,
  type DraftMessage,
  type ReplyBook,
} from './replyBook.ts';
import type { ReplyPolicy } from './replyPolicy.ts';

/** What the engine may do to a connected door. */
export type DoorEnd = {
  readonly send: (answer: CtiAnswer) => void;
  /** Ends the connection; the engine hears nothing of it any more. */
  readonly close: () => void;
};

/** A door as the engine gave it a place. After `left`, or once another connection took its place, nothing it says counts. */
export type DoorPlace = {
  readonly say: (message: DraftMessage) => void;
  /** It is alive: any message counts, `ping` is only that. */
  readonly heard: () => void;
  readonly left: () => void;
};

export type ReplyEngine = {
  /**
   * A door said hello. The same client and instance take up their mails within the grace period; an older connection of
   * theirs is closed.
   */
  readonly join: (door: { client: string; instance: string }, end: DoorEnd) => DoorPlace;
  readonly list: () => HostMailReply[];
  /** What the server acknowledged, as the page tells it. */
  readonly setHeld: (held: { callsHeld: boolean; cause: HeldCause }) => void;
  readonly takeCalls: () => void;
  /** The screen was locked or the machine goes to sleep. */
  readonly screenLocked: () => void;
  /** Ends every connection and the timer. */
  readonly dispose: () => void;
};

export type ReplyEngineOptions = {
  readonly policy: ReplyPolicy;
  readonly clock: {
    /** A clock that never goes back; its zero means nothing. */
    readonly nowMs: () => number;
    /** Returns what cancels it. */
    readonly startTimer: (delayMs: number, onDue: () => void) => () => void;
  };
  readonly notify: SendNotice;
  readonly log: Log;
  /** Letters and digits, at most 40; another one at each start. */
  readonly run: string;
  /** Without it, what was decided about mails ends with the app. */
  readonly memory?: DecisionMemory;
};

type ConnectedDoor = DoorEnd & { told: string };
type Held = { readonly callsHeld: boolean; readonly cause: HeldCause };

export function createReplyEngine(options: ReplyEngineOptions): ReplyEngine {
  const runner = new BookRunner(options);
  return {
    join: ({ client, instance }, end) => runner.join(client, instance, end),
    list: () => runner.list(),
    setHeld: (held) => runner.setHeld(held),
    takeCalls: () => runner.take({ type: 'callsTaken' }),
    screenLocked: () => runner.take({ type: 'screenLocked' }),
    dispose: () => runner.dispose(),
  };
}

class BookRunner {
  readonly #options: ReplyEngineOptions;
  readonly #connected = new Map<string, ConnectedDoor>();
  #book: ReplyBook;
  /** As the memory has it. */
  #kept: string;
  /** Until the page has said otherwise nobody is signed in. */
  #held: Held = { callsHeld: false, cause: 'appOffline' };
  #cancelTimer = (): void => undefined;

  constructor(options: ReplyEngineOptions) {
    this.#options = options;
    const { policy, run, memory } = options;
    this.#book = openBook(policy, run, rememberedFrom(memory?.read() ?? []));
    this.#kept = this.#decisions().text;
  }

  join(client: string, instance: string, end: DoorEnd): DoorPlace {
    const { log, policy } = this.#options;
    const id = `${client}/${instance}`;
    this.#connected.get(id)?.close();
    const door: ConnectedDoor = { ...end, told: '' };
    this.#connected.set(id, door);
    log.info('door joined', { client });
    end.send({ type: 'welcome', heartbeatMs: policy.heartbeatMs, callsHeld: this.#held.callsHeld });
    this.take({ type: 'doorJoined', door: id, client });
    const isCurrent = (): boolean => this.#connected.get(id) === door;
    return {
      say: (message) => {
        const problem = isCurrent() ? this.take({ type: 'doorSaid', door: id, message }) : undefined;
        if (problem !== undefined) end.send({ type: 'problem', code: problem });
      },
      heard: () => {
        if (isCurrent()) this.take({ type: 'doorHeard', door: id });
      },
      left: () => {
        if (!isCurrent()) return;
        this.#connected.delete(id);
        log.info('door left', { client });
        this.take({ type: 'doorLeft', door: id });
      },
    };
  }

  list(): HostMailReply[] {
    return listReplies(this.#book, this.#options.clock.nowMs());
  }

  setHeld(held: Held): void {
    this.#held = held;
    this.#tellStates();
  }

  /** One event to its end: the book first, then what it wants done, then the next timer. */
  take(event: BookEvent): CtiProblem | undefined {
    const { clock } = this.#options;
    const { book, effects, problem } = stepBook(this.#book, event, clock.nowMs());
    this.#book = book;
    for (const effect of effects) this.#perform(effect);
    this.#tellStates();
    this.#keep();
    this.#cancelTimer();
    const dueMs = nextDueMs(book);
    this.#cancelTimer =
      dueMs === undefined
        ? () => undefined
        : clock.startTimer(Math.max(0, Math.ceil(dueMs - clock.nowMs())), () => this.take({ type: 'timePassed' }));
    return problem;
  }

  dispose(): void {
    this.#cancelTimer();
    const doors = [...this.#connected.values()];
    this.#connected.clear();
    for (const door of doors) door.close();
  }

  #perform(effect: BookEffect): void {
    const { log, notify } = this.#options;
    switch (effect.type) {
      case 'tellBegun':
        log.info('reply begun', { id: effect.reply.activityId, source: effect.reply.source, kind: effect.reply.kind });
        notify('reply.begun', effect.reply);
        return;
      case 'tellRenewed':
        notify('reply.renewed', effect.renewal);
        return;
      case 'tellEnded':
        log.info('reply ended', { id: effect.activityId, how: effect.how });
        notify('reply.ended', { activityId: effect.activityId, how: effect.how });
        return;
      case 'dropDoor': {
        log.warn('door silent');
        const door = this.#connected.get(effect.door);
        this.#connected.delete(effect.door);
        door?.close();
      }
    }
  }

  #decisions(): { decisions: Decision[]; text: string } {
    const decisions = decisionsOf(this.#book, this.#options.clock.nowMs());
    return { decisions, text: JSON.stringify(decisions) };
  }

  #keep(): void {
    const { decisions, text } = this.#decisions();
    if (text === this.#kept) return;
    this.#kept = text;
    this.#options.memory?.save(decisions);
  }

  #tellStates(): void {
    for (const [id, door] of this.#connected) {
      const { callsHeld, cause } = this.#stateAt(id);
      const said = `${callsHeld} ${cause}`;
      if (said === door.told) continue;
      door.told = said;
      door.send({ type: 'state', callsHeld, cause });
    }
  }

  /** The book's reason is finer than the page's, but says nothing where nothing could ring anyway. */
  #stateAt(id: string): Held {
    const isFree = !this.#held.callsHeld && this.#held.cause === 'none';
    return isFree ? { callsHeld: false, cause: causeAt(this.#book, id) } : this.#held;
  }
}
