// An agent with two customers in hand: one is talked with, the other is on hold; they turn from one to the other.
import type { Page } from '@playwright/test';
import type { AgentPage } from '../support/agentPage.ts';
import { expect, test } from '../support/cast.ts';
import { expectPicture, expectSound } from '../support/mediaProbe.ts';
import { axeFaults } from '../support/axeFaults.ts';
import { lookInAllWindows } from '../support/lookInAllWindows.ts';
import { withSettings } from '../support/settingsFile.ts';
import { takePicture } from '../support/takePicture.ts';

test.use({
  microphone: 'heard',
  ...withSettings(`
queues:
  - { id: banking, name: { en: Everyday banking, fr: Banque au quotidien }, reasons: [{ id: done, name: { en: Done, fr: Réglé } }], ringTimeoutMs: 300000 }
agents:
  - userName: agent
    channels: { voice: { capacity: 3 }, video: { capacity: 3 } }
`),
});

/** Of the customer on the stage, whatever flows from the others. */
async function expectFilm({ customerVideo }: AgentPage): Promise<void> {
  const shown = (): Promise<number> =>
    customerVideo.evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);
  await expect(customerVideo).toBeVisible();
  const before = await shown();
  await expect.poll(shown, { message: 'pictures are shown' }).toBeGreaterThan(before + 10);
}

test('[TASK-1][TASK-2][TASK-3][TASK-6] a second call rings beside the first; answering it, the first waits, is taken back, and both are wrapped up', async ({
  cast,
}) => {
  const agent = await cast.agent();
  await agent.goAvailable();
  const ada = await cast.customer();
  await ada.call('Ada');
  await agent.answer();
  await expectPicture(agent.page);
  await expectSound(ada.page);

  const eve = await cast.customer();
  await eve.call('Eve Okonkwo-Lindqvist');
  const inHand = agent.page.getByRole('region', { name: 'Calls in hand' });
  await expect(agent.incoming).toContainText('Answering puts Ada on hold.');
  // Meanwhile the first goes on.
  await expectSound(ada.page);
  await takePicture(agent.page, 'callsInHand-rings');
  await agent.answer();

  const talksWith = (name: string) => agent.page.getByRole('region', { name: `In a call with ${name}` });
  await expect(talksWith('Eve Okonkwo-Lindqvist')).toBeVisible();
  await expectFilm(agent);
  await expect(inHand).toContainText('Ada');
  await expect(ada.page.getByText('You are on hold').first()).toBeVisible();
  await expectSound(eve.page);
  await takePicture(agent.page, 'callsInHand-held');

  await inHand.getByRole('button', { name: 'Talk to Ada' }).click();
  await expect(talksWith('Ada')).toBeVisible();
  await expect(eve.page.getByText('You are on hold').first()).toBeVisible();
  await expectFilm(agent);
  await expectPicture(ada.page);
  await expectSound(ada.page);
  await expect(agent.button('Hold')).toHaveAttribute('aria-pressed', 'false');

  // A reload keeps both.
  await agent.page.reload();
  await expect(talksWith('Ada')).toBeVisible();
  await expectPicture(agent.page);
  await inHand.getByRole('button', { name: 'Talk to Eve' }).click();
  await expect(talksWith('Eve Okonkwo-Lindqvist')).toBeVisible();
  await expectSound(eve.page);

  await eve.button('Hang up').click();
  await expect(agent.status).toHaveText('Wrap-up');
  await expect(inHand).toContainText('Ada');
  await takePicture(agent.page, 'callsInHand-wrapUp');
  await agent.finish();
  await expect(talksWith('Ada')).toBeVisible();
  await agent.button('Hold').click();
  await expectSound(ada.page);
  await ada.button('Hang up').click();
  await agent.finish();
  await expect(agent.status).toHaveText('Available');
});

const HARDEST = [
  { width: 320, height: 640 },
  { width: 640, height: 360 },
];

test('[A11Y-1][A11Y-3] calls in hand and a colleague who is asked: in narrow and low windows nothing is out of reach or cut', async ({
  cast,
}) => {
  const look = async (state: string, page: Page): Promise<void> => {
    expect.soft(await axeFaults(page), state).toEqual([]);
    await lookInAllWindows(state, page, HARDEST);
  };
  const alex = await cast.agent();
  await alex.goAvailable();
  await (await cast.customer()).call('Anne-Charlotte-Joséphine de Montmorency-Laval');
  await alex.answer();
  await expectPicture(alex.page);
  const billie = await cast.agent();
  await billie.goAvailable('agent2');
  await alex.button('Transfer').click();
  await alex.page.getByRole('option', { name: /Billie Durand/ }).click();
  await alex.button('Talk first').click();
  await expect(billie.incoming).toBeVisible();
  await look('consult-rings', billie.page);
  await billie.answer();
  await expectPicture(billie.page);
  await look('consult-talking', alex.page);
  await look('consult-asked', billie.page);
  await alex.button('Return to customer').click();
  await billie.choose('Away: Lunch');

  await (await cast.customer()).call('Eve Okonkwo-Lindqvist of the Tenants’ Association');
  await alex.answer();
  await expectFilm(alex);
  await (await cast.customer()).call('Finn');
  await expect(alex.incoming).toBeVisible();
  await look('inHand-rings', alex.page);
  await alex.button('Hang up').click();
  await expect(alex.status).toHaveText('Wrap-up');
  await look('inHand-wrapUp', alex.page);
});
