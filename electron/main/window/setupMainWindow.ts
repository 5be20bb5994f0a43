// The agent's one window: made safe, put where it was, shown when there is something to see. Closing and crashing have files of their own.
import path from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Log } from '../log/createLog.ts';
import { createStateFile } from '../stateFile/createStateFile.ts';
import { MIN_HEIGHT_PX, MIN_WIDTH_PX, parseWindowState, placeWindow, type WindowState } from './windowState.ts';

/** A window being dragged moves at every frame; its resting place is what counts. */
const STATE_PAUSE_MS = 400;
/** What is seen before the page has drawn; the same as the page's own ground. */
const BACKGROUND = { light: '#f5f4f0', dark: '#0e1416' } as const;

export type MainWindowOptions = {
  userDataFolder: string;
  preloadFile: string;
  iconFile: string;
  /** It begins in the task bar. */
  startMinimised: boolean;
  log: Log;
};

/** Opens the window without a page in it. Needs the app to be ready. */
export function setupMainWindow(options: MainWindowOptions): BrowserWindow {
  const { userDataFolder, preloadFile, iconFile, startMinimised, log } = options;
  const stateFile = createStateFile({
    file: path.join(userDataFolder, 'window.json'),
    pauseMs: STATE_PAUSE_MS,
    onFailure: () => log.warn('window state not written'),
  });
  const { isMaximised, ...bounds } = placeWindow(parseWindowState(stateFile.read() ?? ''), workAreas());
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MIN_WIDTH_PX,
    minHeight: MIN_HEIGHT_PX,
    show: false,
    title: 'Visavis',
    icon: iconFile,
    backgroundColor: background(),
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // A hidden window still has to ring on time and keep a call's clock.
      backgroundThrottling: false,
    },
  });
  if (isMaximised) window.once('show', () => window.maximize());
  window.once('ready-to-show', () => {
    if (!startMinimised) {
      window.show();
      return;
    }
    // A window that was never shown stands in no task bar.
    window.showInactive();
    window.minimize();
  });
  window.setMenuBarVisibility(false);
  window.on('page-title-updated', (event) => event.preventDefault());
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(background());
  });

  const save = (): void => stateFile.save(JSON.stringify(stateOf(window)));
  window.on('resize', save);
  window.on('move', save);
  window.on('maximize', save);
  window.on('unmaximize', save);
  window.on('close', stateFile.flush);
  return window;
}

/** Brings the window to the front and gives it the focus: only ever because a person asked for it. */
export function showWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function stateOf(window: BrowserWindow): WindowState {
  return { ...window.getNormalBounds(), isMaximised: window.isMaximized() };
}

function workAreas(): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary, ...others].map((display) => display.workArea);
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}
