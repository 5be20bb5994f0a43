// The script beside a webmail's page, apart from the page's own: picks what knows the site and passes its reports on.
import { createGmailAdapter } from '../sites/gmail/gmailAdapter.ts';
import { createOutlookAdapter } from '../sites/outlook/outlookAdapter.ts';
import { createRoundcubeAdapter } from '../sites/roundcube/roundcubeAdapter.ts';
import { createPageLink, type PagePort } from './pageLink.ts';
import type { SiteAdapter } from './siteAdapter.ts';

const pageId = crypto.randomUUID().replaceAll('-', '');
const link = createPageLink(openPort);
adapterFor(location.hostname).observe(link.report);
window.addEventListener('pagehide', () => link.leave());
window.addEventListener('pageshow', () => link.comeBack());

function adapterFor(hostname: string): SiteAdapter {
  if (hostname === 'mail.google.com') return createGmailAdapter(document);
  if (hostname === 'outlook.office.com' || hostname === 'outlook.live.com') return createOutlookAdapter(document);
  return createRoundcubeAdapter(document);
}

function openPort(onClosed: () => void): PagePort {
  const port = chrome.runtime.connect({ name: pageId });
  port.onDisconnect.addListener(onClosed);
  return { post: (report) => port.postMessage(report), close: () => port.disconnect() };
}
