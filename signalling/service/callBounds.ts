// How many calls may come from one network. Many customers of a phone company share one; whoever floods a line begins more.

export type CallBounds = {
  /** Begun in a minute. */
  readonly perMinute: number;
  /** Waiting, ringing or answered. */
  readonly atOnce: number;
};

export const DEFAULT_CALL_BOUNDS: CallBounds = { perMinute: 60, atOnce: 50 };
