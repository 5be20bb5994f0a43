// Closing the window where there is no tray. Electron is a stand-in.
import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, test, vi } from 'vitest';
import { setupClosing } from './setupClosing.ts';

vi.mock('electron', () => ({ app: { on: vi.fn(), quit: vi.fn() } }));
vi.mock('../tray/isTrayShown.ts', () => ({ isTrayShown: () => Promise.resolve(false) }));

test.runIf(process.platform !== 'darwin')(
  '[HOST-12] a window that is closed with a caller there goes out of sight, and that is said',
  async () => {
    const window = Object.assign(new EventEmitter(), {
      webContents: new EventEmitter(),
      isDestroyed: () => false,
      minimize: vi.fn(),
      hide: vi.fn(),
    });
    const onMinimised = vi.fn();
    const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    setupClosing({ window: window as unknown as BrowserWindow, statusOf: () => 'inCall', onMinimised, log });
    window.emit('close', { preventDefault: vi.fn() });
    await vi.waitFor(() => expect(onMinimised).toHaveBeenCalledOnce());
    expect(window.minimize).toHaveBeenCalledOnce();
    expect(window.hide).not.toHaveBeenCalled();
  },
);
