import { expect, it } from 'vitest';
import { reconnectDelayMs } from './reconnectDelay.ts';

it('[APP-5] tries again soon, then less often, and never later than four seconds', () => {
  const delays = Array.from({ length: 40 }, (_, attempt) => reconnectDelayMs(attempt, 0.999));
  expect(delays[0]).toBeLessThanOrEqual(200);
  expect(delays.every((delay, index) => index === 0 || delay >= (delays[index - 1] ?? 0))).toBe(true);
  expect(Math.max(...delays)).toBeLessThanOrEqual(4_000);
});

it('[APP-5] spreads the clients of a restarted server over half of the delay', () => {
  expect(reconnectDelayMs(3, 0)).toBe(800);
  expect(reconnectDelayMs(3, 0.5)).toBe(1_200);
});
