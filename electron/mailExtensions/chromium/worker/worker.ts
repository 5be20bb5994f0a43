// The extension's service worker: pages report here, the door hears of it, the badge shows whether calls are held.
// It lives as long as the native port is open; started anew, it is another instance and hears everything from the pages.
import { createDoorClient, type DoorStatus } from '../../shared/doorClient.ts';
import { openNativePort } from '../../shared/nativePort.ts';
import { parseSurfaceReport } from '../page/surfaceReport.ts';
import { createPageDrafts } from './pageDrafts.ts';
import { setupSites } from './setupSites.ts';

const PAGE = /^[0-9a-f]{32}$/;
const HELD = '\u25cf';

let status: DoorStatus = { reach: 'unreachable' };
let isAllowanceMissing = false;
const drafts = createPageDrafts(
  createDoorClient({
    client: 'chromium',
    version: chrome.runtime.getManifest().version,
    instance: crypto.randomUUID(),
    openPort: (events) => openNativePort(chrome.runtime, events),
    onStatus: (next) => {
      status = next;
      showBadge();
    },
  }),
);

chrome.runtime.onConnect.addListener((port) => {
  const page = port.name;
  // Only our own scripts can connect; the name is part of ids that cross the door.
  if (!PAGE.test(page)) return;
  port.onMessage.addListener((message: unknown) => {
    const report = parseSurfaceReport(message);
    if (report !== undefined) drafts.take(page, report);
  });
  port.onDisconnect.addListener(() => drafts.leave(page));
});
setupSites((isMissing) => {
  isAllowanceMissing = isMissing;
  showBadge();
});

/** A dot while calls are held; an exclamation mark when a site of the organisation is not allowed yet. */
function showBadge(): void {
  const isHeld = status.reach === 'connected' && status.callsHeld;
  void chrome.action.setBadgeText({ text: isHeld ? HELD : isAllowanceMissing ? '!' : '' });
}
