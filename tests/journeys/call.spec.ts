// The main job: a customer calls from a link, an agent answers, both see and hear each other, and it is on record.
import { expect, test } from '../support/cast.ts';
import { expectPicture, expectSound, expectStill, readMedia } from '../support/mediaProbe.ts';

test.use({ microphone: 'heard' });

test('[MEDIA-1][MEDIA-6][CALL-9][AGENT-4][STORE-3] a video call from the link to the record', async ({ cast }) => {
  const agent = await cast.agent();
  await agent.goAvailable();
  const customer = await cast.customer();
  await expect(customer.page.getByLabel('Your video')).toBeVisible();
  await customer.call('Ada Lovelace');

  await expect(agent.incoming).toContainText('Ada Lovelace');
  await expect(agent.incoming).toContainText('Everyday banking');
  await agent.answer();
  for (const { page } of [agent, customer]) {
    await expectPicture(page);
    await expectSound(page);
    const { opusSent } = await readMedia(page);
    expect(opusSent.split(';')).toEqual(expect.arrayContaining(['useinbandfec=1', 'usedtx=1']));
  }
  await expect(customer.adviserVideo).toBeVisible();
  await expect(agent.customerVideo).toBeVisible();

  await customer.button('Hang up').click();
  await expect(customer.endedHeading).toBeVisible();
  await expect(agent.status).toHaveText('Wrap-up');
  await expect(agent.wrapUp).toContainText('Ada Lovelace ended the call.');
  await agent.finish({ index: 1 }, 'Asked about the new card.');
  await expect(agent.status).toHaveText('Available');
  await expect(agent.recentCalls).toContainText('Ada Lovelace');
  await expect(agent.recentCalls).toContainText('Asked about the new card.');
});

test('[MEDIA-3][CALL-8] hold stops the media both see and hear, and gives it back', async ({ cast }) => {
  const agent = await cast.agent();
  await agent.goAvailable();
  const customer = await cast.customer();
  await customer.call('Grace Hopper');
  await agent.answer();
  await expectPicture(customer.page);

  await agent.button('Hold').click();
  await expect(agent.button('Hold')).toHaveAttribute('aria-pressed', 'true');
  await expect(customer.page.getByRole('heading', { name: 'You are on hold' })).toBeVisible();
  await expectStill(customer.page, (media) => media.bytesIn);
  await expectStill(agent.page, (media) => media.bytesIn);

  await agent.button('Hold').click();
  await expectPicture(customer.page);
  await expectSound(customer.page);
  await expectPicture(agent.page);
});
