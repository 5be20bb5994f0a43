// Finds the media process of this data folder, or starts it, and stays connected. Knows no rooms.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import {
  MEDIA_CONTRACT,
  reportSchema,
  type Command,
  type MediaOptions,
  type Report,
} from '../../mediaProcess/contract.ts';
import { readJsonLines } from '../../mediaProcess/jsonLines.ts';
import type { Log } from '../../service/ports/log.ts';
import type { MediaBridgeState } from '../../service/ports/mediaBridge.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'mediaProcess', 'main.ts');
/** The worker may be built while the service runs. */
const LOOK_FOR_WORKER_EVERY_MS = 2000;
const START_DEADLINE_MS = 15_000;
const KNOCK_EVERY_MS = 50;
/** After so many ends in a row that came at once, it waits before the next start. */
const TRIES = 3;
const PAUSE_MS = 30_000;
/** One that has lived so long has not ended at once. */
const LIVED_MS = 10_000;
/** What a program that carries media has no use for. */
const SECRET = /SECRET|KEY|PASSWORD|TOKEN/i;

export type Hello = Extract<Report, { says: 'hello' }>;
export type MediaConnectionNews = {
  /** Each time it is connected: the process may hold rooms of before, or none. */
  connected(hello: Hello): void;
  reported(report: Exclude<Report, Hello>): void;
  lost(): void;
  stateChanged(state: MediaBridgeState): void;
};

export class MediaConnection {
  readonly #options: MediaOptions;
  readonly #log: Log;
  readonly #news: MediaConnectionNews;
  #state: MediaBridgeState = { is: 'unavailable', why: 'starting' };
  #socket: Socket | null = null;
  #failures = 0;
  #helloDeadline: ReturnType<typeof setTimeout> | undefined;
  readonly #stopping = new AbortController();
  #wake: () => void = () => undefined;

  constructor(options: MediaOptions, log: Log, news: MediaConnectionNews) {
    this.#options = options;
    this.#log = log;
    this.#news = news;
    void this.#run();
  }

  get state(): MediaBridgeState {
    return this.#state;
  }

  send(command: Command): void {
    this.#socket?.write(`${JSON.stringify(command)}\n`);
  }

  /** The process goes on with its rooms. */
  stop(): void {
    this.#stopping.abort();
    this.#socket?.end();
    this.#wake();
  }

  #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped()) {
      if (!existsSync(this.#options.workerFile)) {
        this.#become({ is: 'unavailable', why: 'noWorker' });
        await this.#pause(LOOK_FOR_WORKER_EVERY_MS);
        continue;
      }
      if (this.#state.is === 'unavailable' && this.#state.why === 'noWorker')
        this.#become({ is: 'unavailable', why: 'starting' });
      const beganMs = performance.now();
      await this.#session();
      if (this.#isStopped()) return;
      this.#failures = performance.now() - beganMs > LIVED_MS ? 0 : this.#failures + 1;
      if (this.#failures < TRIES) continue;
      this.#become({ is: 'unavailable', why: 'failing' });
      await this.#pause(PAUSE_MS);
    }
  }

  /** Until the connection is lost, or there was none to be had. */
  async #session(): Promise<void> {
    const socket = (await knock(this.#options.socketPath)) ?? (await this.#start());
    if (socket === null || this.#isStopped()) {
      socket?.destroy();
      return;
    }
    this.#socket = socket;
    socket.on('error', (cause) => this.#log.warn({ reason: cause.message }, 'media process: the connection broke'));
    const lost = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    readJsonLines(socket, reportSchema, (report) => this.#take(report));
    this.send({ do: 'attend' });
    // One that takes the connection and says nothing stands still.
    this.#helloDeadline = setTimeout(() => socket.destroy(), START_DEADLINE_MS);
    await lost;
    clearTimeout(this.#helloDeadline);
    this.#socket = null;
    if (this.#isStopped()) return;
    this.#become({ is: 'unavailable', why: 'starting' });
    this.#news.lost();
  }

  #take(report: Report): void {
    if (report.says !== 'hello') {
      this.#news.reported(report);
      return;
    }
    clearTimeout(this.#helloDeadline);
    if (report.contract !== MEDIA_CONTRACT) {
      this.#log.warn({ contract: report.contract }, 'media process of another release: it is asked to end');
      this.send({ do: 'end' });
      return;
    }
    this.#log.info({ processId: report.processId, rooms: report.roomIds.length }, 'media process connected');
    this.#news.connected(report);
    this.#become({ is: 'available' });
  }

  /** It outlives this process: what it says is in a file. */
  async #start(): Promise<Socket | null> {
    const said = openSync(join(dirname(this.#options.socketPath), 'media.log'), 'a', 0o600);
    const child = spawn(process.execPath, [PROGRAM, JSON.stringify(this.#options)], {
      detached: true,
      stdio: ['ignore', said, said],
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !SECRET.test(name))),
    });
    closeSync(said);
    const gone = new AbortController();
    for (const end of ['exit', 'error']) child.once(end, () => gone.abort());
    child.unref();
    const deadlineMs = performance.now() + START_DEADLINE_MS;
    while (!gone.signal.aborted && !this.#isStopped() && performance.now() < deadlineMs) {
      const socket = await knock(this.#options.socketPath);
      if (socket !== null) return socket;
      await this.#pause(KNOCK_EVERY_MS);
    }
    this.#log.warn({}, 'media process: it did not start; media.log in the data folder says why');
    return null;
  }

  #become(state: MediaBridgeState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#log.info({ rooms: state.is === 'available' ? 'available' : state.why }, 'rooms');
    this.#news.stateChanged(state);
  }

  async #pause(delayMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Null: nobody is there. */
function knock(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', () => resolve(null));
  });
}
