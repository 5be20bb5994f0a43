// A client that comes back by itself, as the pages do. Knows the wire; what it says on coming in is told to it.
import { WebSocket } from 'ws';
import {
  CAPABILITIES,
  type Notice,
  type Params,
  type Party,
  type RequestName,
  type RequestResult,
  type Result,
  type ServerFrame,
} from '../../protocol/index.ts';
import { helloAs } from '../serviceBench.ts';
import type { SeededRandom } from '../seededRandom.ts';

/** Null when the connection was lost before the reply came. */
type Answer<N extends RequestName> = Result<RequestResult<N>> | null;

export type ReturningClientOptions = {
  readonly port: number;
  readonly party: Party;
  readonly random: SeededRandom;
  /** Says who it is on a new connection. True when the server took it. */
  enter(): Promise<boolean>;
  told(notice: Notice): void;
};

export class ReturningClient {
  /** When it last came in, by the monotonic clock; null while it is out. */
  enteredAtMs: number | null = null;
  /** When it was last put out. */
  lostAtMs = performance.now();
  readonly closeReasons: string[] = [];
  readonly #options: ReturningClientOptions;
  readonly #pending = new Map<number, (frame: ServerFrame | null) => void>();
  #socket: WebSocket | null = null;
  #lastId = 0;
  #isStopped = false;

  constructor(options: ReturningClientOptions) {
    this.#options = options;
    this.#connect();
  }

  async asks<N extends RequestName>(name: N, params: Params<N>): Promise<Answer<N>> {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return null;
    const id = (this.#lastId += 1);
    const frame = await new Promise<ServerFrame | null>((resolve) => {
      this.#pending.set(id, resolve);
      socket.send(JSON.stringify({ kind: 'request', id, name, params }));
    });
    if (frame?.kind !== 'reply') return null;
    return frame.ok ? { ok: true, value: frame.result as RequestResult<N> } : { ok: false, problem: frame.problem };
  }

  /** Loses the connection, as when the network goes. */
  drop(): void {
    this.#socket?.terminate();
  }

  stop(): void {
    this.#isStopped = true;
    this.#socket?.terminate();
  }

  #connect(): void {
    if (this.#isStopped) return;
    const { port, party } = this.#options;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { origin: `http://127.0.0.1:${port}` });
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('open', () => void this.#comeIn(party));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as ServerFrame;
      if (frame.kind === 'notice') this.#options.told(frame as unknown as Notice);
      else this.#settle(frame.id, frame);
    });
    socket.on('close', (_, reason) => {
      if (reason.length > 0) this.closeReasons.push(reason.toString());
      if (this.enteredAtMs !== null) this.lostAtMs = performance.now();
      this.enteredAtMs = null;
      for (const id of [...this.#pending.keys()]) this.#settle(id, null);
      setTimeout(() => this.#connect(), this.#options.random.between(20, 80));
    });
  }

  async #comeIn(party: Party): Promise<void> {
    const hello = await this.asks('session.hello', { ...helloAs(party), capabilities: [...CAPABILITIES] });
    if (hello?.ok === true && (await this.#options.enter())) this.enteredAtMs = performance.now();
  }

  #settle(id: number, frame: ServerFrame | null): void {
    this.#pending.get(id)?.(frame);
    this.#pending.delete(id);
  }
}
