// What machines ask for and others perform. One list: an effect that is added to it does not compile until every machine names it and
// somebody performs it.
import type { RequestedAction } from './step.ts';

/** By name, what each is given. */
type Requests<Kind extends string> = {
  readonly startTimer: { readonly kind: Kind; readonly attempt: number; readonly delayMs: number };
  readonly stopTimer: { readonly kind: Kind; readonly attempt: number };
};

type EffectActions<Kind extends string> = {
  [E in keyof Requests<Kind>]: (_args: unknown, _params: Requests<Kind>[E]) => undefined;
};

const asked = (): undefined => undefined;

/** For a machine's actions: asked for there, and nothing more. */
export function effectActions<Kind extends string>(): EffectActions<Kind> {
  return { startTimer: asked, stopTimer: asked };
}

export type Timed<T> =
  | { readonly type: 'startTimer'; readonly timer: T; readonly delayMs: number }
  | { readonly type: 'stopTimer'; readonly timer: T };

/** As effects of whatever the timers are of. Throws on an action that is neither an effect nor a change to the context. */
export function timedEffects<T extends { readonly kind: string }>(
  actions: readonly RequestedAction[],
  timerOf: (kind: T['kind'], attempt: number) => T,
): readonly Timed<T>[] {
  const effects: { [E in keyof Requests<string>]: (params: Requests<T['kind']>[E]) => Timed<T> } = {
    startTimer: ({ kind, attempt, delayMs }) => ({ type: 'startTimer', timer: timerOf(kind, attempt), delayMs }),
    stopTimer: ({ kind, attempt }) => ({ type: 'stopTimer', timer: timerOf(kind, attempt) }),
  };
  return actions.map(({ type, params }) => {
    if (!Object.hasOwn(effects, type)) throw new Error(`nobody performs ${type}`);
    return effects[type as keyof typeof effects](params as never);
  });
}
