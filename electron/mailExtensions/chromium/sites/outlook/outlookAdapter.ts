// Outlook on the web. FIXTURE-TESTED ONLY: its page is known from what has been published about it, not tried. Knows no words
// of any language.
import type { SiteAdapter } from '../../page/siteAdapter.ts';
import { createDomAdapter } from '../domAdapter.ts';

/** Outlook puts this into the text of every mail that answers or forwards another, for other programs to find. */
const ANSWERED_HEADER = '[id$="divRplyFwdMsg"], [id$="appendonsend"]';
const CONVERSATION = '[data-app-section="ConversationContainer"]';

/** A forwarded mail carries the same mark as a reply and counts as one. */
export function createOutlookAdapter(document: Document): SiteAdapter {
  return createDomAdapter(document, {
    editor: '[id^="editorParent"] [contenteditable="true"], [role="textbox"][contenteditable="true"][id^="editor"]',
    sendButton: 'button[name="Send"], button:has([data-icon-name="Send"])',
    discardButton: 'button[name="Discard"], button:has([data-icon-name="Delete"])',
    kindOf: (surface, editor) =>
      surface.querySelector(ANSWERED_HEADER) !== null || editor.closest(CONVERSATION) !== null ? 'reply' : 'new',
  });
}
