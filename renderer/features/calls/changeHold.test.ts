// The assist hears of a hold when there is one.
import { expect, it, vi } from 'vitest';
import { changeHold } from './changeHold.ts';

it('[CHAT-9] a hold is followed when the service has done it, not before, and not when it refused', async () => {
  const assist = { held: vi.fn() };
  let answer = (_done: boolean): void => undefined;
  const asked = changeHold(true, () => new Promise((resolve) => (answer = resolve)), assist);
  expect(assist.held).not.toHaveBeenCalled();
  answer(true);
  await asked;
  expect(assist.held).toHaveBeenCalledExactlyOnceWith(true);
  await changeHold(false, () => Promise.resolve(false), assist);
  expect(assist.held).toHaveBeenCalledTimes(1);
});
