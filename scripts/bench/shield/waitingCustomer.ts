// An available agent in the desktop app and one customer who waits throughout, at a real server. Knows no mail program.
import { join } from 'node:path';
import { AgentPage } from '../../../tests/support/agentPage.ts';
import { CustomerPage } from '../../../tests/support/customerPage.ts';
import type { Desktop } from '../../../tests/support/desktop.ts';
import { makeProfile, removeProfile, startApp } from '../../../tests/support/electronApp.ts';
import { startServer } from '../../../tests/support/signallingServer.ts';
import { launchBrowser } from '../media/openPages.ts';

export type WaitingCustomer = {
  readonly agent: AgentPage;
  /** Where the app listens for mail programs. */
  readonly ctiFolder: string;
};

/** Hands `work` an agent at whom it rings, and closes everything after it. */
export async function withWaitingCustomer(
  desktop: Desktop,
  work: (waiting: WaitingCustomer) => Promise<void>,
): Promise<void> {
  const server = await startServer({ VISAVIS_RING_TIMEOUT_MS: '600000' });
  const profile = makeProfile();
  const browser = await launchBrowser();
  try {
    const app = await startApp({ desktop, profile, env: { VISAVIS_SERVER_URL: server.origin } });
    try {
      const agent = new AgentPage(app.page);
      await agent.goAvailable();
      const context = await browser.newContext({ permissions: ['camera', 'microphone'], locale: 'en-GB' });
      const page = await context.newPage();
      await page.goto(server.origin);
      await new CustomerPage(page).call('Ada Lovelace', 'voice');
      await agent.incoming.waitFor({ state: 'visible' });
      await work({ agent, ctiFolder: join(profile, 'cti') });
    } finally {
      await app.quit();
    }
  } finally {
    await browser.close();
    removeProfile(profile);
    await server.dispose();
  }
}
