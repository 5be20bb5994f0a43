// Mails being written, told from a page's elements alone, for webmails that offer nothing better. Knows no particular webmail.
import type { DraftOutcome, MailKind } from '../../../contract/cti.ts';
import type { SiteAdapter } from '../page/siteAdapter.ts';
import type { SurfaceId, SurfaceReport } from '../page/surfaceReport.ts';

/** How a webmail is recognised. Selectors MUST NOT depend on the language of the page. */
export interface SiteSigns {
  /** Where the text of a mail is written. */
  readonly editor: string;
  readonly sendButton: string;
  readonly discardButton: string;
  /** `surface` holds the editor and its buttons. */
  readonly kindOf: (surface: Element, editor: Element) => MailKind;
}

/** A mail that is still open this long after Send was pressed has not been sent: a question, or no connection. */
export const SENT_WITHIN_MS = 8_000;
/** From an editor up to what holds its buttons. */
const MAX_LEVELS = 30;

interface Surface {
  readonly id: SurfaceId;
  readonly element: Element;
  isSending: boolean;
  isDiscarding: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export function createDomAdapter(document: Document, signs: SiteSigns): SiteAdapter {
  return { observe: (report) => new SurfaceWatch(document, signs, report).start() };
}

class SurfaceWatch {
  readonly #document: Document;
  readonly #signs: SiteSigns;
  readonly #report: (report: SurfaceReport) => void;
  readonly #surfaces = new Set<Surface>();
  #count = 0;

  constructor(document: Document, signs: SiteSigns, report: (report: SurfaceReport) => void) {
    this.#document = document;
    this.#signs = signs;
    this.#report = report;
  }

  start(): void {
    const { signs, send, discard } = { signs: this.#signs, send: this.#send, discard: this.#discard };
    new MutationObserver(() => this.#look()).observe(this.#document, { childList: true, subtree: true });
    this.#document.addEventListener('beforeinput', (event) => this.#with(event, this.#typed), true);
    this.#document.addEventListener(
      'click',
      (event) => {
        if (isWithin(event, signs.sendButton)) this.#with(event, send);
        else if (isWithin(event, signs.discardButton)) this.#with(event, discard);
      },
      true,
    );
    this.#document.addEventListener(
      'keydown',
      (event) => {
        // The one shortcut that both webmails send with.
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#with(event, send);
      },
      true,
    );
    this.#look();
  }

  /** What has come and what has gone. */
  #look(): void {
    for (const surface of this.#surfaces) if (!surface.element.isConnected) this.#end(surface);
    for (const editor of this.#document.querySelectorAll(this.#signs.editor)) {
      if ([...this.#surfaces].some(({ element }) => element.contains(editor))) continue;
      const element = surfaceOf(editor, this.#signs.sendButton);
      if (element === undefined) continue;
      this.#count += 1;
      const surface = { id: `s${this.#count}`, element, isSending: false, isDiscarding: false, timer: undefined };
      this.#surfaces.add(surface);
      this.#report({ type: 'opened', surface: surface.id, kind: this.#signs.kindOf(element, editor) });
    }
  }

  readonly #typed = (surface: Surface): void => {
    surface.isDiscarding = false;
    this.#report({ type: 'typed', surface: surface.id });
  };

  readonly #discard = (surface: Surface): void => {
    surface.isDiscarding = true;
  };

  readonly #send = (surface: Surface): void => {
    if (surface.isSending) return;
    surface.isSending = true;
    this.#report({ type: 'sending', surface: surface.id });
    surface.timer = setTimeout(() => {
      surface.isSending = false;
      if (this.#surfaces.has(surface)) this.#report({ type: 'sendFailed', surface: surface.id });
    }, SENT_WITHIN_MS);
  };

  #end(surface: Surface): void {
    clearTimeout(surface.timer);
    this.#surfaces.delete(surface);
    this.#report({ type: 'ended', surface: surface.id, outcome: outcomeOf(surface) });
  }

  #with(event: Event, act: (surface: Surface) => void): void {
    const { target } = event;
    for (const surface of this.#surfaces) if (target instanceof Node && surface.element.contains(target)) act(surface);
  }
}

/** Both webmails keep what was written as a draft unless it is discarded. */
function outcomeOf({ isSending, isDiscarding }: Surface): DraftOutcome {
  if (isSending) return 'sent';
  return isDiscarding ? 'discarded' : 'saved';
}

/** The nearest element around an editor that has a button to send; undefined while the page is still being built. */
function surfaceOf(editor: Element, sendButton: string): Element | undefined {
  let element: Element | null = editor.parentElement;
  for (let level = 0; level < MAX_LEVELS && element !== null; level += 1) {
    if (element.querySelector(sendButton) !== null) return element;
    element = element.parentElement;
  }
  return undefined;
}

function isWithin(event: Event, selector: string): boolean {
  return event.target instanceof Element && event.target.closest(selector) !== null;
}
