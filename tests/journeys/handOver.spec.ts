// A customer goes on with their call on a phone: the code, the link, and what both devices and the agent see of it.
import { devices, type Page } from '@playwright/test';
import { expect, test, type Cast } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { codeDialog, linkInCall, shownLink } from '../support/continueOnPhone.ts';
import type { CustomerPage } from '../support/customerPage.ts';
import { expectPicture, expectSound, expectStill, readMedia } from '../support/mediaProbe.ts';
import { drawnSquares, expectedSquares } from '../support/readQrCode.ts';

test.use({ microphone: 'heard' });

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, userAgent: devices['Pixel 7'].userAgent };

function openOnPhone(cast: Cast, link: string): Promise<CustomerPage> {
  return cast.customer({ query: new URL(link).hash, context: PHONE });
}

/** The laptop is told that its first code is good for ten seconds only: a busy machine takes some of them to read it. */
async function shortenFirstCode(page: Page): Promise<void> {
  let isFirst = true;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      const text = frame.toString();
      const shortened = isFirst
        ? text.replace(/"expiresAtMs":(\d+)/, (_, ms) => `"expiresAtMs":${String(Number(ms) - 170_000)}`)
        : text;
      isFirst &&= shortened === text;
      socket.send(shortened);
    });
  });
}

test('[HANDOVER-6][HANDOVER-7][HANDOVER-8] a call goes on on the phone, with picture, sound, chat and the table, and nobody hangs up', async ({
  cast,
}) => {
  const { agent, customer: laptop } = await connectCall(cast);
  await expectPicture(laptop.page);
  await agent.button('Share').click();
  await agent.page.getByRole('menuitem', { name: 'Account fees' }).click();
  await expect(laptop.page.getByRole('region', { name: 'On the table: Account fees.pdf' })).toBeVisible();
  await laptop.button('Chat').click();
  await laptop.page.getByRole('textbox', { name: 'Message' }).fill('I am going out of the house.');
  await laptop.page.keyboard.press('Enter');

  const link = await linkInCall(laptop);
  expect(new URL(link).origin).toBe(cast.server.origin);
  const squares = expectedSquares(link);
  const code = codeDialog(laptop).getByRole('img', { name: 'Code for your phone’s camera' });
  expect(await drawnSquares(code, squares.length)).toEqual(squares);

  const phone = await openOnPhone(cast, link);
  await expect(phone.page.getByRole('heading', { name: 'Continue your call here' })).toBeVisible();
  expect(phone.page.url(), 'the code is out of the address bar').toBe(`${cast.server.origin}/`);
  await expectPicture(laptop.page);

  await phone.button('Continue here').click();
  for (const { page } of [phone, agent]) {
    await expectPicture(page);
    await expectSound(page);
  }
  await expect(phone.page.getByRole('region', { name: 'On the table: Account fees.pdf' })).toBeVisible();
  const sheet = phone.page.getByRole('document', { name: 'Account fees.pdf, page 1 of 2' });
  await expect(sheet).toContainText('Everyday account');
  await phone.button('Chat').click();
  await expect(phone.page.getByText('I am going out of the house.')).toBeVisible();
  await expect(agent.status).toHaveText('In a call');
});

test('[HANDOVER-8][HANDOVER-10][HANDOVER-11] the laptop says where the call went, lets go of it, and takes it back only when it is asked to', async ({
  cast,
}) => {
  const { agent, customer: laptop } = await connectCall(cast);
  await expectPicture(laptop.page);
  const phone = await openOnPhone(cast, await linkInCall(laptop));
  await expect(codeDialog(laptop)).toContainText('This demonstration can only be opened on this machine');
  await phone.button('Continue here').click();
  await expectPicture(phone.page);
  await expect(laptop.page.getByRole('heading', { name: 'Your call goes on on your phone' })).toBeVisible();
  expect((await readMedia(laptop.page)).connections, 'the laptop has let go of its link').toBe(0);
  await expectStill(laptop.page, (media) => media.bytesOut);

  await laptop.page.reload();
  await expect(laptop.page.getByRole('heading', { name: 'Your call goes on on your phone' })).toBeVisible();
  await expectPicture(phone.page);
  await laptop.button('Continue here').click();
  await expectPicture(laptop.page);
  await expectPicture(agent.page);
  await expect(phone.page.getByRole('heading', { name: 'Your call goes on elsewhere' })).toBeVisible();
  await laptop.button('Hang up').click();
  await expect(laptop.endedHeading).toBeVisible();
  await expect(phone.endedHeading, 'the device that has let go of it hears of the end').toBeVisible();
  await phone.button('Start another call').click();
  await expect(phone.page.getByRole('heading', { name: 'Talk to an adviser' })).toBeVisible();
  await expect(agent.wrapUp).toContainText('Ada ended the call.');
});

test('[HANDOVER-7][HANDOVER-8] a place in line goes on on the phone, and a voice call stays one', async ({ cast }) => {
  const laptop = await cast.customer();
  await laptop.call('Grace', 'voice');
  await laptop.button('Continue on a phone').click();
  const phone = await openOnPhone(cast, await shownLink(laptop));
  await phone.button('Continue here').click();
  await phone.expectPosition(1);
  await expect(laptop.page.getByRole('heading', { name: 'Your call goes on on your phone' })).toBeVisible();
  await expect(phone.page.getByLabel('Your video')).toBeHidden();
  const agent = await cast.agent();
  await agent.signIn();
  await agent.choose('Available');
  await agent.answer();
  await expectSound(phone.page);
  await expectSound(agent.page);
});

test('[HANDOVER-6][HANDOVER-9] a code that is no longer good says so on both devices, and a new one works', async ({
  cast,
}) => {
  const laptop = await cast.customer({ prepare: shortenFirstCode });
  await laptop.call('Grace');
  await laptop.button('Continue on a phone').click();
  const first = await shownLink(laptop);
  await expect(codeDialog(laptop).getByText('This code is no longer good.')).toBeVisible();
  await expect(codeDialog(laptop).getByRole('img')).toBeHidden();
  await codeDialog(laptop).getByRole('button', { name: 'New code' }).click();
  const second = await shownLink(laptop);
  expect(second).not.toBe(first);

  const late = await openOnPhone(cast, first);
  await late.button('Continue here').click();
  await expect(late.page.getByRole('heading', { name: 'This code is no longer good' })).toBeVisible();
  await expect(late.page.getByRole('alert')).toContainText('choose “Continue on a phone” again');
  await late.button('Start another call instead').click();
  await expect(late.page.getByRole('heading', { name: 'Talk to an adviser' })).toBeVisible();

  const phone = await openOnPhone(cast, second);
  await phone.button('Continue here').click();
  await phone.expectPosition(1);
  const again = await openOnPhone(cast, second);
  await again.button('Continue here').click();
  await expect(again.page.getByRole('heading', { name: 'This code is no longer good' })).toBeVisible();
  await phone.expectPosition(1);
});
