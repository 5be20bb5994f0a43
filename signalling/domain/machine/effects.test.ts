// What a machine asks for is performed, or said to be by nobody.
import { expect, it } from 'vitest';
import { timedEffects } from './effects.ts';

const timerOf = (kind: string, attempt: number) => ({ kind, attempt });

it('[CALL-3] an effect is performed as what it is; one that nobody performs is no other one', () => {
  const [started, stopped] = timedEffects(
    [
      { type: 'startTimer', params: { kind: 'ring', attempt: 1, delayMs: 20 } },
      { type: 'stopTimer', params: { kind: 'ring', attempt: 1 } },
    ],
    timerOf,
  );
  expect(started).toEqual({ type: 'startTimer', timer: { kind: 'ring', attempt: 1 }, delayMs: 20 });
  expect(stopped).toEqual({ type: 'stopTimer', timer: { kind: 'ring', attempt: 1 } });
  expect(() => timedEffects([{ type: 'dial', params: { kind: 'ring', attempt: 1 } }], timerOf)).toThrow(
    'nobody performs dial',
  );
});
