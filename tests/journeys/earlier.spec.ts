// What was written and shown before a call was handed on: offered to the next agent, who takes it up or starts empty.
import type { Page } from '@playwright/test';
import type { AgentPage } from '../support/agentPage.ts';
import { expect, test, type Cast } from '../support/cast.ts';
import { connectCall, type ConnectedCall } from '../support/connectCall.ts';
import { numberedPdf } from '../support/documents.ts';
import { chatLog, say } from '../support/inChat.ts';
import { lookInAllWindows } from '../support/lookInAllWindows.ts';
import { expectPicture } from '../support/mediaProbe.ts';
import { expectPage, putDocument, tableOf } from '../support/onTheTable.ts';
import { withSettings } from '../support/settingsFile.ts';

type HandedOn = ConnectedCall & { billie: AgentPage };

/** Ada and Alex have written and looked at a document; Billie is free. */
async function shared(cast: Cast): Promise<HandedOn> {
  const { agent, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  await agent.button('Chat').click();
  await say(agent, 'Which house is it?');
  await customer.button('Chat').click();
  await say(customer, 'The one by the river');
  await expect(chatLog(agent)).toContainText('The one by the river');
  await agent.button('Close chat').click();
  await customer.button('Close chat').click();
  await putDocument(agent, { name: 'plan.pdf', buffer: await numberedPdf({ pages: 3 }) });
  await expectPage(customer, 'plan.pdf', 1);
  const billie = await cast.agent();
  await billie.goAvailable('agent2');
  return { agent, customer, billie };
}

async function choose(agent: AgentPage, option: RegExp, how: 'Transfer now' | 'Talk first'): Promise<void> {
  await agent.button('Transfer').click();
  const dialog = agent.page.getByRole('dialog', { name: 'Transfer the call' });
  await dialog.getByRole('option', { name: option }).click();
  await dialog.getByRole('button', { name: how }).click();
  await expect(dialog).toBeHidden();
}

const before = (page: Page) => page.getByRole('region', { name: 'What came before' });
const written = (page: Page) => page.getByRole('region', { name: /From the call with/ });

test('[TRANSFER-11][TRANSFER-13] the next agent reads what there is, takes it up, and has the messages and the document; the customer reads so', async ({
  cast,
}) => {
  const { agent: alex, customer, billie } = await shared(cast);
  await choose(alex, /Billie Durand/, 'Transfer now');
  await billie.answer();
  await expect(before(billie.page)).toContainText(/2 messages and 1 document from.*Ada.*call with.*Alex Martin/);
  await expect(tableOf(billie, 'plan.pdf')).toBeHidden();
  await expect(before(customer.page)).toBeHidden();
  await billie.button('Chat').click();
  await expect(chatLog(billie)).not.toContainText('The one by the river');
  await billie.button('Close chat').click();
  await lookInAllWindows('earlier-offered', billie.page);

  await billie.button('Show what came before').click();
  await expect(written(billie.page)).toContainText(/Alex Martin.*Which house is it\?.*Ada.*The one by the river/);
  await expectPage(billie, 'plan.pdf', 1);
  await expect(written(billie.page)).toContainText('1 document: on the table');
  await lookInAllWindows('earlier-given', billie.page);
  await billie.page.setViewportSize({ width: 360, height: 740 });
  await expect(written(billie.page).getByText('The one by the river'), 'on a phone, too').toBeInViewport();
  await billie.page.setViewportSize({ width: 1280, height: 720 });
  await expect(before(customer.page)).toContainText(/Billie Durand.*has been given 2 messages and 1 document/);
  await lookInAllWindows('earlier-customer', customer.page);
  await expectPage(customer, 'plan.pdf', 1);
  await customer.button('Chat').click();
  await expect(written(customer.page)).toContainText(/Alex Martin.*Which house is it\?.*You.*The one by the river/);

  await billie.page.reload();
  await expect(billie.status).toHaveText('In a call');
  await billie.button('Chat').click();
  await expect(written(billie.page)).toContainText('The one by the river');
  await expectPage(billie, 'plan.pdf', 1);
});

test('[TRANSFER-11] after a question was completed the colleague may start empty; the customer keeps it, and nothing is said', async ({
  cast,
}) => {
  const { agent: alex, customer, billie } = await shared(cast);
  await choose(alex, /Billie Durand/, 'Talk first');
  await billie.answer();
  await alex.button('Complete transfer').click();
  await expect(alex.status).toHaveText('Wrap-up');
  await expect(before(billie.page)).toContainText(/2 messages and 1 document/);
  await billie.button('Start empty').click();
  await expect(before(billie.page)).toBeHidden();
  await billie.button('Chat').click();
  await say(billie, 'Good morning');
  await expect(chatLog(billie)).not.toContainText('The one by the river');
  await customer.button('Chat').click();
  await expect(chatLog(customer)).toContainText('Good morning');
  await expect(chatLog(customer)).not.toContainText('Which house is it?');
  await billie.button('Share').click();
  await expect(billie.page.getByRole('menuitem', { name: 'Screen or window' })).toBeVisible();
  await expect(billie.page.getByRole('menuitem', { name: 'plan.pdf' })).toBeHidden();
  await expect(before(customer.page)).toBeHidden();
});

const atOnce = test.extend(
  withSettings(`
queues:
  - { id: banking, name: { en: Everyday banking, fr: Banque au quotidien }, reasons: [{ id: done, name: { en: Done, fr: Réglé } }], handOver: { earlier: always } }
`),
);

atOnce(
  '[TRANSFER-12] where the queue always gives it, the next agent has messages and document at once, and the customer reads so',
  async ({ cast }) => {
    const { agent: alex, customer, billie } = await shared(cast);
    await choose(alex, /Billie Durand/, 'Transfer now');
    await billie.answer();
    await expect(before(customer.page)).toContainText(/Billie Durand.*has been given 2 messages and 1 document/);
    await expectPage(billie, 'plan.pdf', 1);
    await expect(billie.button('Start empty'), 'there is nothing to choose').toBeHidden();
    await billie.button('Chat').click();
    await expect(written(billie.page)).toContainText(/Alex Martin.*Which house is it\?.*Ada.*The one by the river/);
  },
);
