// Who takes part in a journey: a server, and as many customers and agents as it asks for, each with a browser profile
// of their own. Fails a journey whose pages broke their own content security policy or threw.
import type { ScryptCost } from '../../signalling/adapters/passwords/scryptPasswords.ts';
import { test as base, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { AgentPage } from './agentPage.ts';
import { CustomerPage } from './customerPage.ts';
import { watchConnections } from './mediaProbe.ts';
import { quietMicrophone } from './quietMicrophone.ts';
import { QUICK_SIGN_IN, startServer, type RunningServer } from './signallingServer.ts';

export type OpenOptions = {
  /** Added to the page's address, for example `?lang=fr`. */
  query?: string;
  context?: BrowserContextOptions;
  /** Runs before the page's own scripts. */
  prepare?: (page: Page) => Promise<void>;
  /** In place of the number: passkeys belong to a name. */
  host?: 'localhost';
  /** Another browser than the journey's own. */
  browser?: Browser;
  /** In place of the journey's own. */
  microphone?: Microphone;
};

/** `heard`: as people have it. `quiet`: nobody asks what is heard; with pictures only, as a voice call needs sound to be known as alive. */
export type Microphone = 'heard' | 'quiet';

export type Cast = {
  server: RunningServer;
  customer: (options?: OpenOptions) => Promise<CustomerPage>;
  agent: (options?: OpenOptions) => Promise<AgentPage>;
};

type Circumstances = {
  serverEnv: Record<string, string>;
  /** What a sign-in costs the server; `undefined` for what it costs in earnest. */
  signInCost: ScryptCost | undefined;
  microphone: Microphone;
};

export const test = base.extend<Circumstances & { cast: Cast }>({
  serverEnv: [{}, { option: true }],
  signInCost: [QUICK_SIGN_IN, { option: true }],
  microphone: ['quiet', { option: true }],
  cast: async ({ browser, serverEnv, signInCost, microphone }, use) => {
    const server = await startServer(serverEnv, signInCost);
    const troubles: string[] = [];
    const pages: Page[] = [];
    const open = async (path: string, options: OpenOptions = {}): Promise<Page> => {
      const page = await newPage(options.browser ?? browser, options.context, troubles);
      pages.push(page);
      if ((options.microphone ?? microphone) === 'quiet') await quietMicrophone(page);
      await options.prepare?.(page);
      const origin = options.host ? server.origin.replace('127.0.0.1', options.host) : server.origin;
      await page.goto(origin + path + (options.query ?? ''));
      return page;
    };
    await use({
      server,
      customer: async (options) => new CustomerPage(await open('/', options)),
      agent: async (options) => new AgentPage(await open('/agent/', options)),
    });
    await Promise.all(pages.map((page) => page.context().close()));
    await server.dispose();
    base.expect(troubles, 'the pages threw nothing and kept their policy').toEqual([]);
  },
});

export { expect } from '@playwright/test';

/** Asks for less motion: without a graphics card, a quarter of the time of a page in line is for a ring that breathes. */
const PERSON: BrowserContextOptions = {
  permissions: ['camera', 'microphone'],
  locale: 'en-GB',
  reducedMotion: 'reduce',
};

async function newPage(browser: Browser, options: BrowserContextOptions = {}, troubles: string[]): Promise<Page> {
  const context = await browser.newContext({ ...PERSON, ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) troubles.push(message.text());
  });
  await watchConnections(page);
  return page;
}
