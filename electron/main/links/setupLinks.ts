// Where links come from: the start's arguments, a second start, macOS events. Knows Electron; parsing and keeping are elsewhere.
import { app, type WebContents } from 'electron';
import type { HostLink } from '../../contract/index.ts';
import type { Log } from '../log/createLog.ts';
import { createLinkInbox, type LinkInbox } from './createLinkInbox.ts';
import { findLink, parseLink } from './parseLink.ts';

export type Links = {
  /** Takes the link, if any, out of a program's arguments. */
  addFrom: (argv: readonly string[]) => void;
  takePending: LinkInbox['takePending'];
  /** From now on links go to this page. */
  attach: (page: WebContents, passOn: (link: HostLink) => void) => void;
};

/** MUST run before the app is ready: macOS sends the link of a first start that early. */
export function setupLinks(log: Log): Links {
  let passOn: (link: HostLink) => void = () => undefined;
  const inbox = createLinkInbox((link) => passOn(link));

  function add(link: HostLink | undefined): void {
    if (!link) return;
    log.info('link opened', { kind: link.kind });
    inbox.add(link);
  }

  app.on('open-url', (event, url) => {
    event.preventDefault();
    add(parseLink(url));
  });
  if (app.isPackaged) claimSchemes();

  return {
    addFrom: (argv) => add(findLink(argv)),
    takePending: inbox.takePending,
    attach: (page, passOnToPage) => {
      passOn = passOnToPage;
      page.on('did-start-navigation', (details) => {
        if (details.isMainFrame && !details.isSameDocument) inbox.pageGone();
      });
    },
  };
}

/** `visavis:` is ours. `tel:` is claimed only where nobody has it: taking it from another program is the person's choice. */
function claimSchemes(): void {
  app.setAsDefaultProtocolClient('visavis');
  if (process.platform !== 'linux' && app.getApplicationNameForProtocol('tel:') === '')
    app.setAsDefaultProtocolClient('tel');
}
