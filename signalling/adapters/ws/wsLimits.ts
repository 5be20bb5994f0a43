// The bounds of a connection. Numbers only.
export type WsLimits = {
  /** Time to say hello. */
  readonly helloDeadlineMs: number;
  readonly heartbeatIntervalMs: number;
  /** Messages at once, and how many come back a second. */
  readonly burst: number;
  readonly perSecond: number;
  /** How many messages beyond the allowance close the connection. */
  readonly flood: number;
  /** What may wait to be sent. */
  readonly maxBufferedBytes: number;
  readonly maxConnections: number;
  readonly maxBeforeHello: number;
  readonly maxBeforeHelloPerNetwork: number;
  /** That have said hello, and are neither signed in nor in a call. What is left of `maxConnections` is kept for those who are. */
  readonly maxGreeted: number;
  readonly maxGreetedPerNetwork: number;
  /** When whoever had to make room comes back. */
  readonly awayMs: number;
};

export const DEFAULT_WS_LIMITS: WsLimits = {
  helloDeadlineMs: 5000,
  heartbeatIntervalMs: 15_000,
  // A new generation sends two dozen candidates at once.
  burst: 120,
  perSecond: 40,
  flood: 200,
  maxBufferedBytes: 1_048_576,
  maxConnections: 10_000,
  maxBeforeHello: 500,
  // Behind one office's address many people may open the page in the same moment.
  maxBeforeHelloPerNetwork: 50,
  maxGreeted: 7500,
  // Many customers of a phone company share an address, and an office of 200 agents opens the app at nine; few stay idle.
  maxGreetedPerNetwork: 250,
  awayMs: 30_000,
};
