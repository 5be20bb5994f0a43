// What real life does to a call: a killed server, a page opened twice, an impatient finger.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { expectOneLink, expectPicture, expectSound } from '../support/mediaProbe.ts';
import { longestSilence } from '../support/pageSilence.ts';

test('[STORE-2][CALL-1] pictures go on while the server is killed three times, and the call ends once', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  await customer.page.evaluate(() => {
    const video = document.querySelector<HTMLVideoElement>('video[aria-label="Adviser\'s video"]');
    let last = performance.now();
    Object.assign(window, { longestGapMs: 0 });
    const seen = (): void => {
      const nowMs = performance.now();
      Object.assign(window, {
        longestGapMs: Math.max((window as unknown as { longestGapMs: number }).longestGapMs, nowMs - last),
      });
      last = nowMs;
      video?.requestVideoFrameCallback(seen);
    };
    video?.requestVideoFrameCallback(seen);
  });
  const idle = await customer.page.context().newPage();
  await customer.page.bringToFront();
  const machineSilenceMs = await longestSilence(idle, async () => {
    for (let kill = 0; kill < 3; kill += 1) {
      await cast.server.kill();
      await expect(customer.page.getByText('Your call goes on')).toBeVisible();
      await cast.server.restart();
      await expect(customer.page.getByText('Your call goes on')).toBeHidden();
      await expect(agent.page.getByText('Your call goes on')).toBeHidden();
      await expectPicture(agent.page);
    }
  });
  await idle.close();
  const longestGapMs = await customer.page.evaluate(() => (window as unknown as { longestGapMs: number }).longestGapMs);
  expect(longestGapMs - machineSilenceMs).toBeLessThan(1_500);
  await expectOneLink(customer.page);
  await agent.button('Hang up').click();
  await expect(customer.endedHeading).toBeVisible();
  await agent.finish();
  await expect(agent.recentCalls.getByRole('listitem')).toHaveCount(1);
});

test('[CALL-15] the same call opened in a second tab goes on there, and the first is told', async ({ cast }) => {
  const agent = await cast.agent();
  await agent.goAvailable();
  const first = await cast.customer();
  await first.call('Ada');
  await agent.answer();
  await expectPicture(first.page);
  const kept = await first.page.evaluate(() => sessionStorage.getItem('visavis.call'));
  const second = await cast.customer({
    prepare: async (page) => {
      await page.addInitScript((call) => {
        if (call !== null) sessionStorage.setItem('visavis.call', call);
      }, kept);
    },
  });
  await second.expectInCall();
  await expectPicture(second.page);
  await expectPicture(agent.page);
  await expect(first.page.getByRole('heading', { name: 'Your call goes on elsewhere' })).toBeVisible();
  await expect(first.button('Continue here')).toBeVisible();
});

test('[CALL-13][APP-2] two clicks are one answer, and hanging up from both sides at once is one end', async ({
  cast,
}) => {
  const agent = await cast.agent({ microphone: 'heard' });
  await agent.goAvailable();
  const customer = await cast.customer();
  await customer.call('Ada');
  await agent.incoming.getByRole('button', { name: 'Answer', exact: true }).dblclick();
  await expect(agent.status).toHaveText('In a call');
  await expectSound(customer.page);
  // In the page, as the loser's button is gone before a mouse could be moved there.
  const buttons = await Promise.all([agent, customer].map((side) => side.button('Hang up').elementHandle()));
  await Promise.all(buttons.map((button) => button.evaluate((element) => (element as HTMLElement).click())));
  await expect(customer.endedHeading).toBeVisible();
  await agent.finish();
  await expect(agent.recentCalls.getByRole('listitem')).toHaveCount(1);
  await expect(agent.page.getByRole('alert')).toHaveCount(0);
});

test('[APP-7] hanging up while the server is away works at once, on either side', async ({ cast }) => {
  const { agent, customer } = await connectCall(cast);
  await expectPicture(agent.page);
  await cast.server.kill();
  await expect(customer.page.getByText('Your call goes on')).toBeVisible();
  await customer.button('Hang up').click();
  await expect(customer.endedHeading).toBeVisible();
  await cast.server.restart();
  await expect(agent.wrapUp).toContainText('Ada ended the call.');
  await agent.finish();
  await expect(agent.status).toHaveText('Available');
  await customer.button('Start another call').click();
  await customer.call('Ada');
  await agent.answer();
  await expectPicture(agent.page);

  await cast.server.kill();
  await expect(agent.page.getByText('Your call goes on')).toBeVisible();
  await agent.button('Hang up').click();
  await expect(agent.page.getByText('The call is over for you.')).toBeVisible();
  await cast.server.restart();
  await expect(agent.status).toHaveText('Wrap-up');
  await expect(customer.endedHeading).toBeVisible();
});
