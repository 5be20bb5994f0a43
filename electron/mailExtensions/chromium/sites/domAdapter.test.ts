// Gmail and Outlook on pages rebuilt by hand: fixture-tested only. What is shown is our reading of those pages, not the pages.
// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SurfaceReport } from '../page/surfaceReport.ts';
import { SENT_WITHIN_MS } from './domAdapter.ts';
import { GMAIL_INBOX, GMAIL_NEW, GMAIL_PARTS, GMAIL_REPLY, GMAIL_REPLY_APART } from './fixtures/gmail.ts';
import { OUTLOOK_INBOX, OUTLOOK_NEW, OUTLOOK_PARTS, OUTLOOK_REPLY, OUTLOOK_REPLY_APART } from './fixtures/outlook.ts';
import { createGmailAdapter } from './gmail/gmailAdapter.ts';
import { createOutlookAdapter } from './outlook/outlookAdapter.ts';

const SITES = [
  {
    name: 'Gmail',
    create: createGmailAdapter,
    inbox: GMAIL_INBOX,
    opens: { new: GMAIL_NEW, reply: GMAIL_REPLY, replyApart: GMAIL_REPLY_APART },
    parts: GMAIL_PARTS,
  },
  {
    name: 'Outlook',
    create: createOutlookAdapter,
    inbox: OUTLOOK_INBOX,
    opens: { new: OUTLOOK_NEW, reply: OUTLOOK_REPLY, replyApart: OUTLOOK_REPLY_APART },
    parts: OUTLOOK_PARTS,
  },
];

let page: Document;
let reports: SurfaceReport[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  // A document of its own for each test: the last one's observers stay behind.
  page = document.implementation.createHTMLDocument();
  reports = [];
});
afterEach(() => vi.useRealTimers());

/** Observers are told in a microtask. */
const settled = (): Promise<void> => Promise.resolve();

async function show(html: string): Promise<void> {
  page.body.innerHTML = html;
  await settled();
}

function part(selector: string): Element {
  const found = page.querySelector(selector);
  if (found === null) throw new Error(`The fixture has no ${selector}.`);
  return found;
}

const press = (selector: string): boolean => part(selector).dispatchEvent(new MouseEvent('click', { bubbles: true }));
const type = (selector: string): boolean =>
  part(selector).dispatchEvent(new InputEvent('beforeinput', { bubbles: true }));

async function closeWindow(): Promise<void> {
  part('#window').remove();
  await settled();
}

const inShort = (): string[] =>
  reports.map((one) => ('kind' in one ? `opened ${one.kind}` : 'outcome' in one ? `ended ${one.outcome}` : one.type));

describe.each(SITES)('$name', ({ name, create, inbox, opens, parts }) => {
  beforeEach(async () => {
    await show(inbox);
    create(page).observe((report) => reports.push(report));
    expect(reports).toEqual([]);
  });

  test.each([
    ['new', 'new'],
    ['reply', 'reply'],
    ['replyApart', 'reply'],
  ] as const)(`[DOOR-33][DOOR-34] ${name}: what opens as %s is told as %s`, async (how, kind) => {
    await show(opens[how]);
    expect(inShort()).toEqual([`opened ${kind}`]);
  });

  test(`[DOOR-33][DOOR-34] ${name}: typed, sent by the button and gone is sent`, async () => {
    await show(opens.reply);
    type(parts.editor);
    press(parts.send);
    await closeWindow();
    expect(inShort()).toEqual(['opened reply', 'typed', 'sending', 'ended sent']);
    vi.advanceTimersByTime(SENT_WITHIN_MS);
    expect(reports.length).toBe(4);
  });

  test(`[DOOR-33][DOOR-34] ${name}: sent by keyboard; still open after a while it has failed, and may be sent again`, async () => {
    await show(opens.reply);
    const keys = new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true });
    part(parts.editor).dispatchEvent(keys);
    vi.advanceTimersByTime(SENT_WITHIN_MS);
    expect(inShort()).toEqual(['opened reply', 'sending', 'sendFailed']);
    press(parts.send);
    await closeWindow();
    expect(inShort().slice(3)).toEqual(['sending', 'ended sent']);
  });

  test(`[DOOR-33][DOOR-34] ${name}: discarded is discarded, closed is saved`, async () => {
    await show(opens.reply);
    press(parts.discard);
    await closeWindow();
    await show(opens.reply);
    await closeWindow();
    expect(inShort()).toEqual(['opened reply', 'ended discarded', 'opened reply', 'ended saved']);
    expect(new Set(reports.map(({ surface }) => surface)).size).toBe(2);
  });

  test(`[DOOR-33][DOOR-34] ${name}: a send that was undone is a mail of its own again`, async () => {
    await show(opens.reply);
    press(parts.send);
    await closeWindow();
    await show(opens.reply);
    expect(inShort()).toEqual(['opened reply', 'sending', 'ended sent', 'opened reply']);
  });

  test(`[DOOR-33][DOOR-34] ${name}: an editor without buttons, a page without nodes and a press elsewhere say nothing`, async () => {
    await show(opens.reply);
    const editorAlone = part(parts.editor).outerHTML;
    await closeWindow();
    reports.length = 0;
    await show(editorAlone);
    await show(`<button id="other">x</button>`);
    press('#other');
    page.documentElement.remove();
    await settled();
    expect(reports).toEqual([]);
  });
});
