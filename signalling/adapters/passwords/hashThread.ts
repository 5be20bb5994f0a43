// Derives keys on a thread of its own. Node's pool, which reads files and looks up names, never waits for it.
import { Worker } from 'node:worker_threads';
import type { ScryptOptions } from 'node:crypto';

export type Derivation = {
  readonly password: string;
  readonly salt: Uint8Array;
  readonly hashBytes: number;
  readonly cost: ScryptOptions;
};

export type HashThread = {
  /** One after the other, in the order they were asked. Rejects when the thread failed; the next one gets another. */
  readonly derive: (derivation: Derivation) => Promise<Buffer>;
  /** Ends at once; what is under way is never answered. */
  stop(): Promise<void>;
};

type Owed = { resolve(key: Buffer): void; reject(cause: unknown): void };

/** The thread begins with the first password. */
export function createHashThread(): HashThread {
  let running: { readonly worker: Worker; readonly owed: Owed[] } | null = null;

  function begin(): NonNullable<typeof running> {
    const worker = new Worker(new URL('./scryptThread.ts', import.meta.url), { execArgv: [] });
    const owed: Owed[] = [];
    worker.unref();
    worker.on('message', (key: Uint8Array) => owed.shift()?.resolve(Buffer.from(key)));
    worker.on('error', (cause) => {
      if (running?.worker === worker) running = null;
      for (const waiting of owed.splice(0)) waiting.reject(cause);
    });
    return { worker, owed };
  }

  return {
    derive(derivation) {
      running ??= begin();
      const { worker, owed } = running;
      return new Promise((resolve, reject) => {
        owed.push({ resolve, reject });
        worker.postMessage(derivation);
      });
    },
    async stop() {
      await running?.worker.terminate();
      running = null;
    },
  };
}
