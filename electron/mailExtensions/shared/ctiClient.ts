// The mail program's end of a CTI connection: keeps the app told of the mails being written, over whatever port it is given, and comes
// back by itself. Knows the CTI protocol; no mail program and no browser API.
import {
  CTI_HEARTBEAT_MS,
  CTI_VERSION,
  type CtiAnswer,
  type CtiMessage,
  type DraftOutcome,
  type DraftState,
  type HeldCause,
  type MailKind,
} from '../../contract/cti.ts';

/** At most one `touch` a second for one mail. */
const TOUCH_EVERY_MS = 1_000;
const RECONNECT_FIRST_MS = 250;
const RECONNECT_LAST_MS = 5_000;
/** After `unsupportedVersion`: only an update helps, which may come while the mail program runs. */
const RECONNECT_OUTDATED_MS = 600_000;

/** A connection to the app, open from the start. `onMessage` gets parsed JSON. */
export type CtiPort = {
  readonly post: (message: CtiMessage) => void;
  readonly close: () => void;
};

export type CtiPortEvents = {
  readonly onMessage: (message: unknown) => void;
  /** Called once when the connection has ended; never after `close`. */
  readonly onClosed: () => void;
};

/** `unreachable`: the app is not running, or the relay is not set up. */
export type CtiStatus =
  | { readonly reach: 'connected'; readonly callsHeld: boolean; readonly cause: HeldCause }
  | { readonly reach: 'unreachable' | 'outdated' };

export type CtiClientOptions = {
  readonly client: string;
  readonly version: string;
  /** The same as long as the mail program runs. */
  readonly instance: string;
  readonly openPort: (events: CtiPortEvents) => CtiPort;
  readonly onStatus?: (status: CtiStatus) => void;
  readonly nowMs?: () => number;
};

export type CtiClient = {
  readonly begin: (id: string, kind: MailKind, state?: DraftState) => void;
  readonly touch: (id: string) => void;
  readonly focus: (id: string, focused: boolean) => void;
  readonly sending: (id: string) => void;
  readonly sendFailed: (id: string) => void;
  readonly end: (id: string, outcome: DraftOutcome) => void;
  readonly status: () => CtiStatus;
  /** Ends the connection for good. */
  readonly stop: () => void;
};

type KnownDraft = { readonly kind: MailKind; state: DraftState; touchSentAtMs: number };

/** Connects at once. */
export function createCtiClient(options: CtiClientOptions): CtiClient {
  return new CtiConnection(options).client;
}

class CtiConnection {
  readonly #options: CtiClientOptions;
  readonly #nowMs: () => number;
  readonly #drafts = new Map<string, KnownDraft>();
  #port: CtiPort | undefined;
  #isWelcome = false;
  #status: CtiStatus = { reach: 'unreachable' };
  #pings: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = RECONNECT_FIRST_MS;

  constructor(options: CtiClientOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? ((): number => performance.now());
    this.#connect();
  }

  readonly client: CtiClient = {
    begin: (id, kind, state = 'open') => {
      if (this.#drafts.get(id)?.kind === kind) return;
      this.#drafts.set(id, { kind, state, touchSentAtMs: -Infinity });
      if (state === 'open') this.#say({ type: 'begin', id, mail: { kind } });
      // How it was left is no news of a key: a lapse, a lock and what was decided wait for one.
      else this.#sync();
    },
    touch: (id) => {
      const draft = this.#drafts.get(id);
      if (draft === undefined) return;
      draft.state = 'typing';
      const nowMs = this.#nowMs();
      // Said to nobody it has not been told: the next key is news.
      if (!this.#isWelcome || nowMs - draft.touchSentAtMs < TOUCH_EVERY_MS) return;
      draft.touchSentAtMs = nowMs;
      this.#say({ type: 'touch', id });
    },
    focus: (id, focused) => {
      if (this.#drafts.has(id)) this.#say({ type: 'focus', id, focused });
    },
    sending: (id) => this.#become(id, 'sending', { type: 'sending', id }),
    sendFailed: (id) => this.#become(id, 'typing', { type: 'sendFailed', id }),
    end: (id, outcome) => {
      if (this.#drafts.delete(id)) this.#say({ type: 'end', id, outcome });
    },
    status: () => this.#status,
    stop: () => {
      clearTimeout(this.#retry);
      clearInterval(this.#pings);
      this.#port?.close();
      this.#port = undefined;
      this.#isWelcome = false;
    },
  };

  #become(id: string, state: DraftState, message: CtiMessage): void {
    const draft = this.#drafts.get(id);
    if (draft === undefined) return;
    draft.state = state;
    // What follows a failed send is news, however soon it comes.
    draft.touchSentAtMs = -Infinity;
    this.#say(message);
  }

  /** What is said before `welcome` is not lost: `sync` tells it. */
  #say(message: CtiMessage): void {
    if (this.#isWelcome) this.#port?.post(message);
  }

  #connect(): void {
    const { client, instance, version, openPort } = this.#options;
    const port = openPort({
      onMessage: (message) => {
        if (this.#port === port) this.#hear(message);
      },
      onClosed: () => {
        if (this.#port === port) this.#lose('unreachable');
      },
    });
    this.#port = port;
    port.post({ type: 'hello', v: CTI_VERSION, client, instance, version });
  }

  #hear(message: unknown): void {
    // The app checks what it is told; here a short look is enough, because it is the app that this client trusts.
    if (typeof message !== 'object' || message === null || !('type' in message)) return;
    const answer = message as CtiAnswer;
    switch (answer.type) {
      case 'welcome':
        this.#welcome(answer.heartbeatMs, answer.callsHeld);
        return;
      case 'state':
        // Whatever ended the hold, the next key is news, however soon it comes.
        if (!answer.callsHeld) for (const draft of this.#drafts.values()) draft.touchSentAtMs = -Infinity;
        this.#tell({ reach: 'connected', callsHeld: answer.callsHeld, cause: answer.cause });
        return;
      case 'pong':
        return;
      case 'problem':
        this.#mend(answer.code);
    }
  }

  #welcome(heartbeatMs: number, callsHeld: boolean): void {
    this.#isWelcome = true;
    this.#retryMs = RECONNECT_FIRST_MS;
    clearInterval(this.#pings);
    this.#pings = setInterval(() => this.#say({ type: 'ping' }), heartbeatMs > 0 ? heartbeatMs : CTI_HEARTBEAT_MS);
    this.#tell({ reach: 'connected', callsHeld, cause: callsHeld ? 'reply' : 'none' });
    this.#sync();
  }

  #sync(): void {
    const list = [...this.#drafts].map(([id, { kind, state }]) => ({ id, mail: { kind }, state }));
    this.#say({ type: 'sync', list });
  }

  #mend(code: string): void {
    switch (code) {
      case 'appNotRunning':
        // The relay stays and says hello again by itself as soon as the app is back.
        this.#isWelcome = false;
        clearInterval(this.#pings);
        this.#tell({ reach: 'unreachable' });
        return;
      case 'helloRequired': {
        const { client, instance, version } = this.#options;
        this.#port?.post({ type: 'hello', v: CTI_VERSION, client, instance, version });
        return;
      }
      case 'unknownDraft':
        this.#sync();
        return;
      case 'unsupportedVersion':
        this.#port?.close();
        this.#lose('outdated');
    }
  }

  #lose(reach: 'unreachable' | 'outdated'): void {
    this.#port = undefined;
    this.#isWelcome = false;
    clearInterval(this.#pings);
    this.#tell({ reach });
    const delayMs = reach === 'outdated' ? RECONNECT_OUTDATED_MS : this.#retryMs;
    this.#retryMs = Math.min(this.#retryMs * 2, RECONNECT_LAST_MS);
    this.#retry = setTimeout(() => this.#connect(), delayMs);
  }

  #tell(status: CtiStatus): void {
    this.#status = status;
    this.#options.onStatus?.(status);
  }
}
