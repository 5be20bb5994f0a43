// The time of day and timers. Contract only.

export type Clock = {
  /** The time of day. It may jump; MUST NOT be used to measure how long something takes. */
  nowMs(): number;
  /** When the day of `nowMs` began, by the clock on the wall here. */
  startOfDayMs(nowMs: number): number;
  /** Fires once, not before `delayMs`, and MUST NOT heed jumps of the time of day. Returns the way to stop it. */
  setTimer(delayMs: number, fire: () => void): () => void;
};
