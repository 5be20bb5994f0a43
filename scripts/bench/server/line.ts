// One connection of the load generator to our server, from an address of its own. Knows the envelope.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  PROTOCOL_VERSION,
  type NoticeName,
  type NoticePayload,
  type Params,
  type Party,
  type RequestName,
  type RequestResult,
  type ServerFrame,
} from '../../../signalling/protocol/index.ts';

type NoticeHandlers = { [N in NoticeName]?: (payload: NoticePayload<N>) => void };

/** What went wrong on any line, counted by name. */
export const troubles = new Map<string, number>();

/** On all lines. */
export const heard = { notices: 0 };

export function noteTrouble(name: string): void {
  troubles.set(name, (troubles.get(name) ?? 0) + 1);
}

/** Many people come from many addresses: the server's limits per address then mean what they do in real life. */
export function addressOf(person: number): string {
  return `127.${10 + (person >> 16)}.${(person >> 8) & 255}.${person & 255}`;
}

export class Line {
  readonly socket: WebSocket;
  readonly #handlers: NoticeHandlers;
  readonly #pending = new Map<number, { name: string; settle: (result: unknown) => void; fail: (e: Error) => void }>();
  #lastId = 0;
  #isExpectedToClose = false;

  private constructor(socket: WebSocket, handlers: NoticeHandlers) {
    this.socket = socket;
    this.#handlers = handlers;
    socket.on('message', (data: Buffer) => this.#receive(data));
    socket.on('error', () => undefined);
    socket.on('close', (code) => this.#closed(code));
  }

  /** Connects and says hello. */
  static async open(origin: string, party: Party, person: number, handlers: NoticeHandlers = {}): Promise<Line> {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws`, {
      localAddress: addressOf(person),
      origin,
      perMessageDeflate: false,
    });
    await once(socket, 'open');
    const line = new Line(socket, handlers);
    await line.request('session.hello', {
      protocolVersion: PROTOCOL_VERSION,
      party,
      clientName: 'visavis-bench',
      language: 'en',
    });
    return line;
  }

  request<N extends RequestName>(name: N, params: Params<N>): Promise<RequestResult<N>> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.socket.send(JSON.stringify({ kind: 'request', id, name, params }));
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { name, settle: resolve as (result: unknown) => void, fail: reject });
    });
  }

  /** Like `request`, for what nobody waits for. */
  tell<N extends RequestName>(name: N, params: Params<N>): void {
    // A refusal is counted where it arrives.
    this.request(name, params).catch(() => undefined);
  }

  close(): void {
    this.#isExpectedToClose = true;
    this.socket.close();
  }

  #receive(data: Buffer): void {
    const frame = JSON.parse(data.toString()) as ServerFrame;
    if (frame.kind === 'notice') {
      heard.notices += 1;
      const handle = this.#handlers[frame.name as NoticeName] as ((payload: unknown) => void) | undefined;
      handle?.(frame.payload);
      return;
    }
    const pending = this.#pending.get(frame.id);
    this.#pending.delete(frame.id);
    if (frame.ok) pending?.settle(frame.result);
    else {
      noteTrouble(`${pending?.name ?? 'unasked'}: ${frame.problem.code}`);
      pending?.fail(new Error(frame.problem.code));
    }
  }

  #closed(code: number): void {
    for (const { fail } of this.#pending.values()) fail(new Error('the connection closed'));
    if (!this.#isExpectedToClose) noteTrouble(`closed with ${code}`);
  }
}

/** `work` for each of `count` numbers, at most `width` at a time. */
export async function inParallel(count: number, width: number, work: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await work(next - 1);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}
