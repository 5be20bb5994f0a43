// Things that are to reach the server, one after the other and each once: what cannot be delivered now is tried again. Knows
// ids, times and bounds; not what is delivered, nor how.

/** What became of a delivery. `done`: it arrived, or never will · `stop`: nothing more will be taken. */
export type Delivered = { name: 'done' } | { name: 'later'; afterMs: number } | { name: 'stop' };

export type DeliveryQueueOptions<T> = {
  deliver: (item: T) => Promise<Delivered>;
  /** Between two deliveries, so that many at once leave room for what else is said to the server. */
  paceMs: number;
  /** How many may wait; more are left out. */
  mostWaiting: number;
  /** For how long what waits is still delivered after `close`. */
  lingerMs: number;
};

export class DeliveryQueue<T> {
  readonly #options: DeliveryQueueOptions<T>;
  readonly #taken = new Set<string>();
  #waiting: T[] = [];
  #isRunning = false;
  #isClosed = false;
  #isStopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DeliveryQueueOptions<T>) {
    this.#options = options;
  }

  has(id: string): boolean {
    return this.#taken.has(id);
  }

  /** The same id is taken once. */
  add(id: string, item: T): void {
    if (this.#isClosed || this.#isStopped || this.#taken.has(id)) return;
    if (this.#waiting.length >= this.#options.mostWaiting) return;
    this.#taken.add(id);
    this.#waiting.push(item);
    void this.#run();
  }

  /** Takes nothing more. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    setTimeout(() => this.#stop(), this.#options.lingerMs);
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const delivered = await this.#options.deliver(next);
      if (delivered.name === 'stop') this.#stop();
      if (this.#isStopped) break;
      if (delivered.name === 'done') this.#waiting.shift();
      await this.#pause(delivered.name === 'later' ? delivered.afterMs : this.#options.paceMs);
    }
    this.#isRunning = false;
  }

  #pause(durationMs: number): Promise<void> {
    return new Promise((resolve) => (this.#timer = setTimeout(resolve, durationMs)));
  }

  #stop(): void {
    this.#isStopped = true;
    this.#waiting = [];
    clearTimeout(this.#timer);
  }
}
