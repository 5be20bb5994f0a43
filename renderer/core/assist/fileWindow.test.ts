import { expect, it } from 'vitest';
import { FileWindow } from './fileWindow.ts';

it('[ASSIST-9] what has not been heard of takes up room, and what has arrived gives it back', () => {
  const window = new FileWindow();
  const all = window.room;
  window.sent(100_000, 0);
  expect(window.room).toBe(all - 100_000);
  window.sent(100_000, 1);
  expect(window.room).toBeLessThan(0);
  window.arrived(150_000, 2);
  expect(window.room).toBe(all - 50_000);
});

it('[ASSIST-9] a long path gets more, by the shortest time it ever took', () => {
  const window = new FileWindow();
  const near = window.room;
  window.sent(32_000, 0);
  window.arrived(32_000, 150);
  expect(window.room).toBe(1_800_000);
  window.sent(32_000, 200);
  window.arrived(32_000, 205);
  expect(window.room).toBe(near);
});

it('[ASSIST-9] nothing that is said to have arrived makes more room than there is', () => {
  const window = new FileWindow();
  const all = window.room;
  window.arrived(1_000_000_000, 5);
  expect(window.room).toBe(all);
});
