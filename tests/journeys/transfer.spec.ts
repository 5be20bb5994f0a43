// A call is handed on: to a colleague, who knows already what it is about; back, where they cannot take it; to another queue.
import type { AgentPage } from '../support/agentPage.ts';
import { expect, test, type Cast } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { expectShort, watchGap } from '../support/mediaGap.ts';
import { expectPicture, expectSound } from '../support/mediaProbe.ts';
import { takePicture } from '../support/takePicture.ts';

test.use({ microphone: 'heard' });

async function colleague(cast: Cast): Promise<AgentPage> {
  const billie = await cast.agent();
  await billie.goAvailable('agent2');
  return billie;
}

async function handOn(agent: AgentPage, find: string, name: string | RegExp, reason = ''): Promise<void> {
  await agent.button('Transfer').click();
  const dialog = agent.page.getByRole('dialog', { name: 'Transfer the call' });
  await dialog.getByRole('searchbox', { name: 'Find a colleague or queue' }).fill(find);
  await dialog.getByRole('option', { name }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await takePicture(agent.page, 'transfer-dialog');
  await dialog.getByRole('button', { name: 'Transfer now' }).click();
  await expect(dialog).toBeHidden();
  await expect(agent.status).toHaveText('Wrap-up');
}

test('[TRANSFER-1][TRANSFER-6][TRANSFER-8][TRANSFER-9][TRANSFER-10] to a colleague, who reads what it is about while it rings; the customer reads to whom they go', async ({
  cast,
}) => {
  const { agent: alex, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  const billie = await colleague(cast);
  await alex.button('Notes').click();
  await alex.page.getByRole('textbox', { name: 'Notes' }).fill('Wants to borrow for a house');
  await takePicture(alex.page, 'transfer-notes');
  const longestGap = await watchGap(customer.page, /Waiting|Position|is connecting you/);
  await handOn(alex, 'dur', /Billie Durand/, 'Knows mortgages');
  await expect(alex.wrapUp).toContainText('You handed the call on.');
  await expect(alex.wrapUp.getByRole('textbox', { name: 'Notes' })).toHaveValue('Wants to borrow for a house');

  await expect(customer.page.getByText(/Alex Martin.*is connecting you to.*Billie Durand/)).toBeVisible();
  await expect(customer.page.getByText(/Reason:.*Knows mortgages/)).toBeVisible();
  await takePicture(customer.page, 'transfer-course');
  const card = billie.page.getByRole('region', { name: /Handed over by.*Alex Martin/ });
  await expect(billie.incoming.locator(card)).toContainText('Wants to borrow for a house');
  await expect(card).toContainText('Knows mortgages');
  await takePicture(billie.page, 'transfer-rings');

  await billie.answer();
  await customer.expectInCall();
  for (const { page } of [customer, billie]) {
    await expectPicture(page);
    await expectSound(page);
  }
  expectShort(await longestGap());
  await card.getByText('Handed over by').click();
  await expect(card).toContainText('Wants to borrow for a house');
  await takePicture(billie.page, 'transfer-call');

  await alex.finish();
  await expect(alex.status).toHaveText('Available');
  await expect(customer.page.getByLabel("Adviser's video")).toBeVisible();
  await customer.button('Hang up').click();
  await billie.finish();
  for (const agent of [alex, billie]) await expect(agent.recentCalls).toContainText('Ada');
});

test('[TRANSFER-2][TRANSFER-3] one who writes cannot be chosen; one who declines gives the call back, before it goes to a queue', async ({
  cast,
}) => {
  const { agent: alex, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  const billie = await colleague(cast);
  await billie.choose('Away: Lunch');
  await alex.button('Transfer').click();
  const option = alex.page.getByRole('option', { name: /Billie Durand/ });
  await expect(option).toHaveAttribute('aria-disabled', 'true');
  await billie.choose('Available');
  await expect(option).toHaveAttribute('aria-disabled', 'false');
  await alex.page.keyboard.press('Escape');

  await handOn(alex, '', /Billie Durand/);
  await alex.finish();
  await billie.incoming.getByRole('button', { name: 'Decline' }).click();
  await alex.answer();
  await customer.expectInCall();
  await expectPicture(customer.page);

  await handOn(alex, 'loan', /Loans/);
  await billie.answer();
  await customer.expectInCall();
  await expectPicture(customer.page);
  await expectSound(customer.page);
});
