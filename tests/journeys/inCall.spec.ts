// In the call: muting, cameras, changing and losing devices, the clock and the layout.
import { expect, test, type Cast } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import type { AgentPage } from '../support/agentPage.ts';
import type { CustomerPage } from '../support/customerPage.ts';
import {
  expectOneLink,
  expectPicture,
  expectSound,
  expectStill,
  readMedia,
  watchConnections,
} from '../support/mediaProbe.ts';
import { expectHeard, watchSounds } from '../support/soundProbe.ts';
import { makeUnpluggable, unplug } from '../support/unplug.ts';

test.use({ microphone: 'heard' });

async function connect(cast: Cast, media: 'video' | 'voice' = 'video'): Promise<[AgentPage, CustomerPage]> {
  const prepare = async (page: AgentPage['page']): Promise<void> => {
    await makeUnpluggable(page);
    await watchSounds(page);
  };
  const { agent, customer } = await connectCall(cast, { media, agent: { prepare }, customer: { prepare } });
  await expectSound(agent.page);
  await expectSound(customer.page);
  return [agent, customer];
}

test('[MEDIA-2] muting and stopping the camera reach the other side, who is told; both come back', async ({ cast }) => {
  const [agent, customer] = await connect(cast);
  await expectPicture(agent.page);
  await customer.button('Mute microphone').click();
  await expect(customer.button('Mute microphone')).toHaveAttribute('aria-pressed', 'true');
  await expect(agent.page.getByText('Ada has muted the microphone')).toBeVisible();
  await expectStill(agent.page, (media) => Math.round(media.audioEnergyIn * 1e4));
  await customer.button('Stop camera').click();
  await expect(agent.page.getByText('Ada: camera off')).toBeVisible();
  await expectStill(agent.page, (media) => media.framesDecoded);

  await customer.button('Mute microphone').click();
  await customer.button('Stop camera').click();
  await expectSound(agent.page);
  await expectPicture(agent.page);
  await expect(agent.page.getByText('camera off')).toBeHidden();
});

test('[MEDIA-9] a voice call carries sound only, and a camera can join it', async ({ cast }) => {
  const [agent, customer] = await connect(cast, 'voice');
  expect((await readMedia(agent.page)).framesDecoded).toBe(0);
  await expect(customer.button('Stop camera')).toHaveAttribute('aria-pressed', 'true');
  await customer.button('Stop camera').click();
  await expectPicture(agent.page);
  await expectOneLink(customer.page);
});

test('[MEDIA-4] microphone, camera and speaker change without a new connection', async ({ cast }) => {
  const [agent, customer] = await connect(cast);
  await agent.button('Devices').click();
  for (const kind of ['Microphone', 'Camera', 'Speaker']) {
    const choice = agent.page.getByRole('combobox', { name: kind, exact: true });
    const ids = await choice
      .locator('option:not([disabled])')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    const other = ids.find((id) => id !== '' && id !== ids[0]) ?? ids[0] ?? '';
    await choice.selectOption(other);
    await expect(choice).toHaveValue(other);
  }
  const speakerId = await agent.page.getByRole('combobox', { name: 'Speaker', exact: true }).inputValue();
  await agent.button('Close').click();
  await expectPicture(customer.page);
  await expectSound(customer.page);
  expect((await expectHeard(agent.page)).outputId).toBe(speakerId);
  await expectOneLink(customer.page);
});

test('[MEDIA-5] an unplugged microphone is replaced by the next one, with a message', async ({ cast }) => {
  const [agent, customer] = await connect(cast);
  await unplug(customer.page, 'audio');
  await expect(customer.page.getByText(/Your microphone was unplugged\. “.+” has taken over\./)).toBeVisible();
  await expectSound(agent.page);
  await unplug(customer.page, 'video');
  await expect(customer.page.getByText(/Your camera was unplugged/)).toBeVisible();
  await expectSound(agent.page);
});

test('[MEDIA-3] while held the customer hears the holding sound and the agent a reminder', async ({ cast }) => {
  const [agent, customer] = await connect(cast);
  await agent.button('Hold').click();
  await expect(agent.page.getByRole('heading', { name: 'Ada is on hold' })).toBeVisible();
  await expectHeard(customer.page);
  // The reminder sounds every ten seconds.
  await expectHeard(agent.page, 11_000);
});

test('[APP-3] a clock runs, full screen works, and no width from 360 px up cuts a control off', async ({ cast }) => {
  const [agent, customer] = await connect(cast);
  await expect(agent.page.locator('time')).toHaveText(/0:0[1-9]|0:[1-5]\d/);
  await agent.button('Full screen').click();
  await expect.poll(() => agent.page.evaluate(() => document.fullscreenElement?.className)).toContain('stage');
  await agent.button('Full screen').click();
  for (const width of [360, 768, 1280, 2200]) {
    for (const { page } of [agent, customer]) {
      await page.setViewportSize({ width, height: 740 });
      for (const name of ['Mute microphone', 'Stop camera', 'Devices', 'Hang up']) {
        await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
      }
      const picture = await page.getByLabel(/^(Adviser|Customer)'s video$/).boundingBox();
      expect(picture?.width).toBeGreaterThan(width * 0.9);
    }
  }
});

test('[MEDIA-6] the microphone is asked for echo cancellation', async ({ cast }) => {
  const customer = await cast.customer({
    prepare: async (page) => {
      await watchConnections(page);
      await page.addInitScript(() => {
        const asked: unknown[] = [];
        const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = (constraints) => {
          asked.push(constraints?.audio);
          return native(constraints);
        };
        Object.assign(window, { audioAsked: asked });
      });
    },
  });
  await expect(customer.page.getByRole('meter')).toBeVisible();
  const asked = await customer.page.evaluate(() => (window as unknown as { audioAsked: unknown[] }).audioAsked);
  expect(asked).toEqual([expect.objectContaining({ echoCancellation: true })]);
});
