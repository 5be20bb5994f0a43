// How a call's states hold timers: started on the way in, stopped on every way out. Effects are asked for, not performed.
import type { CallContext, CallEvent, CallFacts, TimerKind } from './callEvents.ts';
import { timeOf } from './callSetup.ts';

/** How long a timer runs: as this call's queue says, or so many milliseconds. */
type Timing = keyof CallFacts['timings'] | number;
const durationOf = (timing: Timing, { facts }: CallContext): number =>
  typeof timing === 'number' ? timing : (facts.timings[timing] ?? 0);
/** Due time of a timer that starts with the present event. */
const after = (kind: TimerKind, timing: Timing) =>
  ({
    type: 'armTimer',
    params: ({ context, event }: { context: CallContext; event: CallEvent }) => ({
      kind,
      dueAtMs: timeOf(event, context) + durationOf(timing, context),
    }),
  }) as const;
/** Runs what is left of the timer: all of it when it has just been armed, and never more, whatever the clock says. */
export const start = (kind: TimerKind, timing: Timing) =>
  ({
    type: 'startTimer',
    params: ({ context, event }: { context: CallContext; event: CallEvent }) => {
      const { attempt, dueAtMs } = context.timers[kind] ?? { attempt: 0, dueAtMs: 0 };
      return {
        kind,
        attempt,
        delayMs: Math.min(Math.max(0, dueAtMs - timeOf(event, context)), durationOf(timing, context)),
      };
    },
  }) as const;
const stop = (kind: TimerKind) =>
  ({
    type: 'stopTimer',
    params: ({ context }: { context: CallContext }) => ({ kind, attempt: context.timers[kind]?.attempt ?? 0 }),
  }) as const;
const disarm = (kind: TimerKind) => ({ type: 'disarmTimer', params: { kind } }) as const;
/** A state that holds a timer for exactly as long as it lasts, whatever the way out. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the machine it is put into checks it
export const lasting = (kind: TimerKind, timing: Timing) => ({
  entry: [after(kind, timing), start(kind, timing)],
  exit: [stop(kind), disarm(kind)],
});
export const dueTimer = (kind: TimerKind) =>
  ({
    type: 'isPresentTimer',
    params: ({ event }: { event: { attempt: number } }) => ({ kind, attempt: event.attempt }),
  }) as const;
export const lateTimer = (kind: TimerKind) => ({ ...dueTimer(kind), type: 'isLateTimer' }) as const;
