// One piece of work at a time, what people wait for before what may be wanted later. Knows nothing of the work.

export type QueuedWork<T> = { result: Promise<T | 'cancelled'>; cancel: () => void };

export type WorkQueue = {
  /** `work` is told by its signal when it was cancelled while under way; its result is then `cancelled`, whatever it says. */
  run: <T>(work: (signal: AbortSignal) => Promise<T>, inBackground: boolean) => QueuedWork<T>;
};

type Waiting = { start: () => Promise<void> };

/** Nothing is done in the background for the first `aloneMs`. */
export function createWorkQueue(aloneMs = 0): WorkQueue {
  const urgent: Waiting[] = [];
  const background: Waiting[] = [];
  let isBusy = false;
  let isAlone = aloneMs > 0;

  const next = (): void => {
    if (isBusy) return;
    const waiting = urgent.shift() ?? (isAlone ? undefined : background.shift());
    if (!waiting) return;
    isBusy = true;
    void waiting.start().finally(() => {
      isBusy = false;
      next();
    });
  };

  if (isAlone) {
    setTimeout(() => {
      isAlone = false;
      next();
    }, aloneMs);
  }

  return {
    run: <T>(work: (signal: AbortSignal) => Promise<T>, inBackground: boolean): QueuedWork<T> => {
      const line = inBackground ? background : urgent;
      const aborter = new AbortController();
      const result = new Promise<T | 'cancelled'>((resolve, reject) => {
        aborter.signal.addEventListener('abort', () => resolve('cancelled'));
        const waiting: Waiting = { start: () => settle(work, aborter.signal, resolve, reject) };
        line.push(waiting);
        aborter.signal.addEventListener('abort', () => {
          const place = line.indexOf(waiting);
          if (place >= 0) line.splice(place, 1);
        });
      });
      next();
      return { result, cancel: () => aborter.abort() };
    },
  };
}

async function settle<T>(
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  resolve: (value: T) => void,
  reject: (reason: unknown) => void,
): Promise<void> {
  try {
    resolve(await work(signal));
  } catch (cause) {
    reject(cause);
  }
}
