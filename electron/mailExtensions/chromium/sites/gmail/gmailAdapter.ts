// Gmail. FIXTURE-TESTED ONLY: its page is known from what has been published about it, not tried. Knows no words of any language.
import type { SiteAdapter } from '../../page/siteAdapter.ts';
import { createDomAdapter } from '../domAdapter.ts';

const NEW_MAIL_WINDOW = '[role="dialog"]';
const QUOTED = '.gmail_quote';

/**
 * A mail written below the one it answers is a reply; one in a window of its own is, when it quotes. Gmail's page does not
 * tell a forwarded mail from a reply other than in words: it counts as a reply.
 */
export function createGmailAdapter(document: Document): SiteAdapter {
  return createDomAdapter(document, {
    editor: '[role="textbox"][g_editable="true"]',
    sendButton: '[role="button"].aoO, [role="button"].T-I-atl',
    discardButton: '[role="button"].oh, .oh [role="button"], .og',
    kindOf: (surface, editor) => {
      const isApart = editor.closest(NEW_MAIL_WINDOW) !== null;
      return !isApart || surface.querySelector(QUOTED) !== null ? 'reply' : 'new';
    },
  });
}
