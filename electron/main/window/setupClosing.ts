// Closing the window, as decideClose says. Knows when the app really quits and then stays out of the way.
import { app, type BrowserWindow } from 'electron';
import type { HostStatus } from '../../contract/index.ts';
import type { Log } from '../log/createLog.ts';
import { isTrayShown } from '../tray/isTrayShown.ts';
import { decideClose } from './decideClose.ts';

export type ClosingOptions = {
  window: BrowserWindow;
  statusOf: () => HostStatus;
  /** The person closed the window, and it is only out of sight. */
  onMinimised: () => void;
  log: Log;
};

export function setupClosing({ window, statusOf, onMinimised, log }: ClosingOptions): void {
  let isQuitting = false;
  app.on('before-quit', () => {
    isQuitting = true;
  });

  window.on('close', (event) => {
    if (isQuitting) return;
    // Asking the panel takes a moment, so the close is held back and then done.
    event.preventDefault();
    void isTrayShown().then((isShown) => close(isShown));
  });

  // A page may ask to stay, which in a browser opens a question. Here it would silently keep the app from quitting.
  window.webContents.on('will-prevent-unload', (event) => event.preventDefault());

  function close(isShown: boolean): void {
    if (window.isDestroyed()) return;
    const decision = decideClose(statusOf(), process.platform, isShown);
    log.info('window closed by its person', { decision });
    if (decision === 'quit') app.quit();
    else if (decision === 'hide') window.hide();
    else {
      window.minimize();
      onMinimised();
    }
  }
}
