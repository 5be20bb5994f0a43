// mediasoup's workers, one to a core: who has room for another room, and another worker in place of one that died. Knows no rooms.
import { createWorker, type types } from 'mediasoup';
import { complain } from './complain.ts';
import type { MediaOptions } from './contract.ts';

export type PooledWorker = {
  readonly worker: types.Worker;
  /** All media of the worker comes in here, so that few ports are needed. */
  readonly server: types.WebRtcServer;
  /** Legs of its rooms. */
  load: number;
};

/** A worker that ends as soon as it has begun is not started again at once. */
const RETRY_AFTER_MS = 1000;

export class WorkerPool {
  readonly #options: MediaOptions;
  readonly #onDied: (dead: PooledWorker) => void;
  readonly #workers = new Set<PooledWorker>();
  #waiting: ((worker: PooledWorker) => void)[] = [];
  #isClosed = false;

  constructor(options: MediaOptions, onDied: (dead: PooledWorker) => void) {
    this.#options = options;
    this.#onDied = onDied;
  }

  get workers(): readonly PooledWorker[] {
    return [...this.#workers];
  }

  /** Rejects when no worker can be started. */
  async begin(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.workers }, () => this.#add()));
  }

  /** The one with least to do. Waits where none is alive. */
  take(): Promise<PooledWorker> {
    const free = [...this.#workers].filter(({ worker }) => !worker.closed).toSorted((a, b) => a.load - b.load)[0];
    if (free !== undefined) return Promise.resolve(free);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#isClosed = true;
    for (const { worker } of this.#workers) worker.close();
    this.#workers.clear();
  }

  async #add(): Promise<void> {
    const { workerFile, listenAddress, announcedAddress, ports, protocols } = this.#options;
    const worker = await createWorker({ workerBin: workerFile, logLevel: 'error' });
    try {
      const server = await worker.createWebRtcServer({
        listenInfos: protocols.map((protocol) => ({
          protocol,
          ip: listenAddress,
          announcedAddress,
          ...(ports === null ? {} : { portRange: { min: ports.from, max: ports.to } }),
        })),
      });
      const pooled: PooledWorker = { worker, server, load: 0 };
      worker.on('died', () => this.#replace(pooled));
      this.#workers.add(pooled);
    } catch (cause) {
      worker.close();
      throw cause;
    }
    for (const resolve of this.#waiting.splice(0)) resolve(await this.take());
  }

  /** Its rooms go to those that are alive at once, and wait for the new one only where there is none. */
  #replace(dead: PooledWorker): void {
    this.#workers.delete(dead);
    if (this.#isClosed) return;
    this.#onDied(dead);
    void this.#addAgain();
  }

  async #addAgain(): Promise<void> {
    try {
      await this.#add();
    } catch (cause) {
      complain('a worker could not be started', cause);
      setTimeout(() => {
        if (!this.#isClosed) void this.#addAgain();
      }, RETRY_AFTER_MS);
    }
  }
}
