// Somebody uses sign language: their picture keeps its movement where others give way, and whoever signs is seen large and whole.
import { chromium, type Browser, type Page } from '@playwright/test';
import { LEAST_PICTURES_PER_SECOND, LEAST_SIZE } from '../../renderer/core/callMedia/signing.ts';
import { expect, test as base } from '../support/cast.ts';
import { shellWithQuickCamera } from '../support/chromium.ts';
import { connectCall } from '../support/connectCall.ts';
import { whyNoCoturn } from '../support/coturn.ts';
import { NO_WORKER } from '../support/inRoom.ts';
import { expectPicture } from '../support/mediaProbe.ts';
import { pictureRate, soundAndPictureApartMs, type PictureRate } from '../support/pictureRate.ts';
import { startPoorLine } from '../support/poorLine.ts';
import { takePicture } from '../support/takePicture.ts';
import { expectToSee, guestLink, pictureOf, ROOMS_ENV } from '../support/together.ts';

const test = base.extend<{ quick: Browser; bitsPerSecond: number | undefined }>({
  quick: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const quick = await chromium.launch(shellWithQuickCamera());
      await use(quick);
      await quick.close();
    },
    { scope: 'test' },
  ],
  bitsPerSecond: [undefined, { option: true }],
  serverEnv: async ({ bitsPerSecond }, use) => {
    if (bitsPerSecond === undefined) return use(ROOMS_ENV ?? {});
    const line = await startPoorLine({ delayMs: 20, lossRatio: 0, bitsPerSecond });
    await use(line.serverEnv);
    await line.close();
  },
});

/** A machine that does something else beside codes fewer pictures than are promised, whatever the line takes; how many is printed. */
const ON_A_BUSY_MACHINE = 0.7;

function isForSigning(rate: PictureRate | undefined): boolean {
  return (
    rate !== undefined &&
    rate.width >= LEAST_SIZE.width &&
    rate.height >= LEAST_SIZE.height &&
    rate.perSecond >= LEAST_PICTURES_PER_SECOND * ON_A_BUSY_MACHINE
  );
}

function inWords(rate: PictureRate | undefined): string {
  return rate === undefined ? 'nothing' : `${rate.width} × ${rate.height} at ${rate.perSecond.toFixed(1)}`;
}

test.describe('over a line of 600 kbit/s', () => {
  const reason = whyNoCoturn();
  test.skip(reason !== undefined, reason ?? '');
  test.use({ bitsPerSecond: 600_000, microphone: 'heard' });

  test('[SIGN-1][SIGN-2] who signs is seen large and in movement where a plain picture gives way', async ({
    cast,
    quick,
  }) => {
    test.setTimeout(300_000);
    const { agent, customer } = await connectCall(cast, { customer: { browser: quick } });
    await expectPicture(agent.page);
    const look = async (): Promise<boolean> => {
      const rate = await pictureRate(agent.page);
      process.stdout.write(`  Seen over the line: ${inWords(rate)}\n`);
      return isForSigning(rate);
    };
    await expect.poll(look, { message: 'a plain picture gives way', intervals: [0] }).toBe(false);
    await customer.button('Signing').click();
    await expect(agent.page.getByText('signing', { exact: true })).toBeVisible();
    await expect.poll(look, { message: 'who signs is seen as signing asks for', intervals: [0] }).toBe(true);
    const apart = async (): Promise<number> => {
      const apartMs = (await soundAndPictureApartMs(agent.page)) ?? Number.POSITIVE_INFINITY;
      process.stdout.write(`  Sound and picture are ${apartMs.toFixed(0)} ms apart\n`);
      return apartMs;
    };
    await expect.poll(apart, { message: 'sound and picture go together (EN 301 549, 6.5.4)' }).toBeLessThan(100);
  });
});

test.describe('with an interpreter who comes by a link', () => {
  test.skip(ROOMS_ENV === undefined, NO_WORKER);

  test('[SIGN-1][SIGN-3][SIGN-4][SIGN-5] whoever signs is large, whole and named so, on a phone as well; a light shows who is heard', async ({
    cast,
  }) => {
    const phone = { viewport: { width: 360, height: 740 } };
    const { agent, customer } = await connectCall(cast, { customer: { context: phone } });
    await expectPicture(customer.page);
    await expect(agent.page.locator('.light:not([data-loudness="0"])')).toHaveCount(0);
    const { page: gil } = await cast.customer({ query: new URL(await guestLink(agent)).hash, microphone: 'heard' });
    await gil.getByRole('textbox', { name: 'Your name' }).fill('Gil');
    await gil.getByRole('button', { name: 'Ask to come in' }).click();
    await agent.button('Let in').click();
    await expectToSee(agent.page, 'Ada', 'Gil');
    await expectToSee(customer.page, 'Alex Martin', 'Gil');
    await expect(agent.page.locator('.light:not([data-loudness="0"])').first()).toBeVisible();

    await customer.button('Signing').click();
    await gil.getByRole('button', { name: 'Signing' }).click();
    await expect(agent.page.getByText('signing', { exact: true })).toHaveCount(2);
    await expect(customer.page.getByText('signing', { exact: true })).toHaveCount(1);
    await expect
      .poll(async () => (await pictureRate(agent.page))?.height, { message: 'the size that signing asks for' })
      .toBeGreaterThanOrEqual(LEAST_SIZE.height);
    for (const [page, one, other, name] of [
      [customer.page, 'Gil', 'Your video', 'customer'],
      [agent.page, 'Ada', 'Gil', 'agent'],
    ] as const) {
      await takePicture(page, `signing-${name}`);
      const tiles = await Promise.all([one, other].map((label) => tileOf(page, label)));
      expect(tiles.map(({ isWhole }) => isWhole)).toEqual([true, true]);
      for (const { width } of tiles) expect(width, `${name}: large`).toBeGreaterThan(320);
    }
    await customer.button('Signing').click();
    await expect(agent.page.getByText('signing', { exact: true })).toHaveCount(1);
  });
});

/** How a picture lies on the page: how wide its place is, and whether all of it is to be seen. */
function tileOf(page: Page, label: string): Promise<{ width: number; isWhole: boolean }> {
  return pictureOf(page, label).evaluate((video: HTMLVideoElement) => {
    const { left, top, right, bottom, width } = video.getBoundingClientRect();
    const isInside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return { width, isWhole: isInside && getComputedStyle(video).objectFit === 'contain' };
  });
}
