// Somebody from outside comes into a call by a link: waits at the door, is let in, comes back after a reload, is on hold with the customer, and leaves.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { NO_WORKER } from '../support/inRoom.ts';
import { expectPicture, expectSound, expectStill } from '../support/mediaProbe.ts';
import { takePicture } from '../support/takePicture.ts';
import { comeBy, expectToSee, guestLink, pictureOf, ROOMS_ENV, through } from '../support/together.ts';

test.use({ microphone: 'heard', serverEnv: ROOMS_ENV ?? {} });
test.skip(ROOMS_ENV === undefined, NO_WORKER);

test('[JOIN-8][JOIN-14] a guest waits at the door, is let in, is the same after a reload, waits with the customer on hold, is paused, and leaves', async ({
  cast,
}) => {
  const { agent: alex, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  const link = await guestLink(alex);
  const gil = await comeBy(cast, link, 'Gil');
  await expect(gil.getByRole('heading', { name: 'You are at the door' })).toBeVisible();
  await expect(gil.locator('body')).not.toContainText('Ada');
  await takePicture(gil, 'guest-door');
  await expect(alex.page.getByRole('alert').filter({ hasText: 'Gil is at the door.' })).toBeVisible();
  await takePicture(alex.page, 'guest-waits');
  const late = await comeBy(cast, link, 'Eve');
  await expect(late.getByText('This link does not let anybody in any more')).toBeVisible();
  await late.context().close();

  await alex.button('Let in').click();
  await expectToSee(gil, 'Ada', 'Alex Martin');
  await expectToSee(alex.page, 'Ada', 'Gil');
  await expectToSee(customer.page, 'Alex Martin', 'Gil');
  for (const page of [gil, alex.page, customer.page]) {
    await expect(through(page)).toBeVisible();
    await expectSound(page);
  }
  await takePicture(gil, 'guest-call');

  await gil.reload();
  await expectToSee(gil, 'Ada', 'Alex Martin');
  await expectToSee(customer.page, 'Alex Martin', 'Gil');
  await alex.button('Hold').click();
  await expect(gil.getByRole('heading', { name: 'On hold' }).first()).toBeVisible();
  await alex.button('Hold').click();
  await expectToSee(gil, 'Alex Martin');

  await alex.button('People').click();
  await alex.button('Pause Gil').click();
  await expect(gil.getByRole('heading', { name: 'You are paused' }).first()).toBeVisible();
  await expect(pictureOf(gil, 'Ada')).toBeHidden();
  await expect(pictureOf(customer.page, 'Gil')).toBeHidden();
  await takePicture(gil, 'guest-paused');
  await takePicture(alex.page, 'guest-paused-agent');
  await expectStill(gil, ({ framesDecoded, framesSent }) => framesDecoded + framesSent);
  await expectPicture(customer.page);
  await alex.button('Let Gil back in').click();
  await expectToSee(gil, 'Ada', 'Alex Martin');
  await expectToSee(customer.page, 'Gil');
  await alex.button('Remove Gil').click();
  await expect(gil.getByRole('heading', { name: 'You are not in the call any more' })).toBeVisible();
  await expect(pictureOf(customer.page, 'Gil')).toBeHidden();
  await expectPicture(customer.page);
});
