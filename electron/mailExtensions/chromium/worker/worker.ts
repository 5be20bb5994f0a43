// The extension's service worker: pages report here, the app hears of it, the badge shows whether calls are held.
// It lives as long as the native port is open; started anew, it is the same connection as before and hears everything from the pages.
import { createCtiClient, type CtiStatus } from '../../shared/ctiClient.ts';
import { openNativePort } from '../../shared/nativePort.ts';
import { parseSurfaceReport } from '../page/surfaceReport.ts';
import { createPageDrafts, type PageDrafts } from './pageDrafts.ts';
import { sameInstance } from './sameInstance.ts';
import { setupSites } from './setupSites.ts';

const PAGE = /^[0-9a-f]{32}$/;
const HELD = '\u25cf';

let status: CtiStatus = { reach: 'unreachable' };
let isAllowanceMissing = false;
/** After a start the pages come back first, and the app is told of every mail at once; one that is later than this has the engine's grace. */
const PAGES_FIRST_MS = 400;
const ready = openClient();

chrome.runtime.onConnect.addListener((port) => {
  const page = { id: port.name, place: placeOf(port) };
  // Only our own scripts can connect; the name is part of ids that go to the app.
  if (!PAGE.test(page.id)) return;
  port.onMessage.addListener((message: unknown) => {
    const report = parseSurfaceReport(message);
    if (report !== undefined) void ready.then((drafts) => drafts.take(page, report));
  });
  port.onDisconnect.addListener(() => void ready.then((drafts) => drafts.leave(page)));
});
setupSites((isMissing) => {
  isAllowanceMissing = isMissing;
  showBadge();
});

async function openClient(): Promise<PageDrafts> {
  const instance = await sameInstance(chrome.storage.session, () => crypto.randomUUID());
  await new Promise((resolve) => setTimeout(resolve, PAGES_FIRST_MS));
  return createPageDrafts(
    createCtiClient({
      client: 'chromium',
      version: chrome.runtime.getManifest().version,
      instance,
      openPort: (events) => openNativePort(chrome.runtime, events),
      onStatus: (next) => {
        status = next;
        showBadge();
      },
    }),
  );
}

/** The address without what follows `#`, which changes while a page is open. */
function placeOf({ sender }: chrome.runtime.Port): string {
  const [address = ''] = (sender?.url ?? '').split('#');
  return `${sender?.tab?.id ?? ''} ${sender?.frameId ?? ''} ${address}`;
}

/** A dot while calls are held; an exclamation mark when a site of the organisation is not allowed yet. */
function showBadge(): void {
  const isHeld = status.reach === 'connected' && status.callsHeld;
  void chrome.action.setBadgeText({ text: isHeld ? HELD : isAllowanceMissing ? '!' : '' });
}
