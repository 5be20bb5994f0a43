// What the customer notices while their call changes hands: for how long at most nothing is heard or seen. Runs alone: it is measured.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { asking, colleague, handOn, talks } from '../support/handOn.ts';
import { expectShort, watchGap } from '../support/mediaGap.ts';
import { expectPicture, expectSound } from '../support/mediaProbe.ts';
import { takePicture } from '../support/takePicture.ts';

test.use({ microphone: 'heard' });

test('[CONSULT-4] completed, the colleague goes on with the customer, and who asked wraps up', async ({ cast }) => {
  const { agent: alex, customer, billie } = await asking(cast);
  const longestGap = await watchGap(customer.page, /You are on hold/);
  await billie.answer();
  await expectSound(billie.page);
  await alex.button('Complete transfer').click();
  await expect(alex.status).toHaveText('Wrap-up');
  await expect(talks(billie, 'Ada')).toBeVisible();
  for (const { page } of [customer, billie]) {
    await expectPicture(page);
    await expectSound(page);
  }
  await expect(customer.page.getByText('You are talking with Billie Durand now.')).toBeVisible();
  expectShort(await longestGap());
  await takePicture(customer.page, 'consult-completed');
  await alex.finish();
  await customer.button('Hang up').click();
  await billie.finish();
});

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

test('[TRANSFER-2][CONSULT-3] back from who declines, and back from who was asked: nothing is missed but while it is said', async ({
  cast,
}) => {
  const { agent: alex, customer, billie } = await asking(cast);
  const longestGap = await watchGap(customer.page, /You are on hold|Waiting|Position|is connecting you/);
  await billie.answer();
  await expectSound(billie.page);
  await alex.button('Return to customer').click();
  await expectSound(customer.page);
  await expect(billie.status).toHaveText('Available');
  await handOn(alex, 'dur', /Billie Durand/);
  await alex.finish();
  await billie.incoming.getByRole('button', { name: 'Decline' }).click();
  await alex.answer();
  await customer.expectInCall();
  await expectPicture(customer.page);
  await expectSound(customer.page);
  expectShort(await longestGap());
});
