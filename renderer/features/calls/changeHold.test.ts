// What goes on beside the call hears of a hold when there is one.
import { expect, it, vi } from 'vitest';
import { changeHold } from './changeHold.ts';

it('[CHAT-9] a hold is followed when the service has done it, not before, and not when it refused', async () => {
  const beside = { held: vi.fn() };
  let answer = (_done: boolean): void => undefined;
  const asked = changeHold(true, () => new Promise((resolve) => (answer = resolve)), beside);
  expect(beside.held).not.toHaveBeenCalled();
  answer(true);
  await asked;
  expect(beside.held).toHaveBeenCalledExactlyOnceWith(true);
  await changeHold(false, () => Promise.resolve(false), beside);
  expect(beside.held).toHaveBeenCalledTimes(1);
});
