// A connection that sends anything and keeps account of what it is owed: a reply to each request, or a close with a name.
import { WebSocket } from 'ws';
import { CLOSE, MAX_FRAME_BYTES, type ServerFrame } from '../../protocol/index.ts';
import { parseRequestFrame } from '../../protocol/parsing.ts';
import type { HostileFrame } from './hostileFrames.ts';

/** Our own, and those that `ws` gives for broken framing and text that is no UTF-8. */
const NAMED_CODES: readonly number[] = [...Object.values(CLOSE), 1002, 1007];
/** A machine that others use, too, may take its time. */
const ANSWER_DEADLINE_MS = 40_000;

export class HostileClient {
  readonly results = new Map<string, number>();
  readonly violations: string[] = [];
  readonly #socket: WebSocket;
  /** How many replies are owed, by request id. */
  readonly #owed = new Map<number, number>();
  #isClosing = false;

  constructor(port: number, address: string) {
    const headers = { origin: `http://127.0.0.1:${port}`, 'x-forwarded-for': address };
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { headers });
    this.#socket.on('error', () => undefined);
    this.#socket.on('message', (data: Buffer) => this.#receive(JSON.parse(data.toString()) as ServerFrame));
    this.#socket.on('close', (code, reason) => this.#end(code, reason.toString()));
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  async opened(): Promise<void> {
    await this.#comesTrue(() => this.#socket.readyState !== WebSocket.CONNECTING, 'no connection');
  }

  send({ data, isBinary }: HostileFrame): void {
    if (!this.isOpen) return;
    const text = typeof data === 'string' && !isBinary ? data : '';
    const read = Buffer.byteLength(text) <= MAX_FRAME_BYTES ? parseRequestFrame(text) : null;
    if (read !== null) this.#owed.set(read.frame.id, (this.#owed.get(read.frame.id) ?? 0) + 1);
    this.#socket.send(data, { binary: isBinary });
  }

  ask(id: number, name: string, params: unknown): void {
    this.send({ data: JSON.stringify({ kind: 'request', id, name, params }), isBinary: false });
  }

  /** All that is owed has come, or the connection is closed. */
  async settled(): Promise<void> {
    await this.#comesTrue(
      () => this.#owed.size === 0 || this.#socket.readyState === WebSocket.CLOSED,
      `no reply to ${[...this.#owed.keys()].join(', ')}`,
    );
  }

  async leave(): Promise<void> {
    this.#isClosing = true;
    this.#socket.close();
    await this.#comesTrue(() => this.#socket.readyState === WebSocket.CLOSED, 'no end');
  }

  #receive(frame: ServerFrame): void {
    if (frame.kind === 'notice') return;
    const owed = this.#owed.get(frame.id) ?? 0;
    if (owed === 0) this.violations.push(`a reply to ${frame.id}, which was not asked`);
    if (owed > 1) this.#owed.set(frame.id, owed - 1);
    else this.#owed.delete(frame.id);
    this.#count(frame.ok ? 'ok' : frame.problem.code);
    if (!frame.ok && frame.problem.code === 'internal') this.violations.push('an internal problem');
  }

  #end(code: number, reason: string): void {
    if (!this.#isClosing && !NAMED_CODES.includes(code)) this.violations.push(`closed with ${code} ${reason}`);
    if (!this.#isClosing) this.#count(`closed: ${reason === '' ? code : reason}`);
  }

  #count(result: string): void {
    this.results.set(result, (this.results.get(result) ?? 0) + 1);
  }

  async #comesTrue(condition: () => boolean, otherwise: string): Promise<void> {
    const endMs = performance.now() + ANSWER_DEADLINE_MS;
    while (!condition()) {
      if (performance.now() > endMs) {
        this.violations.push(otherwise);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}
