// A call is handed on: to a colleague, who knows already what it is about; back, where they cannot take it; to another queue.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { colleague, handOn } from '../support/handOn.ts';
import { expectPicture, expectSound } from '../support/mediaProbe.ts';
import { MAIL, scriptShell, shellSays } from '../support/scriptedShell.ts';

test.use({ microphone: 'heard' });

test('[TRANSFER-2][TRANSFER-3] one who writes cannot be chosen; one who declines gives the call back, before it goes to a queue', async ({
  cast,
}) => {
  const { agent: alex, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  const billie = await cast.agent({ prepare: scriptShell });
  await billie.goAvailable('agent2');
  await shellSays(billie.page, 'reply.begun', MAIL);
  await alex.button('Transfer').click();
  const option = alex.page.getByRole('option', { name: /Billie Durand/ });
  await expect(option).toContainText('Calls held – reply in progress');
  await expect(option).toHaveAttribute('aria-disabled', 'true');
  await shellSays(billie.page, 'reply.ended', { activityId: MAIL.activityId, how: 'sent' });
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

test('[TRANSFER-10] notes taken during the call are there after a reload, and in wrap-up', async ({ cast }) => {
  const { agent: alex, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  const notes = alex.page.getByRole('textbox', { name: 'Notes' });
  await alex.button('Notes').click();
  await notes.fill('Wants to borrow for a house');
  await alex.page.reload();
  await expect(alex.status).toHaveText('In a call');
  await alex.button('Notes').click();
  await expect(notes).toHaveValue('Wants to borrow for a house');
  await alex.button('Hang up').click();
  await expect(alex.wrapUp.getByRole('textbox', { name: 'Notes' })).toHaveValue('Wants to borrow for a house');
});

test('[TRANSFER-2] a colleague who does not answer, or whose page is killed while it rings, gives the call back to who handed it on', async ({
  cast,
}) => {
  const { agent: alex, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  const billie = await colleague(cast);
  const isBack = async (): Promise<void> => {
    await alex.finish();
    await alex.answer();
    await customer.expectInCall();
    await expectPicture(customer.page);
    await expectSound(customer.page);
  };
  await handOn(alex, 'dur', /Billie Durand/);
  await expect(billie.incoming).toBeVisible();
  await expect(billie.status).toHaveText(/Away/);
  await isBack();

  await billie.choose('Available');
  await handOn(alex, 'dur', /Billie Durand/);
  await expect(billie.incoming).toBeVisible();
  await billie.page.close();
  await isBack();
});
