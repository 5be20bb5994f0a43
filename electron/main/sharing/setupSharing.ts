// What the person sees while they share: a bar with the way out and, around a whole screen, a red frame. Knows Electron's
// windows; where they go and what the bar says are in the files beside it. MUST NOT take the keyboard focus.
import { app, BaseWindow, screen, session, WebContentsView, type BrowserWindow, type Session } from 'electron';
import type { HostParams } from '../../contract/index.ts';
import type { Attention } from '../attention/setupAttention.ts';
import type { Log } from '../log/createLog.ts';
import { PAGE_SCHEME } from '../pageProtocol/pageAddress.ts';
import { BAR_POLICY, BAR_URL, barFile, type BarWords } from './barPage.ts';
import { frameAround, placeBar, sharedDisplay, type Place } from './sharingPlaces.ts';

const RED = '#e5484d';

export type Sharing = {
  /** Beginning again replaces what was shown before. */
  begin: (share: HostParams<'sharing.begin'>) => void;
  end: () => void;
};

export type SharingOptions = {
  /** The agent's window: what is shown ends with its page. */
  window: BrowserWindow;
  attention: Pick<Attention, 'silence'>;
  capturedDisplayId: () => string | undefined;
  /** The person pressed *Stop sharing* in the bar. */
  onStop: () => void;
  log: Log;
};

export function setupSharing({ window, attention, capturedDisplayId, onStop, log }: SharingOptions): Sharing {
  let takeAway: (() => void) | undefined;
  let barSession: Session | undefined;
  let words: BarWords | undefined;
  /** While the bar is loading. */
  let opening: Promise<void> | undefined;

  function begin({ kind, words: said }: HostParams<'sharing.begin'>): void {
    end();
    words = said;
    barSession ??= createBarSession(() => words);
    const display = sharedDisplay(screen.getAllDisplays(), capturedDisplayId());
    const strips = kind === 'screen' && display ? frameAround(display.bounds).map(openStrip) : [];
    const bar = openBar(placeBar((display ?? screen.getPrimaryDisplay()).workArea), barSession, onStop);
    const loading = bar.loaded.then(() => {
      if (opening === loading) opening = undefined;
    });
    opening = loading;
    const unsilence = attention.silence();
    takeAway = () => {
      for (const strip of strips) if (!strip.isDestroyed()) strip.destroy();
      bar.close();
      unsilence();
    };
    log.info('sharing is shown', { kind, hasFrame: strips.length > 0 });
  }

  function end(): void {
    if (!takeAway) return;
    takeAway();
    takeAway = undefined;
    log.info('sharing is no longer shown');
  }

  // A page that is gone captures nothing any more.
  window.webContents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) end();
  });
  window.webContents.on('render-process-gone', end);
  window.on('closed', end);
  app.on('before-quit', (event) => {
    if (!opening) return;
    // Electron crashes where it ends in the middle of what a page of our own scheme is given.
    event.preventDefault();
    void opening.then(() => app.quit());
  });
  app.on('will-quit', end);
  return { begin, end };
}

/** Above everything, out of the keyboard's reach and of captures, where the system can do that. */
function openOverlay(place: Place): BaseWindow {
  const overlay = new BaseWindow({
    ...place,
    show: false,
    frame: false,
    thickFrame: false,
    hasShadow: false,
    roundedCorners: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    focusable: false,
    skipTaskbar: true,
    enableLargerThanScreen: true,
    backgroundColor: RED,
    title: 'Visavis',
  });
  overlay.setAlwaysOnTop(true, 'screen-saver');
  overlay.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
  overlay.setContentProtection(true);
  return overlay;
}

function openStrip(place: Place): BaseWindow {
  const strip = openOverlay(place);
  strip.setIgnoreMouseEvents(true);
  strip.showInactive();
  return strip;
}

/** `loaded` resolves, too, when it could not be loaded or was closed. */
type Bar = { readonly loaded: Promise<void>; readonly close: () => void };

function openBar(place: Place, barSession: Session, onStop: () => void): Bar {
  const bar = openOverlay(place);
  const view = new WebContentsView({
    webPreferences: {
      session: barSession,
      sandbox: true,
      contextIsolation: true,
      javascript: false,
      webviewTag: false,
    },
  });
  bar.contentView.addChildView(view);
  view.setBounds({ x: 0, y: 0, width: place.width, height: place.height });
  // The link opens a window so that it is asked about here; none is ever opened.
  view.webContents.setWindowOpenHandler(() => {
    onStop();
    return { action: 'deny' };
  });
  const loaded = view.webContents.loadURL(BAR_URL).catch(() => undefined);
  bar.showInactive();
  return {
    loaded,
    close: () => {
      // A view outlives its window unless it is told.
      if (!view.webContents.isDestroyed()) view.webContents.close();
      if (!bar.isDestroyed()) bar.destroy();
    },
  };
}

/** In memory, apart from the agent's page: whatever is asked there is denied. */
function createBarSession(wordsNow: () => BarWords | undefined): Session {
  const created = session.fromPartition('sharing');
  created.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  created.setPermissionCheckHandler(() => false);
  created.protocol.handle(PAGE_SCHEME, ({ url }) => {
    const words = wordsNow();
    const file = words && barFile(url, words);
    const headers = { 'content-security-policy': BAR_POLICY, 'x-content-type-options': 'nosniff' };
    return file
      ? new Response(file.content, { headers: { ...headers, 'content-type': file.contentType } })
      : new Response('Not found', { status: 404, headers });
  });
  return created;
}
