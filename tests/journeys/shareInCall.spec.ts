// A shared screen in a real call, both directions: the browser's own picker is given a tab that the test draws.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/cast.ts';
import { SHARED_TAB_TITLE, wholeBrowser } from '../support/chromium.ts';
import { connectCall } from '../support/connectCall.ts';
import { expectPicture } from '../support/mediaProbe.ts';
import { draw, loseConnection, marksOn, type Side } from '../support/onTheTable.ts';

// The picker of what to share is a part of the whole browser.
test.use({ launchOptions: wholeBrowser() });

const TAB = `<title>${SHARED_TAB_TITLE}</title><body style="margin:0;background:#123"><h1 style="color:#fff;font:60px sans-serif">
Fees <span id="n">0</span></h1><script>let n=0;setInterval(()=>{document.getElementById('n').textContent=++n;
document.body.style.background=n%2?'#123':'#321'},60)</script>`;

/** Browsers do not tell a page the title of another. */
const SURFACE = 'A browser tab';

/** A tab beside the call in the same browser, with something that moves. */
async function openSharedTab(side: Side): Promise<Page> {
  const tab = await side.page.context().newPage();
  await tab.setContent(TAB);
  await side.page.bringToFront();
  return tab;
}

async function share(side: Side): Promise<void> {
  await side.button('Share').click();
  await side.page.getByRole('menuitem', { name: 'Screen or window' }).click();
  await expect(side.button('Stop sharing')).toBeVisible();
}

/** Pictures of the shared screen that have been shown so far, at its size. */
function screenFrames({ page }: Side): Promise<{ frames: number; width: number }> {
  return page.getByLabel('Shared screen').evaluate((video) => {
    const shown = video as HTMLVideoElement;
    return { frames: shown.getVideoPlaybackQuality().totalVideoFrames, width: shown.videoWidth };
  });
}

/** Waits for ten more pictures. A new link brings a new picture, which counts from nothing. */
async function expectMovingScreen(side: Side): Promise<void> {
  let from = Number.POSITIVE_INFINITY;
  await expect
    .poll(async () => {
      const { frames } = await screenFrames(side);
      from = Math.min(from, frames);
      return frames - from;
    })
    .toBeGreaterThan(10);
}

test('[SHARE-20][SHARE-21][SHARE-22] the agent shares, both draw on it, the cameras go on, and a lost connection brings it back', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast, {
    customer: { context: { viewport: { width: 360, height: 740 } } },
  });
  await expectPicture(customer.page);
  const tab = await openSharedTab(agent);
  await share(agent);
  await expectMovingScreen(customer);
  expect((await screenFrames(customer)).width).toBeGreaterThanOrEqual(800);
  await expect(customer.adviserVideo).toBeVisible();
  await expectPicture(agent.page);
  await customer.button('Arrow').click();
  await draw(customer, SURFACE, [
    [0.2, 0.2],
    [0.5, 0.5],
  ]);
  await expect(marksOn(agent, SURFACE)).toHaveText(['Arrow by Ada, Blue']);
  await loseConnection(agent);
  await expectPicture(customer.page);
  await expectMovingScreen(customer);
  await expect(marksOn(customer, SURFACE)).toHaveCount(1);
  await agent.button('Pause sharing').click();
  await expect(customer.page.getByText(/paused/i).first()).toBeVisible();
  await agent.button('Pause sharing').click();
  await expectMovingScreen(customer);
  await tab.close();
  await expect(customer.page.getByLabel('Shared screen')).toBeHidden();
  await expectPicture(customer.page);
});

test('[SHARE-21][SHARE-23] the customer shares while the adviser’s camera stays small, and both screens can be chosen', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast);
  await expectPicture(agent.page);
  await openSharedTab(customer);
  await share(customer);
  await expectMovingScreen(agent);
  await expect(agent.customerVideo).toBeVisible();
  await openSharedTab(agent);
  await share(agent);
  await expectMovingScreen(customer);
  const choice = agent.page.getByRole('group', { name: 'What is shown' });
  await choice.getByRole('button', { name: 'Ada’s screen' }).click();
  await expectMovingScreen(agent);
  await customer.button('Stop sharing').click();
  await expect(choice).toBeHidden();
  await agent.button('Stop sharing').click();
  await expect(customer.page.getByLabel('Shared screen')).toBeHidden();
});

test('[SHARE-24] a phone that cannot share its screen says so and offers the camera', async ({ cast }) => {
  const { agent, customer } = await connectCall(cast, {
    customer: {
      context: { viewport: { width: 360, height: 740 } },
      prepare: async (page) => {
        await page.addInitScript(() => {
          Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia');
        });
      },
    },
  });
  await customer.button('Share').click();
  await customer.page.getByRole('menuitem', { name: 'Screen or window' }).click();
  await customer.button('Use the camera').click();
  await expect(agent.page.getByRole('group', { name: 'Ada’s camera' })).toBeVisible();
  await expectPicture(agent.page);
});
