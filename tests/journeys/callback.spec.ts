// A customer who does not want to wait: the page rings when it is their turn.
import { expect, test } from '../support/cast.ts';
import { expectPicture } from '../support/mediaProbe.ts';

test('[BACK-1][BACK-2][BACK-5] keeps the place, rings the open page, and the call is as any other', async ({
  cast,
}) => {
  const customer = await cast.customer();
  await customer.call('Ada Lovelace');
  await customer.button('Call me back').click();
  await expect(customer.page.getByRole('heading', { name: 'We will call you back' })).toBeVisible();
  await expect(customer.page.getByRole('status')).toContainText('Position 1');

  const agent = await cast.agent();
  await agent.goAvailable();
  await expect(customer.page.getByRole('heading', { name: 'It is your turn' })).toBeVisible();
  await expect(customer.page).toHaveTitle(/It is your turn/);
  await expect(agent.incoming).toBeHidden();
  await customer.button('Take the call').click();
  await expect(agent.incoming).toContainText('Promised a call back at');
  await agent.answer();
  await expectPicture(agent.page);
  await expectPicture(customer.page);
});

test('[BACK-1][BACK-4] a promise outlives a reload, and the customer may wait in line again', async ({ cast }) => {
  const first = await cast.customer();
  await first.call('Ada Lovelace');
  await first.button('Call me back').click();
  await expect(first.page.getByRole('heading', { name: 'We will call you back' })).toBeVisible();
  const second = await cast.customer();
  await second.call('Grace Hopper');
  await second.expectPosition(2);
  await first.page.reload();
  await expect(first.page.getByRole('heading', { name: 'We will call you back' })).toBeVisible();
  await first.button('Wait in line again').click();
  await first.expectPosition(1);
});
