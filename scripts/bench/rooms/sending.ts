// Sends the same sealed packets to many rooms at the pace of a call. One socket sends all.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { madeUpMedia, type DuePacket } from './madeUpMedia.ts';

type Sender = { readonly port: number; beganMs: number; next: number };

const TICK_MS = 5;
/** So that not all rooms send their frames in the same moment. */
const SPREAD_MS = 33;

export class Sending {
  readonly #socket: Socket;
  readonly #media: readonly DuePacket[];
  readonly #senders: Sender[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;

  private constructor(socket: Socket, media: readonly DuePacket[]) {
    this.#socket = socket;
    this.#media = media;
  }

  /** `seconds`: the longest that anybody sends. */
  static async open(seconds: number): Promise<Sending> {
    return new Sending(await openSocket(), madeUpMedia(seconds));
  }

  get port(): number {
    return this.#socket.address().port;
  }

  add(ports: readonly number[]): void {
    this.#senders.push(...ports.map((port) => ({ port, beganMs: 0, next: 0 })));
  }

  /** Everybody goes on where they were: a packet that was sent before would be refused. */
  resume(): void {
    const nowMs = performance.now();
    for (const [index, sender] of this.#senders.entries())
      sender.beganMs = nowMs + ((index * 7) % SPREAD_MS) - (this.#media[sender.next]?.atMs ?? 0);
    this.#timer ??= setInterval(() => this.#sendDue(), TICK_MS);
  }

  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  close(): void {
    this.pause();
    this.#socket.close();
  }

  #sendDue(): void {
    const nowMs = performance.now();
    for (const sender of this.#senders) {
      for (;;) {
        const due = this.#media[sender.next];
        if (due === undefined || due.atMs > nowMs - sender.beganMs) break;
        this.#socket.send(due.packet, sender.port, '127.0.0.1');
        sender.next += 1;
      }
    }
  }
}

export async function openSocket(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_000_000, sendBufferSize: 4_000_000 });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}
