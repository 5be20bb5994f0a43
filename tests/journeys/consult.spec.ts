// The agent of a call asks a colleague while the customer waits: comes back, swaps, or leaves the call with them; and what fails on the way.
import { expect, test } from '../support/cast.ts';
import { ask, asking, talks } from '../support/handOn.ts';
import { expectPicture, expectSound } from '../support/mediaProbe.ts';
import { takePicture } from '../support/takePicture.ts';

test.use({ microphone: 'heard' });

test('[CONSULT-1][CONSULT-3][CONSULT-4] the two agents talk while the customer is on hold; swapped, and back with the customer', async ({
  cast,
}) => {
  const { agent: alex, customer, billie } = await asking(cast);
  await expect(
    customer.page.getByRole('heading', { name: 'On hold' }).or(customer.page.getByText('You are on hold')).first(),
  ).toBeVisible();
  await expect(customer.page.getByText('I am putting you on hold to ask a colleague').first()).toBeVisible();
  const rings = billie.incoming;
  await expect(rings).toContainText('Alex Martin asks you');
  await expect(rings.getByRole('region', { name: /Asked by.*Alex Martin/ })).toContainText('Is this loan still open?');
  await takePicture(billie.page, 'consult-rings');
  await takePicture(alex.page, 'consult-calling');
  await billie.answer();

  await expect(talks(alex, 'Billie Durand')).toBeVisible();
  await expect(talks(billie, 'Alex Martin')).toBeVisible();
  for (const { page } of [alex, billie]) {
    await expectPicture(page);
    await expectSound(page);
  }
  await takePicture(alex.page, 'consult-talks');
  await takePicture(billie.page, 'consult-asked');
  await takePicture(customer.page, 'consult-customer');

  await alex.button('Swap').click();
  await expect(billie.page.getByRole('heading', { name: 'Alex Martin is talking with the customer' })).toBeVisible();
  await expectPicture(customer.page);
  await expectSound(customer.page);
  await takePicture(alex.page, 'consult-swapped');
  await alex.button('Return to customer').click();
  await expect(billie.status).toHaveText('Available');
  await expectPicture(alex.page);
  await expectSound(customer.page);
  await expect(alex.button('Hold')).toHaveAttribute('aria-pressed', 'false');
});

test('[CONSULT-3][CONSULT-5] a colleague who declines, does not answer or is gone leaves the agent with the customer; a page that is gone leaves the customer with the colleague', async ({
  cast,
}) => {
  const { agent: alex, customer, billie } = await asking(cast);
  await billie.incoming.getByRole('button', { name: 'Decline' }).click();
  await expect(alex.page.getByText('Billie Durand could not take your question.')).toBeVisible();
  await takePicture(alex.page, 'consult-declined');
  await expectSound(customer.page);

  await ask(alex);
  await billie.answer();
  await expectSound(billie.page);
  await billie.page.reload();
  await expect(talks(billie, 'Alex Martin')).toBeVisible();
  await expectSound(billie.page);
  await alex.page.reload();
  await expect(talks(alex, 'Billie Durand')).toBeVisible();
  await expectSound(alex.page);
  await billie.button('Hang up').click();
  await expect(alex.page.getByText('Billie Durand has left.')).toBeVisible();
  await expectPicture(customer.page);
});

test('[CONSULT-3][CONSULT-5] a colleague who does not answer, or whose page is gone for good, leaves the agent with the customer', async ({
  cast,
}) => {
  const { agent: alex, customer, billie } = await asking(cast);
  await expect(alex.page.getByText('Billie Durand could not take your question.')).toBeVisible();
  await expect(billie.status).toHaveText(/Away/);
  await expectSound(customer.page);
  await billie.choose('Available');
  await ask(alex);
  await billie.answer();
  await expectSound(alex.page);
  await billie.page.close();
  await expect(alex.page.getByText('Billie Durand has lost the connection', { exact: false })).toBeVisible();
  await alex.button('Return to customer').click();
  await expectPicture(customer.page);
  await expectSound(alex.page);
});
