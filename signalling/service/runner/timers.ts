// Performs timer effects on a clock. Knows which timers run; not what they mean.
import type { Timer, TimerEffect } from '../../domain/switchboard/switchboard.ts';
import type { Clock } from '../ports/clock.ts';

export type Timers = { perform(effect: TimerEffect): void; stopAll(): void };

export function createTimers(clock: Clock, fired: (timer: Timer) => void): Timers {
  const running = new Map<string, () => void>();
  const keyOf = (timer: Timer): string =>
    `${timer.subject === 'call' ? timer.callId : timer.agentId}/${timer.kind}/${timer.attempt}`;

  function stop(key: string): void {
    running.get(key)?.();
    running.delete(key);
  }

  function start(key: string, { timer, delayMs }: Extract<TimerEffect, { type: 'startTimer' }>): void {
    stop(key);
    const cancel = clock.setTimer(delayMs, () => {
      running.delete(key);
      fired(timer);
    });
    running.set(key, cancel);
  }

  return {
    perform(effect) {
      const key = keyOf(effect.timer);
      switch (effect.type) {
        case 'stopTimer':
          stop(key);
          return;
        case 'startTimer':
          start(key, effect);
          return;
        default:
          effect satisfies never;
      }
    },
    stopAll() {
      for (const key of [...running.keys()]) stop(key);
    },
  };
}
