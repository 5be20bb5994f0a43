// Outlook: not observed yet.
import type { SiteAdapter } from '../../page/siteAdapter.ts';

export function createOutlookAdapter(_document: Document): SiteAdapter {
  return { observe: () => undefined };
}
