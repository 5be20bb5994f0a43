// An agent answers mail in Debian's Roundcube, in a real Chromium with the extension: what the app hears of it.
import type { BrowserContext, Page } from '@playwright/test';
import { CHROMIUM_EXTENSION_ID } from '../../electron/mailExtensions/chromium/identity.ts';
import { expect, inShort, MAILS, startSignedIn, test } from '../support/webmail/webmailTest.ts';

const reply = (uid = MAILS.plain): string => `_task=mail&_mbox=INBOX&_action=compose&_reply_uid=${uid}`;

function body(page: Page): ReturnType<Page['locator']> {
  return page.locator('textarea[name=_message]');
}

/** A person's typing: key by key, so that the browser asks before each. */
function type(page: Page, text: string): Promise<void> {
  return body(page).pressSequentially(text);
}

/** As Chromium does with a worker that fails: it is started again when the next page speaks to it. */
async function endWorker(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${CHROMIUM_EXTENSION_ID}/manifest.json`);
  const session = await context.newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await page.close();
}

test('[DOOR-24] a reply is begun when it is opened, touched by typing and ended as sent', async ({
  open,
  cti,
  webmail,
}) => {
  const before = webmail.smtp.received.length;
  const page = await open(reply());
  await expect.poll(() => cti.noticed).toEqual(['begun']);
  expect(inShort(cti.said)).toEqual(['begin reply']);

  await type(page, 'It comes tomorrow.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => cti.noticed).toEqual(['begun', 'ended sent']);
  expect(inShort(cti.said)).toEqual(['begin reply', 'touch', 'sending', 'end sent']);
  expect(webmail.smtp.received.length).toBe(before + 1);
});

test('[DOOR-25] a refused reply goes on, and ends when the next try is taken', async ({ open, cti, webmail }) => {
  const page = await open(reply());
  await type(page, 'It comes tomorrow.');
  webmail.smtp.refuseNext(550);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => inShort(cti.said)).toEqual(['begin reply', 'touch', 'sending', 'sendFailed']);
  expect(cti.noticed).toEqual(['begun']);

  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => cti.noticed).toEqual(['begun', 'ended sent']);
});

test('[DOOR-25] a reply that Roundcube will not send has not been on its way', async ({ open, cti }) => {
  const page = await open(reply());
  await type(page, 'It comes tomorrow.');
  await page.locator('input[name=_subject]').fill('');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(inShort(cti.said)).toEqual(['begin reply', 'touch']);
});

test('[DOOR-26] leaving a reply and confirming it ends it as discarded', async ({ open, cti }) => {
  const page = await open(reply());
  await type(page, 'No.');
  await page.getByRole('button', { name: 'Contacts' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect.poll(() => cti.noticed).toEqual(['begun', 'ended discarded']);
});

test('[DOOR-27] saved and closed is saved; opened again it counts as a reply; typed in again and closed it is discarded', async ({
  open,
  cti,
}) => {
  const page = await open(reply());
  await type(page, 'To be continued');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Message saved to Drafts.')).toBeVisible();
  expect(cti.noticed).toEqual(['begun']);
  const draft = await page.locator('input[name=_draft_saveid]').inputValue();
  await page.close();
  await expect.poll(() => cti.noticed).toEqual(['begun', 'ended saved']);

  cti.forget();
  const again = await open(`_task=mail&_mbox=Drafts&_action=compose&_draft_uid=${draft}`);
  await expect.poll(() => inShort(cti.said)).toEqual(['begin reply']);
  await type(again, 'more');
  await again.close();
  await expect.poll(() => cti.noticed).toEqual(['begun', 'ended discarded']);
});

test('[DOOR-28] a new mail and a forwarded one are named as such; by default they hold no calls', async ({
  open,
  cti,
}) => {
  const page = await open('_task=mail&_action=compose');
  await expect.poll(() => inShort(cti.said)).toEqual(['begin new']);
  await page.close();
  await expect.poll(() => inShort(cti.said)).toEqual(['begin new', 'end discarded']);
  await open(`_task=mail&_mbox=INBOX&_action=compose&_forward_uid=${MAILS.plain}`);
  await expect.poll(() => inShort(cti.said)).toEqual(['begin new', 'end discarded', 'begin forward']);
  expect(cti.noticed).toEqual([]);
});

test('[DOOR-29] two replies in two tabs are two, and closing a tab ends its own', async ({ open, cti }) => {
  const first = await open(reply());
  await open(reply(MAILS.html));
  await expect.poll(() => cti.noticed).toEqual(['begun', 'begun']);
  await first.close();
  await expect.poll(() => cti.noticed).toEqual(['begun', 'begun', 'ended discarded']);
});

test('[DOOR-30] typing in the rich text editor counts; another tab in front ends nothing', async ({ open, cti }) => {
  const page = await open(reply(MAILS.html));
  const editor = page.frameLocator('iframe.tox-edit-area__iframe').locator('body');
  await editor.click();
  await editor.pressSequentially('It comes tomorrow.');
  await expect.poll(() => inShort(cti.said)).toEqual(['begin reply', 'touch']);

  const other = await open('_task=mail&_mbox=INBOX');
  await other.bringToFront();
  await expect(other.getByText('A question').first()).toBeVisible();
  await page.bringToFront();
  expect(cti.noticed).toEqual(['begun']);
});

test('[DOOR-30] reading, and keys that write nothing, touch nothing', async ({ open, cti }) => {
  const page = await open(reply());
  await body(page).press('ArrowDown');
  await body(page).press('Control+c');
  await type(page, 'x');
  await expect.poll(() => inShort(cti.said)).toEqual(['begin reply', 'touch']);
  expect(cti.said.filter((message) => message.type === 'touch').length).toBe(1);
});

test('[DOOR-31] a browser that is killed closes its connection, and its reply ends after the grace', async ({
  cti,
  webmail,
}) => {
  const before = cti.connected();
  const browser = await startSignedIn(webmail, cti);
  const page = await browser.context.newPage();
  await page.goto(`${webmail.roundcube.origin}/?${reply()}`);
  await expect.poll(() => cti.noticed).toEqual(['begun']);
  expect(cti.connected()).toBe(before + 1);
  browser.kill();
  await expect.poll(() => cti.connected()).toBe(before);
  await expect.poll(() => cti.noticed.at(-1)).toMatch(/^ended /);
  expect(inShort(cti.said)).toEqual(['begin reply']);
  await browser.close();
});

test('[DOOR-20] the badge shows whether calls are held', async ({ cti, browserWithExtension: { worker } }) => {
  const badge = (): Promise<string> => worker.evaluate('chrome.action.getBadgeText({})');
  cti.setHeld({ callsHeld: true, cause: 'reply' });
  await expect.poll(badge).toBe('●');
  cti.setHeld({ callsHeld: false, cause: 'none' });
  await expect.poll(badge).toBe('');
});

test('[DOOR-22][DOOR-35][WRITE-10] a worker that was ended is the same connection when it comes back: its reply goes on, and calls that were taken stay taken', async ({
  open,
  cti,
  browserWithExtension: { context },
}) => {
  /** How often a connection told of its one mail on joining. */
  const tellings = (): number => cti.said.filter((said) => said.type === 'sync' && said.list.length === 1).length;
  const page = await open(reply());
  await expect.poll(() => cti.noticed).toEqual(['begun']);
  await endWorker(context);
  await expect.poll(tellings).toBe(1);
  // Nothing ended and nothing began anew: no call slipped in between.
  expect(cti.noticed).toEqual(['begun']);
  expect(cti.openMails()).toBe(1);

  cti.takeCalls();
  await endWorker(context);
  await expect.poll(tellings).toBe(2);
  const touches = (): number => cti.said.filter(({ type }) => type === 'touch').length;
  const before = touches();
  await page.bringToFront();
  await type(page, 'More words');
  await expect.poll(touches).toBeGreaterThan(before);
  expect(cti.noticed).toEqual(['begun', 'ended dismissed']);
  expect(cti.openMails()).toBe(0);
});

test('[DOOR-35] a page that is slower than the worker that comes back goes on with its reply, and no call rings in between', async ({
  open,
  cti,
  browserWithExtension: { context },
}) => {
  const tellings = (mails: number): number =>
    cti.said.filter((said) => said.type === 'sync' && said.list.length === mails).length;
  const slow = await open(reply());
  await type(slow, 'It comes tomorrow.');
  await open(reply(MAILS.html));
  await expect.poll(() => cti.noticed).toEqual(['begun', 'begun']);
  // Nothing runs in this page any more, not even what hears that the worker has gone.
  const stopped = await context.newCDPSession(slow);
  await stopped.send('Debugger.enable');
  const paused = new Promise((resolve) => stopped.once('Debugger.paused', resolve));
  await stopped.send('Debugger.pause');
  await endWorker(context);
  await expect.poll(() => tellings(1), { message: 'the app has heard of the other reply alone' }).toBe(1);
  await paused;
  await stopped.send('Debugger.resume');
  await stopped.detach();
  await expect.poll(() => tellings(2)).toBe(1);
  expect(cti.noticed).toEqual(['begun', 'begun']);
  expect(cti.openMails()).toBe(2);
});

test('[DOOR-36][WRITE-10] a reply whose page is loaded again goes on, and calls that were taken stay taken', async ({
  open,
  cti,
}) => {
  const page = await open(reply());
  await expect.poll(() => cti.noticed).toEqual(['begun']);
  await page.reload();
  await type(page, 'It comes tomorrow.');
  await expect.poll(() => inShort(cti.said)).toEqual(['begin reply', 'touch']);
  expect(cti.noticed).toEqual(['begun']);

  cti.takeCalls();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  const touches = (): number => cti.said.filter(({ type }) => type === 'touch').length;
  const before = touches();
  await type(page, 'More words');
  await expect.poll(touches).toBeGreaterThan(before);
  expect(cti.noticed).toEqual(['begun', 'ended dismissed']);
});
