// Ringing: who is rung, on which device, without being disturbed, and what happens when it is not answered.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/cast.ts';
import { expectPicture, expectSound, readMedia } from '../support/mediaProbe.ts';
import { expectHeard, expectSilence, watchSounds } from '../support/soundProbe.ts';
import { whenSaid } from '../support/whenSaid.ts';

test('[APP-1] rings on the ringer device, shows who calls, and leaves the focus where it was', async ({ cast }) => {
  const agent = await cast.agent({ prepare: watchSounds });
  await agent.goAvailable();
  await agent.button('Devices').click();
  const ringer = agent.page.getByRole('combobox', { name: 'Ringer' });
  await ringer.selectOption({ label: 'Fake Audio Output 2' });
  const ringerId = await ringer.inputValue();
  await agent.button('Close').click();
  await agent.button('Sign out').focus();

  const customer = await cast.customer();
  await customer.call('Ada Lovelace');
  await expect(agent.incoming).toBeVisible();
  await expect(agent.incoming).toContainText('Ada Lovelace');
  await expect(agent.incoming).toContainText('Everyday banking');
  await expect(agent.incoming).toContainText(/Waiting for \d+ s/);
  await expect(agent.status).toHaveText('Ringing');
  const heard = await expectHeard(agent.page);
  expect(heard.outputId).toBe(ringerId);
  expect(await agent.incoming.evaluate((region) => region.contains(document.activeElement))).toBe(false);

  await customer.button('Leave the line').click();
  await expect(agent.incoming).toBeHidden();
  await expectSilence(agent.page);
  await expect(agent.status).toHaveText('Available');
});

test('[APP-2][A11Y-2] a call is answered, held, ended and wrapped up by keyboard alone', async ({ cast }) => {
  const agent = await cast.agent();
  const { keyboard } = agent.page;
  await agent.page.getByRole('textbox', { name: 'User name' }).focus();
  await keyboard.type('agent');
  await keyboard.press('Tab');
  await keyboard.type('demo');
  await keyboard.press('Enter');
  await expect(agent.status).toHaveText('Away: Break');
  await agent.button('Availability').focus();
  await keyboard.press('Enter');
  await expect(agent.page.getByRole('menuitem', { name: 'Available' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(agent.status).toHaveText('Available');

  const customer = await cast.customer();
  await customer.call('Ada');
  const answer = agent.incoming.getByRole('button', { name: 'Answer', exact: true });
  await expect(answer).toBeVisible();
  await reachByTab(agent.page, answer);
  expect(await answer.evaluate((button) => getComputedStyle(button).outlineStyle)).not.toBe('none');
  await keyboard.press('Enter');
  await expect(agent.status).toHaveText('In a call');
  await reachByTab(agent.page, agent.button('Hold'));
  await keyboard.press('Space');
  await expect(agent.button('Hold')).toHaveAttribute('aria-pressed', 'true');
  await reachByTab(agent.page, agent.button('Hang up'));
  await keyboard.press('Enter');
  await reachByTab(agent.page, agent.wrapUp.getByRole('combobox', { name: 'Reason for the call' }));
  await keyboard.press('ArrowDown');
  await reachByTab(agent.page, agent.wrapUp.getByRole('button', { name: 'Finish' }));
  await keyboard.press('Enter');
  await expect(agent.status).toHaveText('Available');
});

/** Presses Tab until the control has the focus; a page has fewer than forty stops. */
async function reachByTab(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeEnabled();
  for (let stop = 0; stop < 40; stop += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(control).toBeFocused();
}

test('[CALL-5][ROUTE-2] a declined call goes to the next agent, and back only when nobody else is free', async ({
  cast,
}) => {
  const first = await cast.agent();
  await first.goAvailable('agent');
  const second = await cast.agent();
  await second.goAvailable('agent2');
  const customer = await cast.customer();
  await customer.call('Ada');
  await expect(first.incoming).toBeVisible();
  await first.incoming.getByRole('button', { name: 'Decline' }).click();
  await expect(second.incoming).toBeVisible();
  await expect(first.incoming).toBeHidden();
  await expect(first.status).toHaveText('Available');
  await second.incoming.getByRole('button', { name: 'Decline' }).click();
  await customer.expectPosition(1);
  const ringing = async (): Promise<boolean[]> =>
    Promise.all([first, second].map((agent) => agent.incoming.isVisible()));
  await expect.poll(ringing).toEqual([false, false]);
  await expect
    .poll(async () => (await ringing()).filter(Boolean), { message: 'rings again after a pause' })
    .toHaveLength(1);
  await customer.expectPosition(1);
});

test.describe('with a short ring time-out', () => {
  test.use({ serverEnv: { VISAVIS_RING_TIMEOUT_MS: '1500' } });

  test('[CALL-4][AGENT-2][AGENT-9] a missed call keeps its place and sends the agent away', async ({ cast }) => {
    const agent = await cast.agent();
    await agent.goAvailable();
    const customer = await cast.customer();
    const rang = whenSaid(agent.page, 'Incoming call from Ada');
    await customer.call('Ada');
    await rang;
    const later = await cast.customer();
    await later.call('Later');
    await expect(agent.status).toHaveText('Away: No answer');
    await expect(agent.page.getByRole('heading', { name: 'A call rang and was not answered' })).toBeVisible();
    await customer.expectPosition(1);
    await later.expectPosition(2);
    const rangAgain = whenSaid(agent.page, 'Incoming call from Ada');
    await agent.button('Go available').click();
    await rangAgain;
  });
});

test('[MEDIA-9] answered without video, the customer is seen and the agent is only heard', async ({ cast }) => {
  const agent = await cast.agent({ microphone: 'heard' });
  await agent.goAvailable();
  const customer = await cast.customer();
  await customer.call('Ada');
  await agent.answer('Answer without video');
  await expectPicture(agent.page);
  await expectSound(customer.page);
  await expect(agent.button('Stop camera')).toHaveAttribute('aria-pressed', 'true');
  await expect(customer.page.getByText('Alex Martin: camera off')).toBeVisible();
  expect((await readMedia(customer.page)).framesDecoded).toBe(0);
});

test('[CALL-19] a customer who closes the page while it rings: the ringing stops, and the agent has missed nothing', async ({
  cast,
}) => {
  const agent = await cast.agent();
  await agent.goAvailable();
  const customer = await cast.customer();
  await customer.call('Ada', 'voice');
  await expect(agent.incoming).toContainText('Ada');
  await customer.page.close();
  // Well before the ring time-out of 20 s.
  await expect(agent.incoming).toBeHidden({ timeout: 12_000 });
  await expect(agent.status).toHaveText('Available');
});
