// How good a line is: what people read of it, and what a call keeps over one that is late, lossy or narrow. Measured, so it runs alone.
import type { Page } from '@playwright/test';
import { expect, test as base } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { whyNoCoturn } from '../support/coturn.ts';
import { NO_WORKER } from '../support/inRoom.ts';
import { expectPicture, expectSound } from '../support/mediaProbe.ts';
import { pictureRate } from '../support/pictureRate.ts';
import { startPoorLine, type PoorLine } from '../support/poorLine.ts';
import type { NetworkConditions } from '../support/poorNetwork.ts';
import { takePicture } from '../support/takePicture.ts';
import { expectToSee, guestLink, ROOMS_ENV } from '../support/together.ts';

const test = base.extend<{ conditions: NetworkConditions | undefined; line: PoorLine | undefined }>({
  conditions: [undefined, { option: true }],
  line: async ({ conditions }, use) => {
    const line = conditions && (await startPoorLine(conditions));
    await use(line);
    await line?.close();
  },
  serverEnv: ({ line }, use) => use(line?.serverEnv ?? {}),
});
test.use({ microphone: 'heard' });

test('[QUAL-1][QUAL-2][QUAL-3] the connection is rated while it goes on, and the record keeps it', async ({ cast }) => {
  const { agent, customer } = await connectCall(cast);
  for (const { page } of [agent, customer]) {
    const bars = page.getByRole('button', { name: 'Good connection' });
    await expect(bars).toBeVisible();
    await bars.hover();
    await expect(page.getByText(/Round trip \d+ ms/)).toBeVisible();
    await expect(page.getByText(/Speech 4\.\d of 4\.5/)).toBeVisible();
  }
  await agent.button('Hang up').click();
  await agent.finish();
  await expect(agent.recentCalls).toContainText('Good connection');
});

test.describe('over a poor line', () => {
  const reason = whyNoCoturn();
  test.skip(reason !== undefined, reason ?? '');

  test.describe('with 400 ms round trip and 5 % loss', () => {
    // Two lines in a row, each way: a quarter of the round trip each, and half of the loss.
    test.use({ conditions: { delayMs: 100, lossRatio: 0.025 } });

    test('[MEDIA-10][QUAL-2] a call goes on without reconnecting, and says how it is', async ({ cast }) => {
      const { agent, customer } = await connectCall(cast);
      await expectPicture(agent.page);
      await expectSound(agent.page);
      const made = (): Promise<number> =>
        agent.page.evaluate(() => (window as unknown as { connectionsMade: unknown[] }).connectionsMade.length);
      const before = await made();
      for (let look = 0; look < 5; look += 1) {
        await expectPicture(agent.page);
        await expectSound(customer.page);
      }
      expect(await made()).toBe(before);
      await expect(agent.page.getByRole('button', { name: /connection/i }).first()).toBeVisible();
    });
  });

  test.describe('of 64 kbit/s', () => {
    test.use({ conditions: { delayMs: 20, lossRatio: 0, bitsPerSecond: 64_000 } });

    test('[MEDIA-13] the picture gives way, speech gets through whole, and the picture comes back', async ({
      cast,
      line,
    }) => {
      test.setTimeout(300_000);
      const { agent, customer } = await connectCall(cast);
      const sides = [agent, customer];
      const given = ({ page }: (typeof sides)[number]): Promise<boolean> =>
        page.getByText('Your connection is too weak for your picture.').isVisible();
      // A picture that fits beside the speech, as a slow machine's few frames do, need not give way on the other side, too.
      await expect.poll(async () => (await Promise.all(sides.map(given))).includes(true)).toBe(true);
      const [agentGiven, customerGiven] = await Promise.all(sides.map(given));
      const paused = (page: Page) => expect(page.getByText('picture paused, the connection is too weak')).toBeVisible();
      if (agentGiven === true) await paused(customer.page);
      if (customerGiven === true) await paused(agent.page);
      for (const side of sides) {
        await expect.poll(() => soundLoss(side.page)).toBeLessThan(0.03);
        await expectSound(side.page);
      }

      line?.become({ delayMs: 20, lossRatio: 0 });
      for (const side of sides) {
        await expectPicture(side.page);
        await expect.poll(() => given(side)).toBe(false);
      }
    });
  });
});

test.describe('where one of three in a room has a line of 64 kbit/s', () => {
  const reason = whyNoCoturn() ?? (ROOMS_ENV === undefined ? NO_WORKER : undefined);
  test.skip(reason !== undefined, reason ?? '');
  test.use({
    conditions: { delayMs: 20, lossRatio: 0, bitsPerSecond: 64_000 },
    serverEnv: ({ line }, use) => use({ ...ROOMS_ENV, ...line?.serverEnv, VISAVIS_RELAY_ONLY: '0' }),
  });

  test('[ROOM-16] speech gets through to them and from them, and nobody else notices', async ({ cast }) => {
    test.setTimeout(300_000);
    // One speaks, and the others listen: such a line takes the speech of one.
    const { agent, customer } = await connectCall(cast, { customer: { microphone: 'quiet' } });
    const query = new URL(await guestLink(agent)).hash;
    const { page: gil } = await cast.customer({ query, microphone: 'quiet', prepare: throughRelayOnly });
    await gil.getByRole('textbox', { name: 'Your name' }).fill('Gil');
    await gil.getByRole('button', { name: 'Ask to come in' }).click();
    await agent.button('Let in').click();
    await expectToSee(agent.page, 'Ada');
    await expect(gil.getByText('Your connection is too weak for the pictures of the others.')).toBeVisible();
    await takePicture(gil, 'pictures-held-back');
    for (const page of [customer.page, gil]) {
      await expect.poll(() => soundLoss(page)).toBeLessThan(0.03);
      await expectSound(page);
    }
    const heightAt = async (page: Page): Promise<number | undefined> => (await pictureRate(page))?.height;
    for (const page of [agent.page, customer.page])
      await expect.poll(() => heightAt(page), { message: 'the others keep their size' }).toBeGreaterThanOrEqual(360);
  });
});

test.describe('in a room', () => {
  test.skip(ROOMS_ENV === undefined, NO_WORKER);
  test.use({ serverEnv: ROOMS_ENV ?? {} });

  test('[ROOM-17] a picture comes as large as it is shown', async ({ cast }) => {
    const { agent } = await connectCall(cast);
    const { page: gil } = await cast.customer({ query: new URL(await guestLink(agent)).hash });
    await gil.getByRole('textbox', { name: 'Your name' }).fill('Gil');
    await gil.getByRole('button', { name: 'Ask to come in' }).click();
    await agent.button('Let in').click();
    await expectToSee(agent.page, 'Ada', 'Gil');
    for (const [viewport, height] of [
      [{ width: 1900, height: 1000 }, 720],
      [{ width: 480, height: 420 }, 180],
      [{ width: 1280, height: 720 }, 360],
    ] as const) {
      await agent.page.setViewportSize(viewport);
      await expect
        .poll(async () => (await pictureRate(agent.page))?.height, { message: `${height} lines` })
        .toBe(height);
    }
  });
});

/** Whatever the server says, its media goes through the relay. */
async function throughRelayOnly(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(config?: RTCConfiguration) {
        super({ ...config, iceTransportPolicy: 'relay' });
      }
    };
  });
}

/** Share of what should have been heard in three seconds, of everybody, that the browser had to make up. */
async function soundLoss(page: Page): Promise<number> {
  const read = (): Promise<{ total: number; concealed: number }> =>
    page.evaluate(async () => {
      const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] };
      const open = connectionsMade.filter(({ connectionState }) => connectionState === 'connected');
      const sum = { total: 0, concealed: 0 };
      for (const connection of open)
        (await connection.getStats()).forEach((entry: Record<string, number | string>) => {
          if (entry['type'] !== 'inbound-rtp' || entry['kind'] !== 'audio') return;
          const number = (name: string): number => Number(entry[name] ?? 0);
          sum.total += number('totalSamplesReceived');
          sum.concealed += number('concealedSamples') - number('silentConcealedSamples');
        });
      return sum;
    });
  const before = await read();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 3_000)));
  const after = await read();
  const total = after.total - before.total;
  // Nothing more, or less as a former way was closed: that is no share.
  return total > 0 ? (after.concealed - before.concealed) / total : 1;
}
