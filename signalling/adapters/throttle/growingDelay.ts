// A pause between tries that grows with their number, and never becomes a wall. Knows no names; keeps a bounded number of keys.

export type GrowingDelaySettings = {
  /** Tries without a pause. */
  readonly free: number;
  /** The first pause; each further try doubles it. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** A key without a try for so long begins anew. */
  readonly forgetAfterMs: number;
};

export type GrowingDelay = {
  /** 0: go on, and this try was counted; else how long to wait, in milliseconds, and it was not. */
  take(key: string): number;
  /** The last try of this key does not count. */
  giveBack(key: string): void;
  /** None of this key's tries counts any more. */
  forget(key: string): void;
};

type Tries = { readonly count: number; readonly atMs: number; readonly pauseMs: number };

const MOST_KEYS = 10_000;

/** `nowMs` must not jump. */
export function createGrowingDelay(settings: GrowingDelaySettings, nowMs = () => performance.now()): GrowingDelay {
  const { free, firstMs, longestMs, forgetAfterMs } = settings;
  /** The one that was longest without a try is first. */
  const keys = new Map<string, Tries>();

  function keep(key: string, count: number): void {
    const pauseMs = count < free ? 0 : Math.min(longestMs, firstMs * 2 ** Math.min(count - free, 30));
    keys.delete(key);
    keys.set(key, { count, atMs: nowMs(), pauseMs });
    const [oldest] = keys.keys();
    if (keys.size > MOST_KEYS && oldest !== undefined) keys.delete(oldest);
  }

  return {
    take(key) {
      const tries = keys.get(key);
      const sinceMs = tries === undefined ? Infinity : nowMs() - tries.atMs;
      if (tries !== undefined && sinceMs < tries.pauseMs) return Math.max(1, Math.ceil(tries.pauseMs - sinceMs));
      keep(key, 1 + (sinceMs < forgetAfterMs ? (tries?.count ?? 0) : 0));
      return 0;
    },
    giveBack(key) {
      const tries = keys.get(key);
      if (tries !== undefined) keep(key, tries.count - 1);
    },
    forget: (key) => void keys.delete(key),
  };
}
