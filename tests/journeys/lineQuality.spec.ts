// How good a line is: what people read of it, and what a call keeps over one that is late, lossy or narrow. Measured, so it runs alone.
import { expect, test as base } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import type { AgentPage } from '../support/agentPage.ts';
import type { CustomerPage } from '../support/customerPage.ts';
import { whyNoCoturn } from '../support/coturn.ts';
import { expectPicture, expectSound, readMedia } from '../support/mediaProbe.ts';
import { startPoorLine, type PoorLine } from '../support/poorLine.ts';
import type { NetworkConditions } from '../support/poorNetwork.ts';

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
      for (const side of sides) {
        await expect.poll(() => soundLoss(side)).toBeLessThan(0.03);
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

/** Share of what should have been heard in three seconds that the browser had to make up. */
async function soundLoss({ page }: AgentPage | CustomerPage): Promise<number> {
  const read = (): Promise<{ total: number; concealed: number }> =>
    page.evaluate(async () => {
      const made = (window as unknown as { connectionsMade: RTCPeerConnection[] }).connectionsMade;
      const report = await made
        .filter((connection) => connection.connectionState === 'connected')
        .at(-1)
        ?.getStats();
      const entries = [...(report?.values() ?? [])] as Record<string, number | string>[];
      const sound = entries.find((entry) => entry['type'] === 'inbound-rtp' && entry['kind'] === 'audio');
      const number = (name: string): number => Number(sound?.[name] ?? 0);
      return {
        total: number('totalSamplesReceived'),
        concealed: number('concealedSamples') - number('silentConcealedSamples'),
      };
    });
  const before = await read();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 3_000)));
  const after = await read();
  expect((await readMedia(page)).connections).toBeGreaterThan(0);
  return (after.concealed - before.concealed) / Math.max(1, after.total - before.total);
}
