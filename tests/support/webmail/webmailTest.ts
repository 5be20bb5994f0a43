// Playwright's test with a mail server, a Roundcube, a browser with our extension signed in to it, and the app's real CTI socket.
import { test as base, expect, type Page } from '@playwright/test';
import type { CtiMessage } from '../../../electron/contract/cti.ts';
import { startImapServer, type ImapServer } from '../mail/imapServer.ts';
import { startSmtpServer, type SmtpServer } from '../mail/smtpServer.ts';
import { startCtiServer, type CtiServer } from './ctiServer.ts';
import { startRoundcube, type RoundcubeServer } from './roundcubeServer.ts';
import { startWebmailBrowser, type WebmailBrowser } from './webmailBrowser.ts';

interface Webmail {
  readonly imap: ImapServer;
  readonly smtp: SmtpServer;
  readonly roundcube: RoundcubeServer;
}

interface TestThings {
  /** Forgets what earlier tests said. */
  cti: CtiServer;
  /** Opens a tab at one of Roundcube's pages, by its query. Tabs left open are closed after the test. */
  open: (query: string) => Promise<Page>;
}

interface WorkerThings {
  webmail: Webmail;
  sharedCti: CtiServer;
  browserWithExtension: WebmailBrowser;
}

/** In the inbox, by number: a plain mail and one in HTML. */
export const MAILS = { plain: 1, html: 2 };

export const test = base.extend<TestThings, WorkerThings>({
  webmail: [
    // Playwright wants an object pattern, also where nothing is taken from it.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const [imap, smtp] = await Promise.all([startImapServer(), startSmtpServer()]);
      imap.deliver(mail('text/plain', 'Where is my parcel?'));
      imap.deliver(mail('text/html', '<p>Where is my <b>parcel</b>?</p>'));
      const roundcube = await startRoundcube({ imapPort: imap.port, smtpPort: smtp.port });
      await use({ imap, smtp, roundcube });
      await roundcube.close();
      await smtp.close();
      await imap.close();
    },
    { scope: 'worker' },
  ],
  sharedCti: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const cti = await startCtiServer();
      await use(cti);
      await cti.close();
    },
    { scope: 'worker' },
  ],
  browserWithExtension: [
    async ({ webmail, sharedCti }, use) => {
      const browser = await startSignedIn(webmail, sharedCti);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  cti: async ({ sharedCti }, use) => {
    sharedCti.forget();
    await use(sharedCti);
  },
  open: async ({ webmail, browserWithExtension, sharedCti }, use) => {
    const pages: Page[] = [];
    await use(async (query) => {
      const page = await browserWithExtension.context.newPage();
      pages.push(page);
      await page.goto(`${webmail.roundcube.origin}/?${query}`);
      return page;
    });
    for (const page of pages) await page.close();
    // What closing ends is told a moment later: not in the next test.
    await expect.poll(() => sharedCti.openMails()).toBe(0);
  },
});

/** A browser of its own for a test that ends it, signed in and with its connection open. */
export async function startSignedIn({ imap, roundcube }: Webmail, cti: CtiServer): Promise<WebmailBrowser> {
  const before = cti.connected();
  const browser = await startWebmailBrowser({ origin: roundcube.origin, relayProgram: cti.relayProgram });
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  await page.goto(roundcube.origin);
  await page.getByRole('textbox', { name: 'Username' }).fill(imap.user);
  await page.getByLabel('Password').fill(imap.password);
  await page.getByRole('button', { name: 'Login' }).click();
  await page.waitForURL(/_task=mail/);
  await expect.poll(() => cti.connected()).toBe(before + 1);
  return browser;
}

/** What was said in short, without the pings and without repeated touches: `begin reply`, `touch`, `end sent`. */
export function inShort(said: readonly CtiMessage[]): string[] {
  const words = said
    .filter(({ type }) => type !== 'sync' && type !== 'ping')
    .map((message) => {
      if (message.type === 'begin') return `begin ${message.mail.kind}`;
      return message.type === 'end' ? `end ${message.outcome}` : message.type;
    });
  return words.filter((word, at) => word !== 'touch' || words[at - 1] !== 'touch');
}

function mail(type: string, text: string): string {
  return [
    'From: Camille <camille@example.net>',
    'To: agent@example.org',
    'Subject: A question',
    `Message-ID: <${type.replace('/', '.')}@example.net>`,
    'Date: Mon, 23 Nov 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    `Content-Type: ${type}; charset=utf-8`,
    '',
    text,
    '',
  ].join('\n');
}

export { expect };
