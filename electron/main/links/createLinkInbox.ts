// Keeps links until the page takes them, then passes each on as it comes. Knows nothing of where they come from.
import type { HostLink } from '../../contract/index.ts';

export type LinkInbox = {
  add: (link: HostLink) => void;
  /** What arrived before the page listened; from now on links are passed on at once. */
  takePending: () => HostLink[];
  /** The page is being loaded anew: links wait again. */
  pageGone: () => void;
};

/** As many as the contract returns at once; the oldest goes first. */
const MAX_PENDING = 10;

export function createLinkInbox(passOn: (link: HostLink) => void): LinkInbox {
  let pending: HostLink[] = [];
  let isPageListening = false;
  return {
    add: (link) => {
      if (isPageListening) passOn(link);
      else pending = [...pending, link].slice(-MAX_PENDING);
    },
    takePending: () => {
      const taken = pending;
      pending = [];
      isPageListening = true;
      return taken;
    },
    pageGone: () => {
      isPageListening = false;
    },
  };
}
