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

/** What the engine may do to an open CTI connection. */
export type CtiTransport = {
  readonly send: (answer: CtiAnswer) => void;
  /** Ends the connection; the engine hears nothing of it any more. */
  readonly close: () => void;
};

/** A CTI connection, as the engine knows it. After `left`, or once a newer one took its place, nothing it says counts. */
export type CtiConnection = {
  readonly say: (message: DraftMessage) => void;
  /** It is alive: any message counts, `ping` is only that. */
  readonly heard: () => void;
  readonly left: () => void;
};

export type ReplyEngine = {
  /**
   * A mail program said hello. The same client and instance take up their mails within the grace period; an older connection of
   * theirs is closed.
   */
  readonly join: (connection: { client: string; instance: string }, end: CtiTransport) => CtiConnection;
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

type OpenConnection = CtiTransport & { told: string };
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
  readonly #connected = new Map<string, OpenConnection>();
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

  join(client: string, instance: string, end: CtiTransport): CtiConnection {
    const { log, policy } = this.#options;
    const id = `${client}/${instance}`;
    this.#connected.get(id)?.close();
    const connection: OpenConnection = { ...end, told: '' };
    this.#connected.set(id, connection);
    log.info('cti connection joined', { client });
    end.send({ type: 'welcome', heartbeatMs: policy.heartbeatMs, callsHeld: this.#held.callsHeld });
    this.take({ type: 'connectionJoined', connectionId: id, client });
    const isCurrent = (): boolean => this.#connected.get(id) === connection;
    return {
      say: (message) => {
        const problem = isCurrent() ? this.take({ type: 'connectionSaid', connectionId: id, message }) : undefined;
        if (problem !== undefined) end.send({ type: 'problem', code: problem });
      },
      heard: () => {
        if (isCurrent()) this.take({ type: 'connectionHeard', connectionId: id });
      },
      left: () => {
        if (!isCurrent()) return;
        this.#connected.delete(id);
        log.info('cti connection left', { client });
        this.take({ type: 'connectionLeft', connectionId: id });
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
    const connections = [...this.#connected.values()];
    this.#connected.clear();
    for (const connection of connections) connection.close();
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
      case 'dropConnection': {
        log.warn('cti connection silent');
        const connection = this.#connected.get(effect.connectionId);
        this.#connected.delete(effect.connectionId);
        connection?.close();
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
    for (const [id, connection] of this.#connected) {
      const { callsHeld, cause } = this.#stateAt(id);
      const said = `${callsHeld} ${cause}`;
      if (said === connection.told) continue;
      connection.told = said;
      connection.send({ type: 'state', callsHeld, cause });
    }
  }

  /** The book's reason is finer than the page's, but says nothing where nothing could ring anyway. */
  #stateAt(id: string): Held {
    const isFree = !this.#held.callsHeld && this.#held.cause === 'none';
    return isFree ? { callsHeld: false, cause: causeAt(this.#book, id) } : this.#held;
  }
}
