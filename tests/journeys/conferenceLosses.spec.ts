// A call of four whose server is killed: nobody notices in their picture, and whoever leaves or is removed meanwhile is the only one gone.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { colleague } from '../support/handOn.ts';
import { NO_WORKER } from '../support/inRoom.ts';
import { expectPicture } from '../support/mediaProbe.ts';
import { watchPictures } from '../support/pictureGap.ts';
import { takePicture } from '../support/takePicture.ts';
import { addColleague, comeBy, expectToSee, guestLink, pictureOf, ROOMS_ENV } from '../support/together.ts';

// Longer than a busy machine takes to start a server; the call is ended here, and with it the process that carries it.
test.use({ serverEnv: { ...ROOMS_ENV, VISAVIS_ROOM_LINGER_S: '60' } });
test.skip(ROOMS_ENV === undefined, NO_WORKER);

test('[JOIN-1][JOIN-8][ROOM-3] a guest is refused and another let in: four talk, the server is killed in the middle, and no picture goes; whoever is removed is gone, and three talk on', async ({
  cast,
}) => {
  const { agent: alex, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  const billie = await colleague(cast);
  await addColleague(alex, /Billie Durand/);
  await billie.answer();
  await expectToSee(customer.page, 'Alex Martin', 'Billie Durand');
  const eve = await comeBy(cast, await guestLink(alex), 'Eve');
  await alex.button('Refuse').click();
  await expect(eve.getByRole('heading', { name: 'You are not at the door any more' })).toBeVisible();
  await takePicture(eve, 'guest-refused');
  await eve.context().close();
  const gil = await comeBy(cast, await guestLink(alex), 'Gil');
  await alex.button('Let in').click();
  await expectToSee(gil, 'Ada', 'Alex Martin', 'Billie Durand');
  await expectToSee(alex.page, 'Ada', 'Billie Durand', 'Gil');
  await expectToSee(customer.page, 'Alex Martin', 'Billie Durand', 'Gil');
  await takePicture(alex.page, 'conferenceLosses-four');

  const ends = await Promise.all([
    watchPictures(customer.page, ['Billie Durand']),
    watchPictures(gil, ['Ada']),
    watchPictures(alex.page, ['Gil']),
  ]);
  await cast.server.kill();
  await expect(customer.page.getByText('Your call goes on')).toBeVisible();
  await expectToSee(gil, 'Ada', 'Alex Martin', 'Billie Durand');
  await cast.server.restart();
  for (const page of [customer.page, alex.page, billie.page, gil]) {
    await expect(page.getByText('Your call goes on')).toBeHidden();
  }
  const seen = await Promise.all(ends.map((ended) => ended()));
  process.stdout.write(
    `  The server killed among four: longest without a new picture ${seen.map(({ longestMs }) => `${longestMs} ms`).join(' and ')}\n`,
  );
  expect(seen.map(({ timesBlank }) => timesBlank)).toEqual([0, 0, 0]);

  await alex.button('People').click();
  await alex.button('Remove Gil').click();
  await expect(gil.getByRole('heading', { name: 'You are not in the call any more' })).toBeVisible();
  await expect(pictureOf(customer.page, 'Gil')).toBeHidden();
  await expectToSee(customer.page, 'Alex Martin', 'Billie Durand');
  await expectToSee(billie.page, 'Ada', 'Alex Martin');

  await alex.button('End for all').click();
  await alex.page.getByRole('dialog').getByRole('button', { name: 'End for all' }).click();
  await expect(customer.endedHeading).toBeVisible();
});
