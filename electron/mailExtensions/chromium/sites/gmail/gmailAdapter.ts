// Gmail: not observed yet.
import type { SiteAdapter } from '../../page/siteAdapter.ts';

export function createGmailAdapter(_document: Document): SiteAdapter {
  return { observe: () => undefined };
}
