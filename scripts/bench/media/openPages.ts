// A browser with the customer's and the agent's pages, each with a profile of its own, marked and bounded.
import { chromium, type Browser, type Page } from '@playwright/test';
import { AgentPage } from '../../../tests/support/agentPage.ts';
import { chromiumArguments, chromiumPath } from '../../../tests/support/chromium.ts';
import { CustomerPage } from '../../../tests/support/customerPage.ts';
import { markMoments } from './pageMarks.ts';

export type TwoPages = { readonly agent: AgentPage; readonly customer: CustomerPage };

const ACTION_MS = 15_000;

export function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  return chromium.launch({
    args: chromiumArguments(),
    chromiumSandbox: false,
    ...(executablePath === undefined ? {} : { executablePath }),
  });
}

/** A page in a profile of its own, with camera and microphone allowed and the English words. */
export async function openPage(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], locale: 'en-GB' });
  context.setDefaultTimeout(ACTION_MS);
  const page = await context.newPage();
  await markMoments(page);
  await page.goto(address);
  return page;
}

/** An agent who is available, and a customer in the lobby. */
export async function openPages(
  origin: string,
  browsers: { readonly agent: Browser; readonly customer: Browser },
): Promise<TwoPages> {
  const agent = new AgentPage(await openPage(browsers.agent, `${origin}/agent/`));
  await agent.goAvailable();
  const customer = new CustomerPage(await openPage(browsers.customer, `${origin}/`));
  return { agent, customer };
}
