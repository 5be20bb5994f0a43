// A page that crashed is loaded again, a bounded number of times; then a person decides.
import { app, dialog, type BrowserWindow } from 'electron';
import type { Log } from '../log/createLog.ts';
import type { ShellWords } from '../words/wordsFor.ts';
import { createCrashGuard } from './createCrashGuard.ts';

export type CrashReloadOptions = { window: BrowserWindow; words: ShellWords; load: () => void; log: Log };

export function setupCrashReload({ window, words, load, log }: CrashReloadOptions): void {
  const guard = createCrashGuard();

  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    if (guard.mayReload(Date.now())) {
      log.error('the page stopped and is loaded again', { reason, exitCode });
      load();
    } else {
      log.error('the page keeps stopping', { reason, exitCode });
      void ask();
    }
  });
  window.webContents.on('unresponsive', () => log.warn('the page does not respond'));
  window.webContents.on('responsive', () => log.info('the page responds again'));
  window.webContents.on('preload-error', (_event, _file, error) =>
    log.error('the preload failed', { cause: error.stack ?? error.message }),
  );
  app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
    log.warn('a helper process stopped', { type, reason, exitCode }),
  );

  async function ask(): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: words.crashed,
      detail: words.crashedDetail,
      buttons: [words.tryAgain, words.quit],
      defaultId: 0,
      cancelId: 1,
    });
    if (response === 0) load();
    else app.quit();
  }
}
