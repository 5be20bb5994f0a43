// Prepared documents and photos: from the server to the table and from the table to the record, also from the desktop app,
// whose page comes from another origin than the server.
import { mergeTests } from '@playwright/test';
import { AgentPage } from '../support/agentPage.ts';
import { expect, test as castTest } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import type { CustomerPage } from '../support/customerPage.ts';
import { startApp } from '../support/electronApp.ts';
import { expectPicture } from '../support/mediaProbe.ts';
import { withSettings } from '../support/settingsFile.ts';
import { test as shellTest } from '../support/shellTest.ts';

const test = mergeTests(castTest, shellTest);

const SETTINGS = `
queues:
  - id: banking
    name: { en: Everyday banking, fr: Banque au quotidien }
    reasons: [{ id: done, name: { en: Done, fr: Fait } }]
assist: { customerFiles: false }
`;

/** The agent asks, the customer takes it and lets it go. */
async function sendPhoto(agent: AgentPage, customer: CustomerPage): Promise<void> {
  await agent.button('Share').click();
  await agent.page.getByRole('menuitem', { name: 'What the customer sees…' }).click();
  await customer.button('Show what I see').click();
  await agent.button('Ask for a photo').click();
  await customer.button('Take the photo').click();
  await customer.button('Send the photo').click();
}

test('[LIBRARY-6] a prepared document is put on the table from the Share menu, in the agent’s language', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast, { agent: { query: '?lang=en' } });
  await expectPicture(customer.page);
  await agent.button('Share').click();
  const group = agent.page.getByRole('group', { name: 'Prepared documents' });
  await expect(group.getByRole('menuitem')).toHaveText(['Account fees', 'Account application']);
  await group.getByRole('menuitem', { name: 'Account fees' }).click();
  for (const { page } of [agent, customer]) {
    await expect(page.getByRole('region', { name: 'On the table: Account fees.pdf' })).toBeVisible();
  }
  await expect(customer.page.getByText('of 2', { exact: true })).toBeVisible();
  await customer.button('Share').click();
  await expect(customer.page.getByRole('menu')).toBeVisible();
  await expect(customer.page.getByRole('group', { name: 'Prepared documents' })).toBeHidden();
});

test('[LIBRARY-6] a document that cannot be had says so, and comes when the service is back', async ({ cast }) => {
  const { agent, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  await agent.page.route('**/library/**', (route) => route.abort());
  await agent.button('Share').click();
  await agent.page.getByRole('menuitem', { name: 'Account fees' }).click();
  const said = agent.page.getByRole('alert').filter({ hasText: 'Account fees' });
  await expect(said).toContainText('the service cannot be reached');
  await agent.page.unroute('**/library/**');
  await said.getByRole('button', { name: 'Try again' }).click();
  await expect(customer.page.getByRole('region', { name: 'On the table: Account fees.pdf' })).toBeVisible();
  await expect(said).toBeHidden();
});

test('[LIBRARY-6][ENTRY-12][ENTRY-13] in the desktop app: a prepared document, and a photo that is filed with the call', async ({
  cast,
  desktop,
  profile,
}) => {
  const app = await startApp({ desktop, profile, env: { VISAVIS_SERVER_URL: cast.server.origin } });
  const agent = new AgentPage(app.page);
  await agent.goAvailable();
  const customer = await cast.customer();
  await customer.call('Ada');
  await agent.answer();
  await expectPicture(customer.page);
  await agent.button('Share').click();
  await agent.page.getByRole('menuitem', { name: 'Account fees' }).click();
  await expect(customer.page.getByRole('region', { name: 'On the table: Account fees.pdf' })).toBeVisible();

  await sendPhoto(agent, customer);
  // A call that ends before the photo is here as a whole has none to file.
  await expect(agent.page.getByRole('document', { name: /\.jpg, page 1 of 1$/ })).toBeVisible();
  await agent.button('Hang up').click();
  await agent.finish();
  await agent.recentCalls.getByRole('button', { name: 'Conversation with Ada' }).click();
  const photo = agent.recentCalls
    .getByRole('listitem')
    .filter({ hasText: /Photo from Ada \(\d+ × \d+\)/ })
    .last();
  await expect(photo).not.toContainText('not reported');
  await photo.getByRole('button', { name: 'Show photo' }).click();
  const picture = photo.getByRole('img', { name: 'Photo from Ada' });
  await expect(picture).toBeVisible();
  expect(
    await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
  ).toBeGreaterThan(100);
  await app.quit();
});

test.describe('where customers may not put files on the table', () => {
  test.use(withSettings(SETTINGS));

  test('[ENTRY-9] the customer’s Share menu offers none of theirs', async ({ cast }) => {
    const { agent, customer } = await connectCall(cast);
    await expectPicture(customer.page);
    await customer.button('Share').click();
    await expect(customer.page.getByRole('menuitem', { name: 'Continue on a phone' })).toBeVisible();
    await expect(customer.page.getByRole('menuitem', { name: 'Document or picture…' })).toBeHidden();
    await agent.button('Share').click();
    await expect(agent.page.getByRole('menuitem', { name: 'Document or picture…' })).toBeVisible();
  });
});
