// How often a crashed page is loaded again before a person is asked. Pure but for its memory.

const MAX_RELOADS = 3;
const WINDOW_MS = 60_000;

export type CrashGuard = {
  /** Counts a crash at `nowMs`; true when the page may be loaded again. */
  mayReload: (nowMs: number) => boolean;
};

/** Three reloads a minute: more than that is a page that cannot start. */
export function createCrashGuard(): CrashGuard {
  let reloadsMs: number[] = [];
  return {
    mayReload: (nowMs) => {
      reloadsMs = reloadsMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
      if (reloadsMs.length >= MAX_RELOADS) return false;
      reloadsMs.push(nowMs);
      return true;
    },
  };
}
