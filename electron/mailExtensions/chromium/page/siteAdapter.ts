// What the extension asks of its knowledge of one webmail. Knows no webmail and no browser extension.
import type { SurfaceReport } from './surfaceReport.ts';

/**
 * Watches a page and reports each place where a mail is written. MUST report `opened` first and nothing after `ended`;
 * MUST NOT report that a surface lost the focus; need not report surfaces that end with the page.
 */
export interface SiteAdapter {
  readonly observe: (report: (report: SurfaceReport) => void) => void;
}
