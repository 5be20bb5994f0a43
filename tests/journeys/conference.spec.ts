// A call of more than two: a colleague joins, everybody sees and hears everybody, and the two who remain talk directly again.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { asking, colleague } from '../support/handOn.ts';
import { field, lines, writeLive } from '../support/liveText.ts';
import { NO_WORKER } from '../support/inRoom.ts';
import { expectPicture, expectSound } from '../support/mediaProbe.ts';
import { watchPictures, type SeenMeanwhile } from '../support/pictureGap.ts';
import { takePicture } from '../support/takePicture.ts';
import { addColleague, directly, expectToSee, ROOMS_ENV, through } from '../support/together.ts';

test.use({ microphone: 'heard', serverEnv: ROOMS_ENV ?? {} });
test.skip(ROOMS_ENV === undefined, NO_WORKER);

test('[JOIN-1][JOIN-5][MEDIA-15][RTT-1] a colleague joins and leaves; the pictures of those who talk already never stop, and all read who writes', async ({
  cast,
}) => {
  const { agent: alex, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  await expectPicture(alex.page);
  const billie = await colleague(cast);
  await expect(directly(customer.page)).toBeVisible();
  const watch = () =>
    Promise.all([
      watchPictures(alex.page, ["Customer's video", 'Ada']),
      watchPictures(customer.page, ["Adviser's video", 'Alex Martin']),
    ]);
  const joining = await watch();

  await addColleague(alex, /Billie Durand/);
  await expect(billie.incoming).toContainText('Alex Martin asks you to join');
  await takePicture(billie.page, 'conference-rings');
  await billie.answer();
  await expectToSee(alex.page, 'Ada', 'Billie Durand');
  await expectToSee(customer.page, 'Alex Martin', 'Billie Durand');
  await expectToSee(billie.page, 'Ada', 'Alex Martin');
  for (const { page } of [alex, customer, billie]) {
    await expect(through(page)).toBeVisible();
    await expectSound(page);
  }
  await expectNeverBlank('joins', joining);
  await alex.button('People').click();
  await expect(alex.page.getByRole('list', { name: 'People in this call' }).getByRole('listitem')).toHaveText([
    /Ada.*Customer/,
    /Alex Martin \(you\).*Has the call/,
    /Billie Durand.*Colleague/,
  ]);
  await alex.button('Chat').click();
  await writeLive(alex.page).click();
  await field(alex.page).pressSequentially('Welcome. ');
  for (const side of [customer, billie]) {
    await side.button('Chat').click();
    await expect(lines(side.page)).toHaveText([/Alex Martin\s*Welcome\. $/]);
  }
  await writeLive(billie.page).click();
  await field(billie.page).pressSequentially('Hello');
  await expect(lines(customer.page).getByText('Hello')).toBeVisible();
  await expect(lines(customer.page).filter({ hasText: 'Hello' })).toHaveText(/Billie Durand\s*Hello$/);
  for (const [name, { page }] of Object.entries({ agent: alex, customer, colleague: billie }))
    await takePicture(page, `conference-${name}`);

  const leaving = await watch();
  await billie.button('Leave').click();
  await expect(billie.status).toHaveText('Available');
  for (const { page } of [alex, customer]) await expect(directly(page)).toBeVisible();
  await expect(alex.customerVideo).toBeVisible();
  await expect(customer.adviserVideo).toBeVisible();
  for (const { page } of [alex, customer]) {
    await expectPicture(page);
    await expectSound(page);
  }
  await expectNeverBlank('leaves', leaving);
});

test('[JOIN-3][JOIN-6][JOIN-12] whoever was asked joins everybody, the first agent leaves, and the customer talks on with the other; a phone shows all', async ({
  cast,
}) => {
  const phone = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } as const;
  const { agent: alex, customer, billie } = await asking(cast, { customer: { context: phone } });
  await billie.answer();
  await expectSound(billie.page);
  await alex.button('Join together').click();
  await expectToSee(alex.page, 'Ada', 'Billie Durand');
  await expectToSee(customer.page, 'Alex Martin', 'Billie Durand');
  await expectToSee(billie.page, 'Ada', 'Alex Martin');
  await takePicture(customer.page, 'conference-phone');
  await billie.page.setViewportSize({ width: 360, height: 640 });
  await takePicture(billie.page, 'conference-colleague-narrow');

  await alex.button('Leave').click();
  await expect(alex.status).toHaveText('Wrap-up');
  await expect(customer.page.getByText('You are talking with Billie Durand now.')).toBeVisible();
  await expect(directly(customer.page)).toBeAttached();
  await expect(billie.customerVideo).toBeVisible();
  for (const { page } of [customer, billie]) {
    await expectPicture(page);
    await expectSound(page);
  }
  await billie.button('Hang up').click();
  await expect(customer.endedHeading).toBeVisible();
});

/** How long without a new one is printed: on a busy machine a page draws nothing while it does something else. */
async function expectNeverBlank(who: string, ends: readonly (() => Promise<SeenMeanwhile>)[]): Promise<void> {
  const seen = await Promise.all(ends.map((ended) => ended()));
  const longest = seen.map(({ longestMs }) => `${longestMs} ms`);
  process.stdout.write(
    `  A colleague ${who}: longest without a new picture, agent and customer ${longest.join(' and ')}\n`,
  );
  expect(seen.map(({ timesBlank }) => timesBlank)).toEqual([0, 0]);
}
