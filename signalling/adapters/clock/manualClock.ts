// A clock that stands still until a test moves it.
import type { Clock } from '../../service/ports/clock.ts';

export type ManualClock = Clock & {
  /** Fires what falls due on the way, in order, letting each take effect before the next. */
  advance(durationMs: number): Promise<void>;
  /** Puts the time of day on (or back, when negative), as a person or a time server does. Timers do not notice. */
  jump(byMs: number): void;
  readonly pendingTimers: number;
};

export function createManualClock(startMs = 1_700_000_000_000): ManualClock {
  /** How long the clock has run. */
  let elapsedMs = 0;
  let offsetMs = startMs;
  const timers = new Set<{ dueMs: number; fire: () => void }>();
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    nowMs: () => offsetMs + elapsedMs,
    startOfDayMs: (nowMs) => nowMs - (nowMs % (24 * 60 * 60 * 1000)),
    setTimer(delayMs, fire) {
      const timer = { dueMs: elapsedMs + delayMs, fire };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(durationMs) {
      const untilMs = elapsedMs + durationMs;
      for (;;) {
        const [next] = [...timers].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs);
        if (next === undefined) break;
        timers.delete(next);
        elapsedMs = Math.max(elapsedMs, next.dueMs);
        next.fire();
        await settle();
      }
      elapsedMs = untilMs;
      await settle();
    },
    jump(byMs) {
      offsetMs += byMs;
    },
    get pendingTimers() {
      return timers.size;
    },
  };
}
