// A supervisor listens to a call from the wallboard, speaks with its agent alone, then with all, and takes it over.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { NO_WORKER } from '../support/inRoom.ts';
import { expectPicture, readMedia } from '../support/mediaProbe.ts';
import { takePicture } from '../support/takePicture.ts';
import { directly, ROOMS_ENV, through } from '../support/together.ts';

test.use({ microphone: 'heard', serverEnv: ROOMS_ENV ?? {} });

test('[BOARD-7][JOIN-7][JOIN-11] a supervisor listens and sends nothing, whispers, stops, and takes the call over', async ({
  cast,
}) => {
  test.skip(ROOMS_ENV === undefined, NO_WORKER);
  const { agent: alex, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  const sacha = await cast.agent();
  await sacha.signIn('supervisor');
  await sacha.button('Wallboard').click();
  const row = sacha.page.getByRole('row', { name: /Alex Martin/ });
  const press = (name: string) => row.getByRole('button', { name, exact: true }).click();
  const isListenedTo = alex.page.getByRole('status').filter({ hasText: 'Sacha Petit is listening' });

  await press('Listen');
  await expect(isListenedTo).toBeVisible();
  await expect(row).toContainText('You are listening: nobody hears you');
  await expect(through(customer.page)).toBeVisible();
  // The listener has pictures of both; nothing leaves their page, and the customer's page knows nobody new.
  await expectPicture(sacha.page);
  expect((await readMedia(sacha.page)).bytesOut).toBe(0);
  await expect(customer.page.getByText('Sacha')).toHaveCount(0);
  await takePicture(sacha.page, 'supervision-listens');
  await takePicture(alex.page, 'supervision-agent');

  await press('Whisper');
  await expect(isListenedTo).toContainText('speaks to you alone');
  await expect.poll(async () => (await readMedia(sacha.page)).bytesOut).toBeGreaterThan(0);
  expect((await readMedia(sacha.page)).framesSent).toBe(0);

  await press('Stop listening');
  await expect(isListenedTo).toHaveCount(0);
  await expect(row.getByRole('button', { name: 'Stop listening' })).toHaveCount(0);
  await expect(directly(customer.page)).toBeVisible();

  await press('Take over');
  await expect(alex.wrapUp).toBeVisible();
  await expect(customer.page.getByText('Sacha Petit').first()).toBeVisible();
  await expectPicture(customer.page);
  await expectPicture(sacha.page);
});

test.describe('without a media server', () => {
  test.use({ serverEnv: { VISAVIS_ROOMS: '0' } });

  test('[BOARD-7][BOARD-8] the wallboard says that there is none, and the buttons why they do nothing', async ({
    cast,
  }) => {
    await connectCall(cast);
    const sacha = await cast.agent();
    await sacha.signIn('supervisor');
    await sacha.button('Wallboard').click();
    await expect(sacha.page.getByText('are turned off on this server')).toBeVisible();
    const listen = sacha.page.getByRole('row', { name: /Alex Martin/ }).getByRole('button', { name: 'Listen' });
    await expect(listen).toBeDisabled();
    await expect(listen).toHaveAccessibleDescription('Not possible while there is no media server.');
  });
});
