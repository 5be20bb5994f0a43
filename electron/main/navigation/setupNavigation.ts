// Keeps every web contents on our own page: no way out, no second window, no embedded page. Links to elsewhere are not opened.
import { app, type WebContents } from 'electron';
import type { Log } from '../log/createLog.ts';
import { isOwnPage } from '../pageProtocol/pageAddress.ts';

/** Applies to every web contents ever created, also to one we did not mean to create. */
export function setupNavigation(log: Log): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, log));
}

function guard(contents: WebContents, log: Log): void {
  contents.on('will-navigate', (event) => {
    if (isOwnPage(event.url)) return;
    event.preventDefault();
    log.warn('navigation blocked', { to: schemeOf(event.url) });
  });
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame || isOwnPage(event.url)) return;
    event.preventDefault();
    log.warn('frame navigation blocked', { to: schemeOf(event.url) });
  });
  contents.on('will-redirect', (event) => {
    if (isOwnPage(event.url)) return;
    event.preventDefault();
    log.warn('redirect blocked', { to: schemeOf(event.url) });
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log.warn('webview blocked');
  });
  contents.setWindowOpenHandler(({ url }) => {
    log.warn('new window blocked', { to: schemeOf(url) });
    return { action: 'deny' };
  });
}

/** Addresses may say who somebody is; the scheme does not. */
function schemeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : 'nothing';
}
