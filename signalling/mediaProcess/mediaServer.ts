// The media process as the service sees it: takes commands from one connection at a time, and keeps its rooms for a while when nobody is
// connected, as a service that is started again asks for them.
import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { commandSchema, MEDIA_CONTRACT, type Command, type MediaOptions, type Report } from './contract.ts';
import { readJsonLines } from './jsonLines.ts';
import { RoomHost } from './roomHost.ts';

export class MediaServer {
  readonly #options: MediaOptions;
  readonly #host: RoomHost;
  readonly #server: Server;
  readonly #onEnd: () => void;
  #service: Socket | null = null;
  #lingering: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MediaOptions, onEnd: () => void) {
    this.#options = options;
    this.#onEnd = onEnd;
    this.#host = new RoomHost(options, (report) => this.#report(report));
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Rejects when no worker starts or the address is taken. */
  async begin(): Promise<void> {
    await this.#host.begin();
    // Whoever starts this has found nobody there: what is left is of one that was killed.
    if (process.platform !== 'win32') rmSync(this.#options.socketPath, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#options.socketPath, resolve);
    });
    this.#wait();
  }

  end(): void {
    clearTimeout(this.#lingering);
    this.#host.end();
    this.#server.close();
    this.#service?.destroy();
    this.#onEnd();
  }

  #accept(socket: Socket): void {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#service !== socket) return;
      this.#service = null;
      this.#wait();
    });
    readJsonLines(socket, commandSchema, (command) => {
      if (command.do === 'attend') this.#attend(socket);
      else if (this.#service === socket) void this.#perform(command);
    });
  }

  /** The newer service is the right one: whoever was killed may still look connected. */
  #attend(socket: Socket): void {
    clearTimeout(this.#lingering);
    const before = this.#service;
    this.#service = socket;
    if (before !== socket) before?.destroy();
    const { roomIds } = this.#host;
    this.#report({ says: 'hello', contract: MEDIA_CONTRACT, processId: process.pid, roomIds });
  }

  /** Without rooms there is nothing to wait for once a service has been here. */
  #wait(): void {
    const isUsed = this.#host.roomIds.length > 0;
    this.#lingering = setTimeout(() => this.end(), isUsed ? this.#options.lingerMs : UNUSED_MS);
  }

  async #perform(command: Exclude<Command, { do: 'attend' }>): Promise<void> {
    switch (command.do) {
      case 'room':
        this.#host.want(command.room);
        return;
      case 'close':
        this.#host.close(command.roomId);
        return;
      case 'keepOnly':
        this.#host.keepOnly(command.roomIds);
        return;
      case 'ask': {
        const { askId, roomId, legId, ask } = command;
        this.#report({ says: 'answer', askId, ...(await this.#host.ask(roomId, legId, ask)) });
        return;
      }
      case 'measure':
        this.#report({ says: 'measured', askId: command.askId, workers: await this.#host.measure() });
        return;
      case 'end':
        this.end();
    }
  }

  /** Lost when no service is connected: pages ask for the state when they are back. */
  #report(report: Report): void {
    this.#service?.write(`${JSON.stringify(report)}\n`);
  }
}

/** For a service that has just started it, or is about to. */
const UNUSED_MS = 3000;
