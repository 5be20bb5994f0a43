// A supervisor listens to a call from the wallboard, speaks with its agent alone, then with all, and takes it over.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { NO_WORKER } from '../support/inRoom.ts';
import { expectPicture, expectSound, readMedia, readShape, readVoices } from '../support/mediaProbe.ts';
import { withSettings } from '../support/settingsFile.ts';
import { takePicture } from '../support/takePicture.ts';
import { directly, expectToSee, ROOMS_ENV, through } from '../support/together.ts';

test.use({ microphone: 'heard', serverEnv: ROOMS_ENV ?? {} });

test('[BOARD-7][JOIN-7][JOIN-11] a supervisor listens and sends nothing, whispers to the agent alone, talks with all, stops, and takes the call over', async ({
  cast,
}) => {
  test.skip(ROOMS_ENV === undefined, NO_WORKER);
  // Whatever sound there is comes from the supervisor.
  const { agent: alex, customer } = await connectCall(cast, {
    agent: { microphone: 'quiet' },
    customer: { microphone: 'quiet' },
  });
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
  const { audioEnergyIn } = await readMedia(customer.page);
  await expectSound(alex.page);
  await expectSound(alex.page);
  expect((await readMedia(customer.page)).audioEnergyIn, 'what the customer hears of a whisper').toBe(audioEnergyIn);

  await press('Barge in');
  await expect(isListenedTo).toContainText('talks with everybody');
  await expectSound(customer.page);
  await expectToSee(customer.page, 'Alex Martin', 'Sacha Petit');

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

test.describe('where agents are not told and customers are', () => {
  test.use(
    withSettings(
      `
queues:
  - { id: banking, name: { en: Everyday banking, fr: Banque au quotidien }, reasons: [{ id: done, name: { en: Done, fr: Fait } }] }
supervision: { agentsAreTold: false, customersAreTold: true }
`,
      {},
      ROOMS_ENV,
    ),
  );

  test('[JOIN-11][JOIN-13] the customer reads at the start that somebody may listen; that somebody does shows nowhere', async ({
    cast,
  }) => {
    test.skip(ROOMS_ENV === undefined, NO_WORKER);
    const sacha = await cast.agent();
    await sacha.signIn('supervisor');
    await sacha.button('Wallboard').click();
    await expect(sacha.page.getByText('ready for calls of more than two')).toBeVisible();
    const { agent: alex, customer } = await connectCall(cast);
    await expect(
      customer.page.getByRole('note').filter({ hasText: 'A supervisor may listen to this call.' }),
    ).toBeVisible();
    const pages = [alex.page, customer.page];
    for (const page of pages) {
      await expect(through(page)).toBeVisible();
      await expectPicture(page);
      await expectSound(page);
    }
    // How good the connection is changes by itself, on a busy machine each moment.
    const text = async (page: Page): Promise<string> =>
      (await page.locator('body').innerText()).replace(/\d+:\d\d/g, '').replace(/^.*\bconnection\b.*\n/gim, '');
    const shows = async () => Promise.all(pages.flatMap((page) => [text(page), readShape(page)]));
    const before = await shows();

    const row = sacha.page.getByRole('row', { name: /Alex Martin/ });
    await row.getByRole('button', { name: 'Listen', exact: true }).click();
    await expectToSee(sacha.page, 'Ada', 'Alex Martin');
    const voices = await readVoices(sacha.page);
    await expect
      .poll(async () => {
        const now = Object.entries(await readVoices(sacha.page));
        return now.filter(([ssrc, energy]) => energy > (voices[ssrc] ?? 0) + 0.001).length;
      })
      .toBe(2);
    expect((await readMedia(sacha.page)).bytesOut).toBe(0);
    expect(await shows()).toEqual(before);
    await takePicture(alex.page, 'supervision-hidden');

    await row.getByRole('button', { name: 'Stop listening' }).click();
    await expect(row.getByRole('button', { name: 'Stop listening' })).toHaveCount(0);
    for (const page of pages) await expectPicture(page);
    expect(await shows()).toEqual(before);
  });
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
