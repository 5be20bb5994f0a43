// What was said, shown and agreed in a call is on its record, for the agent to read afterwards.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { expectPicture } from '../support/mediaProbe.ts';

test('[ENTRY-11][ENTRY-13] chat, documents and an agreement are in Recent calls, also after a reload', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  for (const side of [agent, customer]) await side.button('Chat').click();
  for (const [{ page }, words] of [
    [agent, 'Here is the form we spoke of.'],
    [customer, 'Thank you, I see it.'],
  ] as const) {
    await page.getByRole('textbox', { name: 'Message' }).fill(words);
    await page.keyboard.press('Enter');
    for (const side of [agent, customer]) await expect(side.page.getByText(words)).toBeVisible();
  }
  await agent.button('Share').click();
  await agent.page.getByRole('menuitem', { name: 'Account application' }).click();
  await expect(customer.page.getByRole('region', { name: 'On the table: Account application.pdf' })).toBeVisible();
  await agent.button('Ask to agree…').click();
  await agent.page.getByRole('button', { name: 'Ask', exact: true }).click();
  const ask = customer.page.getByRole('region', { name: 'Agreement' });
  await expect(ask).toBeVisible();
  await ask.getByRole('checkbox').check();
  await ask.getByRole('textbox', { name: 'Type your full name' }).fill('Ada Lovelace');
  await ask.getByRole('button', { name: 'Agree', exact: true }).click();
  await expect(customer.page.getByText('Agreed by Ada Lovelace.')).toBeVisible();
  await expect(
    customer.page.getByRole('region', { name: 'On the table: Account application – agreed.pdf' }),
  ).toBeVisible();
  // Only what has arrived as a whole goes on record from here, too.
  await expect(customer.page.getByRole('document', { name: /agreed\.pdf, page 1 of/ })).toBeVisible();

  await agent.button('Hang up').click();
  await agent.finish();
  await agent.page.reload();
  const open = agent.recentCalls.getByRole('button', { name: 'Conversation with Ada' });
  await open.focus();
  await agent.page.keyboard.press('Enter');
  await expect(open).toHaveAttribute('aria-expanded', 'true');
  const entries = agent.page.getByRole('list', { name: 'Conversation with Ada' }).getByRole('listitem');
  await expect(entries).toContainText([
    /You.*Here is the form we spoke of\./s,
    /Ada.*Thank you, I see it\./s,
    /You.*Document: Account application\.pdf/s,
    /Agreed to “Account application\.pdf” by typing the name Ada Lovelace:.*Both sides hold the same document\./s,
  ]);
  await expect(entries.last().getByText(/^[0-9a-f]{64}$/)).toHaveCount(2);
});

test('[ENTRY-13] a call in which nothing was written says so', async ({ cast }) => {
  const { agent, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  await customer.button('Hang up').click();
  await agent.finish();
  await agent.recentCalls.getByRole('button', { name: 'Conversation with Ada' }).click();
  await expect(agent.recentCalls).toContainText('Nothing was written, shown or agreed in this call');
});
