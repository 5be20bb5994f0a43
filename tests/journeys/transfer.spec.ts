// A call is handed on: to a colleague, who knows already what it is about; back, where they cannot take it; to another queue.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { colleague, handOn } from '../support/handOn.ts';
import { expectPicture, expectSound } from '../support/mediaProbe.ts';

test.use({ microphone: 'heard' });

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
