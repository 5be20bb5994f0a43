// A call as people have it who reach the service by https: through nginx with TLS, set up as docs/OPERATIONS.md says.
import { expect, test as base, type Page } from '@playwright/test';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createScryptPasswords } from '../../signalling/adapters/passwords/scryptPasswords.ts';
import { openSqliteStore } from '../../signalling/adapters/store/sqliteStore.ts';
import { agentIdSchema } from '../../signalling/protocol/index.ts';
import { startChildServer } from '../../signalling/testing/childServer.ts';
import { AgentPage } from '../support/agentPage.ts';
import { headlessShell } from '../support/chromium.ts';
import { CustomerPage } from '../support/customerPage.ts';
import { expectPicture, expectSound, watchConnections } from '../support/mediaProbe.ts';
import { startNginx, whyNoNginx } from '../support/nginx.ts';
import { freePort, SITE } from '../support/proxySite.ts';

const { args = [], ...shell } = headlessShell();
const PASSWORD = 'a long one of her own';

const test = base.extend<{ site: string }>({
  // eslint-disable-next-line no-empty-pattern -- as Playwright wants it
  site: async ({}, use) => {
    const port = await freePort();
    const server = await startChildServer({
      VISAVIS_DEMO: '0',
      VISAVIS_PUBLIC_ORIGIN: `https://${SITE}:${String(port)}`,
      VISAVIS_TRUSTED_PROXIES: '127.0.0.1',
      VISAVIS_WEB_DIR: fileURLToPath(new URL('../../out', import.meta.url)),
    });
    await addAgent(server.dataDir);
    const proxy = await startNginx(port, server.port);
    await use(`https://${SITE}:${String(port)}`);
    expect(server.complaints).toEqual([]);
    await proxy.close();
    await server.dispose();
  },
});

test.skip(whyNoNginx() !== undefined, whyNoNginx());
test.use({
  launchOptions: { ...shell, args: [...args, `--host-resolver-rules=MAP ${SITE} 127.0.0.1`] },
  ignoreHTTPSErrors: true,
});

/** As `npm run agents -- add` does beside a server that runs. */
async function addAgent(dataDir: string): Promise<void> {
  const store = openSqliteStore(join(dataDir, 'visavis.sqlite'), Date.now());
  const passwordHash = await createScryptPasswords().hash(PASSWORD);
  const who = {
    agentId: agentIdSchema.parse('ann'),
    userName: 'ann',
    displayName: 'Ann Leroy',
    role: 'agent',
  } as const;
  await store.addAccount({ ...who, passwordHash, demo: false });
  await store.close();
}

/** Neither page is where a browser makes exceptions for this machine: cameras are there because of the certificate. */
async function openedAt(page: Page, address: string): Promise<Page> {
  await watchConnections(page);
  const answer = await page.goto(address);
  expect(answer?.headers()['strict-transport-security']).toContain('max-age=31536000');
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
  return page;
}

test('[GUARD-6][WIRE-20] by https through a proxy a call has picture and sound, and a reload keeps it', async ({
  browser,
  site,
}) => {
  const [here, there] = [await browser.newContext(), await browser.newContext()];
  const agent = new AgentPage(await openedAt(await here.newPage(), `${site}/agent/`));
  await agent.signIn('ann', PASSWORD);
  await agent.choose('Available');
  const customer = new CustomerPage(await openedAt(await there.newPage(), site));
  await customer.page.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
  await customer.page.getByRole('combobox', { name: 'What is it about?' }).selectOption({ index: 1 });
  await customer.button('Start video call').click();
  await expect(agent.incoming).toContainText('Ada Lovelace');
  await agent.answer();
  for (const { page } of [agent, customer]) {
    await expectPicture(page);
    await expectSound(page);
  }
  await customer.page.reload();
  await customer.expectInCall();
  await expectPicture(customer.page);
  await expectPicture(agent.page);
  await customer.button('Hang up').click();
  await expect(agent.wrapUp).toContainText('Ada Lovelace');
  await Promise.all([here.close(), there.close()]);
});
