// What the session bus may say about a tray, and what is made of it.
import { expect, test, vi } from 'vitest';
import { isTrayShown } from './isTrayShown.ts';

test('[HOST-3] Windows and macOS always show the tray', async () => {
  const run = vi.fn();
  expect(await isTrayShown('win32', run)).toBe(true);
  expect(await isTrayShown('darwin', run)).toBe(true);
  expect(run).not.toHaveBeenCalled();
});

test('[HOST-3] on Linux the panel is asked', async () => {
  expect(await isTrayShown('linux', () => Promise.resolve('(<true>,)\n'))).toBe(true);
  expect(await isTrayShown('linux', () => Promise.resolve('(<false>,)\n'))).toBe(false);
});

test('[HOST-3] no bus, no program or no answer means no tray', async () => {
  expect(await isTrayShown('linux', () => Promise.reject(new Error('ENOENT')))).toBe(false);
});
