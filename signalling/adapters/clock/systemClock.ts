// The machine's clock and timers. A timer alone keeps no process alive.
import type { Clock } from '../../service/ports/clock.ts';

/** Node fires at once what is further away than this. */
const LONGEST_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  startOfDayMs: (nowMs) => new Date(nowMs).setHours(0, 0, 0, 0),
  // Node's timers count by the monotonic clock.
  setTimer(delayMs, fire) {
    const timer = setTimeout(fire, Math.min(delayMs, LONGEST_TIMER_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
