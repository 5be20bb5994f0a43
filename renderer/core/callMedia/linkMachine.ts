// One link between two people across its generations, as a table: what is built, kept and let go of, and when the server is asked for the
// next. Pure: effects are asked for, not performed. Knows no media and no wire.
import { renewCredentialsAfterMs } from '../peerLink/credentialTime.ts';

/**
 * `idle`: nothing is known yet. `prepared`: the first generation is built, and what it signals is held back. `connecting`: nothing has
 * flowed yet. `reconnecting`: something had.
 */
export type LinkPhase = 'idle' | 'prepared' | 'connecting' | 'flowing' | 'reconnecting' | 'closed';
export type LinkTimer = 'renewal' | 'retire' | 'expiry';

export type LinkContext = {
  readonly phase: LinkPhase;
  /** Highest generation begun; 0: none. */
  readonly newest: number;
  /** Carries the call. */
  readonly current: number | null;
  /** Is being built beside it. */
  readonly next: number | null;
  /** Was carrying it, and is kept for the other side to get there, too. */
  readonly retiring: number | null;
  /** The credentials of the newest are about to expire: the next is asked for until it begins, also while media flows. */
  readonly isExpiring: boolean;
  readonly builtAtMs: number;
  readonly failedBuilds: number;
  /** How long the link before the newest is kept once that flows. */
  readonly retireMs: number;
  readonly lostAtMs: number | null;
  /** How often media was lost and came back, and for how long it was away in all. */
  readonly recoveries: number;
  readonly reconnectMs: number;
};

type At = { readonly atMs: number };
type OfGeneration = At & { readonly generation: number };
export type LinkEvent =
  /** Begun before it is known whether it will be used. */
  | (OfGeneration & { readonly type: 'prepared' })
  /**
   * `expiresInMs`: how much longer the relay takes the credentials; undefined: there is no end to it. `isOtherWay`: from a direct link to a
   * room, or back.
   */
  | (OfGeneration & { readonly type: 'begun'; readonly expiresInMs: number | undefined; readonly isOtherWay?: boolean })
  | (OfGeneration & { readonly type: 'flowing' })
  /** Nothing arrives any more; it may still come back. */
  | (OfGeneration & { readonly type: 'silent' })
  | (OfGeneration & { readonly type: 'ended' })
  | (At & { readonly type: 'renewalDue' })
  | (At & { readonly type: 'retireDue' })
  | (At & { readonly type: 'expiryDue' })
  /** The server was not reached when it was asked for the generation after this one. */
  | (OfGeneration & { readonly type: 'unreached' })
  | (At & { readonly type: 'closed' });

export type LinkEffect =
  | { readonly type: 'build'; readonly generation: number; readonly holdsSignals: boolean }
  /** What was held back is sent, and nothing is held back any more. */
  | { readonly type: 'release'; readonly generation: number }
  | { readonly type: 'drop'; readonly generation: number }
  /** Media of this generation flows. */
  | { readonly type: 'report'; readonly generation: number }
  /** For the generation after this one. */
  | { readonly type: 'ask'; readonly generation: number }
  | { readonly type: 'startTimer'; readonly timer: LinkTimer; readonly afterMs: number }
  | { readonly type: 'stopTimer'; readonly timer: LinkTimer };

export type LinkStep = { readonly context: LinkContext; readonly effects: readonly LinkEffect[] };

/** A link that dies sooner is not followed by the next at once, or a machine without a network would spin. */
const SHORTEST_GENERATION_MS = 1_000;
/** How long a new link may take before another is tried; doubled with each that failed. */
const BUILD_MS = 5_000;
const LONGEST_BUILD_MS = 20_000;
/** The server was not reached: it is asked again after this. */
const ASK_AGAIN_MS = 1_000;
/** How long the old link is kept once the new one flows, for the other side to get there too. */
const RETIRE_MS = 500;
/** By another way each side gets there in its own time. */
const RETIRE_OTHER_WAY_MS = 3_000;

export const NO_LINK: LinkContext = {
  phase: 'idle',
  ...{ newest: 0, current: null, next: null, retiring: null },
  isExpiring: false,
  builtAtMs: 0,
  // The first link of a call meets an unknown network and gets twice the time.
  failedBuilds: 1,
  retireMs: RETIRE_MS,
  ...{ lostAtMs: null, recoveries: 0, reconnectMs: 0 },
};

type Handler<T extends LinkEvent['type']> = (context: LinkContext, event: Extract<LinkEvent, { type: T }>) => LinkStep;
type Edges = { readonly [T in LinkEvent['type']]?: Handler<T> };

const same = (context: LinkContext): LinkStep => ({ context, effects: [] });
const startTimer = (timer: LinkTimer, afterMs: number): LinkEffect => ({ type: 'startTimer', timer, afterMs });
const drop = (generation: number | null): readonly LinkEffect[] =>
  generation === null ? [] : [{ type: 'drop', generation }];

const prepare: Handler<'prepared'> = (context, { generation, atMs }) => ({
  context: { ...context, phase: 'prepared', newest: generation, next: generation, builtAtMs: atMs },
  effects: [{ type: 'build', generation, holdsSignals: true }],
});

/** Another generation is built beside the one that carries the call; one that never flowed gives way. */
const begin: Handler<'begun'> = (context, { generation, atMs, expiresInMs, isOtherWay = false }) => {
  if (generation <= context.newest) return same(context);
  const phase = context.phase === 'idle' || context.phase === 'prepared' ? 'connecting' : context.phase;
  const failedBuilds = context.failedBuilds + 1;
  return {
    context: {
      ...context,
      phase,
      newest: generation,
      next: generation,
      isExpiring: false,
      builtAtMs: atMs,
      failedBuilds,
      retireMs: isOtherWay ? RETIRE_OTHER_WAY_MS : RETIRE_MS,
    },
    effects: [
      ...drop(context.next),
      { type: 'build', generation, holdsSignals: false },
      ...waiting(context.failedBuilds, expiresInMs),
    ],
  };
};

/** What was prepared is used; anything newer takes its place. */
const beginPrepared: Handler<'begun'> = (context, event) => {
  if (event.generation !== context.newest) return begin(context, event);
  const { generation, expiresInMs } = event;
  return {
    context: { ...context, phase: 'connecting', failedBuilds: context.failedBuilds + 1 },
    effects: [{ type: 'release', generation }, ...waiting(context.failedBuilds, expiresInMs)],
  };
};

function waiting(failedBuilds: number, expiresInMs: number | undefined): readonly LinkEffect[] {
  const renewal = startTimer('renewal', Math.min(LONGEST_BUILD_MS, BUILD_MS * 2 ** failedBuilds));
  if (expiresInMs === undefined) return [renewal, { type: 'stopTimer', timer: 'expiry' }];
  return [renewal, startTimer('expiry', Math.max(SHORTEST_GENERATION_MS, renewCredentialsAfterMs(expiresInMs)))];
}

/** Make before break: only now is the old link let go. */
const flow: Handler<'flowing'> = (context, { generation, atMs }) => {
  const isNext = context.next === generation;
  if (!isNext && context.current !== generation) return same(context);
  const { lostAtMs } = context;
  const found: LinkContext = {
    ...context,
    phase: 'flowing',
    lostAtMs: null,
    recoveries: context.recoveries + (lostAtMs === null ? 0 : 1),
    reconnectMs: context.reconnectMs + (lostAtMs === null ? 0 : atMs - lostAtMs),
  };
  if (!isNext) return { context: found, effects: context.next === null ? settled(context) : [] };
  return {
    context: { ...found, current: generation, next: null, retiring: context.current, failedBuilds: 0 },
    effects: [
      ...drop(context.retiring),
      ...(context.current === null ? [] : [startTimer('retire', context.retireMs)]),
      { type: 'report', generation },
      ...settled(context),
    ],
  };
};

/** Nothing more is to be asked for. */
function settled({ isExpiring }: LinkContext): readonly LinkEffect[] {
  return isExpiring ? [] : [{ type: 'stopTimer', timer: 'renewal' }];
}

/** The next link is built at once, and the old one may still come back. */
const fallSilent: Handler<'silent'> = (context, { generation, atMs }) => {
  if (context.current !== generation) return same(context);
  return {
    context: { ...context, phase: 'reconnecting', lostAtMs: context.lostAtMs ?? atMs },
    effects: context.next === null ? [startTimer('renewal', 0)] : [],
  };
};

const end: Handler<'ended'> = (context, { generation, atMs }) => {
  const wasNext = context.next === generation;
  const wasCurrent = context.current === generation;
  if (!wasNext && !wasCurrent) return same(context);
  const next = wasNext ? null : context.next;
  const lost = wasCurrent
    ? { current: null, lostAtMs: context.lostAtMs ?? atMs, ...(context.phase === 'flowing' && RECONNECTING) }
    : {};
  const ageMs = atMs - context.builtAtMs;
  return {
    context: { ...context, next, ...lost },
    effects: [
      ...drop(generation),
      ...(next === null ? [startTimer('renewal', Math.max(0, SHORTEST_GENERATION_MS - ageMs))] : []),
    ],
  };
};
const RECONNECTING = { phase: 'reconnecting' } as const;

/** Asked again and again until media flows. */
const ask = (context: LinkContext): LinkStep => ({
  context,
  effects: [startTimer('renewal', LONGEST_BUILD_MS), { type: 'ask', generation: context.newest }],
});

const askBeforeExpiry: Handler<'expiryDue'> = (context) => ask({ ...context, isExpiring: true });

/** Nothing is missing; but the next link is looked after until it flows or ends. */
const lookAgain: Handler<'renewalDue'> = (context) => {
  if (context.isExpiring) return ask(context);
  return { context, effects: context.next === null ? [] : [startTimer('renewal', LONGEST_BUILD_MS)] };
};

const retire: Handler<'retireDue'> = (context) => ({
  context: { ...context, retiring: null },
  effects: drop(context.retiring),
});

const askAgain: Handler<'unreached'> = (context, { generation }) => ({
  context,
  effects: generation === context.newest ? [startTimer('renewal', ASK_AGAIN_MS)] : [],
});

const close: Handler<'closed'> = (context) => ({
  context: { ...context, phase: 'closed', current: null, next: null, retiring: null },
  effects: [
    ...(['renewal', 'retire', 'expiry'] as const).map((timer): LinkEffect => ({ type: 'stopTimer', timer })),
    ...[context.next, context.current, context.retiring].flatMap(drop),
  ],
});

const always = { begun: begin, flowing: flow, ended: end, unreached: askAgain, closed: close } as const;

/** Every edge there is; what stands in none changes nothing. */
export const LINK_TABLE: { readonly [P in LinkPhase]: Edges } = {
  idle: { prepared: prepare, begun: begin, closed: close },
  prepared: { begun: beginPrepared, closed: close },
  connecting: { ...always, renewalDue: ask, expiryDue: askBeforeExpiry },
  flowing: { ...always, silent: fallSilent, retireDue: retire, renewalDue: lookAgain, expiryDue: askBeforeExpiry },
  reconnecting: { ...always, silent: fallSilent, retireDue: retire, renewalDue: ask, expiryDue: askBeforeExpiry },
  closed: {},
};

export function stepLink(context: LinkContext, event: LinkEvent): LinkStep {
  const handler = LINK_TABLE[context.phase][event.type] as
    ((context: LinkContext, event: LinkEvent) => LinkStep) | undefined;
  return handler === undefined ? same(context) : handler(context, event);
}
