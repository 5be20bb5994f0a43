// A connection to the signalling server that comes back by itself. Knows the wire; not what the messages mean.
import {
  CAPABILITIES,
  type Capability,
  CLOSE,
  isNoticeName,
  NO_CAPABILITIES,
  NOTICES,
  projected,
  PROTOCOL_VERSION,
  REQUESTS,
  type Language,
  type NoticeFrame,
  type NoticeName,
  type NoticePayload,
  type Params,
  type Party,
  type Problem,
  type ReplyFrame,
  type RequestName,
  type RequestResult,
} from '../../../signalling/protocol/index.ts';
import { readServerFrame, UnknownParts } from './serverFrames.ts';
import { reconnectDelayMs } from './reconnectDelay.ts';
import { watchWaking } from './wakeWatch.ts';

/** `refused`: the server speaks another version or will not have us; `replaced`: another window took over. */
export type ConnectionState = 'connecting' | 'open' | 'reconnecting' | 'replaced' | 'refused' | 'closed';

/** What a request comes back with. `unreachable`: no answer was had; it may or may not have been carried out. */
/** Why a request was not done. */
export type Refused = Problem | { code: 'unreachable' };
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Refused };

export type SignallingClientOptions = {
  /** For example `ws://127.0.0.1:7788/ws`. */
  url: string;
  party: Party;
  clientName: string;
  language: Language;
  /** Runs after each hello, before anything else is sent: signs in again, takes the call up again. */
  onHello: (client: SignallingClient) => Promise<void>;
  createSocket?: (url: string) => WebSocket;
};

const REQUEST_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 8_000;
/** A server that is there answers a ping much sooner, even over a poor network. */
const PROBE_TIMEOUT_MS = 3_000;
/** How many unanswered requests may be outstanding; beyond it something is wrong with the caller. */
const MAX_PENDING = 200;

type Pending = { name: RequestName; settle: (answer: Answer<unknown>) => void; timer: ReturnType<typeof setTimeout> };

export class SignallingClient {
  readonly #options: SignallingClientOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<NoticeName, Set<(payload: never) => void>>();
  readonly #stateListeners = new Set<(state: ConnectionState) => void>();
  #socket: WebSocket | undefined;
  #state: ConnectionState = 'closed';
  #nextId = 1;
  #attempt = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #heartbeatTimer: ReturnType<typeof setInterval> | undefined;
  #retryHintMs: number | undefined;
  #clockOffsetMs = 0;
  #stopWatching: (() => void) | undefined;
  #demo = false;
  /** What the server has said that it can do. */
  #serverCan: ReadonlySet<string> = NO_CAPABILITIES;
  readonly #unknown = new UnknownParts();

  constructor(options: SignallingClientOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The server is a demonstration, with accounts that everybody knows. */
  get demo(): boolean {
    return this.#demo;
  }

  /** What came of a later release and was left out. */
  get unknown(): UnknownParts {
    return this.#unknown;
  }

  /** The server's clock, epoch milliseconds: what its time stamps are compared with. */
  nowMs(): number {
    return Date.now() + this.#clockOffsetMs;
  }

  /** Connects, and from then on stays connected until `close`. */
  open(): void {
    if (this.#state === 'open' || this.#state === 'connecting') return;
    this.#setState('connecting');
    this.#connect();
    this.#stopWatching ??= watchWaking(() => this.probe());
  }

  close(): void {
    this.#stopWatchingWakes();
    clearTimeout(this.#retryTimer);
    this.#setState('closed');
    this.#dropSocket();
  }

  /** Takes the place back from the window that replaced this one. */
  takeOver(): void {
    if (this.#state === 'replaced') this.open();
  }

  /** How long the server takes to answer, in milliseconds; undefined when it does not. */
  async roundTripMs(): Promise<number | undefined> {
    const startMs = performance.now();
    const answer = await this.request('session.ping', {}, PROBE_TIMEOUT_MS);
    return answer.ok ? performance.now() - startMs : undefined;
  }

  /** The machine woke up or the network changed: a connection that died meanwhile is noticed now, not at the next heartbeat. */
  probe(): void {
    if (this.#state === 'reconnecting') {
      clearTimeout(this.#retryTimer);
      this.#connect();
    } else if (this.#state === 'open' && this.#socket) {
      void this.#ping(this.#socket, PROBE_TIMEOUT_MS);
    }
  }

  request<N extends RequestName>(
    name: N,
    params: Params<N>,
    timeoutMs = REQUEST_TIMEOUT_MS,
  ): Promise<Answer<RequestResult<N>>> {
    return new Promise((resolve) => {
      const settle = resolve as (answer: Answer<unknown>) => void;
      const socket = this.#socket;
      if (socket?.readyState !== WebSocket.OPEN || this.#pending.size >= MAX_PENDING) {
        settle({ ok: false, problem: { code: 'unreachable' } });
        return;
      }
      const id = this.#nextId++;
      const timer = setTimeout(() => this.#settle(id, { ok: false, problem: { code: 'unreachable' } }), timeoutMs);
      this.#pending.set(id, { name, settle, timer });
      // All that is asked leaves here: a server is sent what it knows.
      const known = name === 'session.hello' ? params : projected(REQUESTS[name].params, params, this.#serverCan);
      socket.send(JSON.stringify({ kind: 'request', id, name, params: known }));
    });
  }

  /** What the server has said that it can do. */
  serverCan(capability: Capability): boolean {
    return this.#serverCan.has(capability);
  }

  /** Returns the function that stops listening. */
  on<N extends NoticeName>(name: N, listener: (payload: NoticePayload<N>) => void): () => void {
    const set = this.#listeners.get(name) ?? new Set();
    set.add(listener);
    this.#listeners.set(name, set);
    return () => set.delete(listener);
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  #stopWatchingWakes(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
  }

  async #ping(socket: WebSocket, timeoutMs: number): Promise<void> {
    const answer = await this.request('session.ping', {}, timeoutMs);
    if (answer.ok) this.#clockOffsetMs = answer.value.serverTimeMs - Date.now();
    if (!answer.ok && answer.problem.code === 'unreachable' && this.#socket === socket) this.#lost(0);
  }

  #connect(): void {
    this.#dropSocket();
    const create = this.#options.createSocket ?? ((url: string) => new WebSocket(url));
    const socket = create(this.#options.url);
    this.#socket = socket;
    const timer = setTimeout(() => socket.close(), CONNECT_TIMEOUT_MS);
    socket.onopen = () => void this.#sayHello(socket, timer);
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => {
      clearTimeout(timer);
      if (this.#socket === socket) this.#lost(event.code);
    };
  }

  async #sayHello(socket: WebSocket, timer: ReturnType<typeof setTimeout>): Promise<void> {
    const hello = await this.#hello();
    clearTimeout(timer);
    if (this.#socket !== socket) return;
    if (!hello.ok) {
      if (hello.problem.code === 'unsupportedVersion') this.#giveUp('refused');
      else socket.close();
      return;
    }
    this.#attempt = 0;
    this.#retryHintMs = undefined;
    this.#clockOffsetMs = hello.value.serverTimeMs - Date.now();
    this.#demo = hello.value.demo;
    this.#serverCan = new Set(hello.value.capabilities ?? []);
    this.#unknown.connected();
    await this.#options.onHello(this);
    if (this.#socket !== socket || socket.readyState !== WebSocket.OPEN) return;
    this.#startHeartbeat(socket, hello.value.heartbeatIntervalMs);
    this.#setState('open');
  }

  async #hello(): Promise<Answer<RequestResult<'session.hello'>>> {
    const { party, clientName, language } = this.#options;
    const about = { protocolVersion: PROTOCOL_VERSION, party, clientName, language };
    const hello = await this.request('session.hello', { ...about, capabilities: [...CAPABILITIES] });
    // A server of the first release knows no capabilities, and says so.
    const isOld = !hello.ok && hello.problem.code === 'badParams';
    return isOld ? this.request('session.hello', about) : hello;
  }

  /** A browser does not see WebSocket pings, so a dead path is noticed by a request of our own. */
  #startHeartbeat(socket: WebSocket, intervalMs: number): void {
    clearInterval(this.#heartbeatTimer);
    this.#heartbeatTimer = setInterval(() => void this.#ping(socket, REQUEST_TIMEOUT_MS), intervalMs);
  }

  #receive(data: unknown): void {
    const frame = typeof data === 'string' ? readServerFrame(data, this.#unknown) : undefined;
    if (frame?.kind === 'reply') this.#receiveReply(frame);
    else if (frame) this.#receiveNotice(frame);
  }

  #receiveReply(frame: ReplyFrame): void {
    const pending = this.#pending.get(frame.id);
    if (!pending) return;
    if (!frame.ok) {
      this.#settle(frame.id, { ok: false, problem: frame.problem });
      return;
    }
    const result = this.#unknown.read(pending.name, REQUESTS[pending.name].result, frame.result);
    this.#settle(frame.id, result ? { ok: true, value: result.value } : { ok: false, problem: { code: 'internal' } });
  }

  #receiveNotice(frame: NoticeFrame): void {
    if (!isNoticeName(frame.name)) {
      this.#unknown.skip(frame.name);
      return;
    }
    const payload = this.#unknown.read(frame.name, NOTICES[frame.name], frame.payload);
    if (!payload) return;
    if (frame.name === 'session.replaced') this.#giveUp('replaced');
    if (frame.name === 'session.closing') {
      this.#retryHintMs = (payload.value as NoticePayload<'session.closing'>).retryAfterMs;
    }
    for (const listener of this.#listeners.get(frame.name) ?? []) listener(payload.value as never);
  }

  #settle(id: number, answer: Answer<unknown>): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    clearTimeout(pending.timer);
    this.#pending.delete(id);
    pending.settle(answer);
  }

  #lost(code: number): void {
    this.#dropSocket();
    if (code === CLOSE.replaced) this.#giveUp('replaced');
    if (this.#state === 'closed' || this.#state === 'replaced' || this.#state === 'refused') return;
    // Nothing is lost: the server wants whoever is there to sign in again.
    this.#setState(code === CLOSE.sessionEnded ? 'connecting' : 'reconnecting');
    const delayMs = this.#retryHintMs ?? reconnectDelayMs(this.#attempt, Math.random());
    this.#retryHintMs = undefined;
    this.#attempt += 1;
    this.#retryTimer = setTimeout(() => this.#connect(), delayMs);
  }

  #giveUp(state: 'replaced' | 'refused'): void {
    this.#stopWatchingWakes();
    clearTimeout(this.#retryTimer);
    this.#setState(state);
    this.#dropSocket();
  }

  #dropSocket(): void {
    clearInterval(this.#heartbeatTimer);
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    for (const id of [...this.#pending.keys()]) this.#settle(id, { ok: false, problem: { code: 'unreachable' } });
  }

  #setState(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }
}
