// Notices that this machine slept or this page was frozen, and that it is seen or online again. Knows timers and page events.

const TICK_MS = 1_000;
/** A hidden page's timer may be late by a second or two, a frozen one by much more. */
const SLEPT_MS = 5_000;

/**
 * @param onWake connections may have died unnoticed: look at them now
 * @returns the function that stops watching
 */
export function watchWaking(onWake: () => void): () => void {
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    if (nowMs - lastMs > SLEPT_MS) onWake();
    lastMs = nowMs;
  }, TICK_MS);
  const seen = (): void => {
    if (document.visibilityState === 'visible') onWake();
  };
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('online', onWake);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('online', onWake);
  };
}
