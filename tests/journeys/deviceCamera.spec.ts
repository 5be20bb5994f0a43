// "Look at what I see": the customer's rear camera, held still, drawn on, and photographed – each with a yes.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { expectPicture } from '../support/mediaProbe.ts';
import { draw, drawingOn, marksOn } from '../support/onTheTable.ts';

const PHONE = { viewport: { width: 360, height: 740 } };

/** A phone's rear camera, as far as a made-up device lacks it: which way it faces, its torch and its zoom. */
async function giveRearCamera(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const asked: { torch?: boolean; zoom?: number; facing?: unknown } = {};
    Object.assign(window, { cameraAsked: asked });
    const { prototype } = MediaStreamTrack;
    const settings = prototype.getSettings;
    const capabilities = prototype.getCapabilities;
    const apply = prototype.applyConstraints;
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (constraints) => {
      const video = constraints?.video;
      if (typeof video === 'object') asked.facing = video.facingMode;
      return open(constraints);
    };
    prototype.getSettings = function getSettings() {
      if (this.kind !== 'video') return settings.call(this);
      const facing = asked.facing === 'environment' ? { facingMode: 'environment' } : {};
      return {
        ...settings.call(this),
        ...facing,
        torch: asked.torch ?? false,
        zoom: asked.zoom ?? 1,
      };
    };
    prototype.getCapabilities = function getCapabilities() {
      const own = capabilities.call(this);
      return this.kind === 'video'
        ? ({ ...own, torch: true, zoom: { min: 1, max: 8 } } as MediaTrackCapabilities)
        : own;
    };
    prototype.applyConstraints = function applyConstraints(constraints) {
      const preference = constraints?.advanced?.[0] as typeof asked | undefined;
      if (preference?.torch === undefined && preference?.zoom === undefined) return apply.call(this, constraints);
      Object.assign(asked, preference);
      return Promise.resolve();
    };
  });
}

function cameraAsked(page: Page): Promise<{ torch?: boolean; zoom?: number; facing?: unknown }> {
  return page.evaluate(
    () => (window as unknown as { cameraAsked: { torch?: boolean; zoom?: number; facing?: unknown } }).cameraAsked,
  );
}

test('[CAMERA-1][CAMERA-2][CAMERA-3] the agent sees what the customer sees, holds it still and draws on it for both', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast, { customer: { context: PHONE, prepare: giveRearCamera } });
  await expectPicture(agent.page);
  await agent.button('Share').click();
  await agent.page.getByRole('menuitem', { name: 'What the customer sees…' }).click();
  await expect(customer.page.getByRole('region', { name: 'A question about your camera' })).toContainText(
    'Alex Martin',
  );
  expect((await cameraAsked(customer.page)).facing).toBe('user');
  await customer.button('Show what I see').click();
  const tools = agent.page.getByRole('group', { name: 'Ada’s camera' });
  await expect(tools).toBeVisible();
  expect((await cameraAsked(customer.page)).facing).toBe('environment');
  await expectPicture(agent.page);

  await tools.getByRole('button', { name: 'Light' }).click();
  await expect.poll(async () => (await cameraAsked(customer.page)).torch).toBe(true);
  await expect(tools.getByRole('button', { name: 'Light' })).toHaveAttribute('aria-pressed', 'true');
  await tools.getByRole('slider', { name: 'Zoom' }).fill('3');
  await expect.poll(async () => (await cameraAsked(customer.page)).zoom).toBe(3);

  await tools.getByRole('button', { name: 'Freeze' }).click();
  const frozen = /^On the table: Picture .*\.jpg$/;
  await expect(customer.page.getByRole('region', { name: frozen }).locator('canvas:visible').first()).toBeVisible();
  await agent.button('Rectangle').click();
  await draw(agent, 'page 1', [
    [0.3, 0.3],
    [0.6, 0.6],
  ]);
  await expect(marksOn(customer, 'page 1')).toHaveText(['Rectangle by Alex Martin, Blue']);
  await expect(drawingOn(customer, 'page 1').locator('path')).toHaveCount(1);
  await expectPicture(agent.page);

  await customer.button('Back to my own picture').click();
  await expect(tools).toBeHidden();
  expect((await cameraAsked(customer.page)).facing).toBe('user');
  await expectPicture(agent.page);
});

test('[CAMERA-4] a photo is taken for the customer first, and sent only by their hand', async ({ cast }) => {
  const { agent, customer } = await connectCall(cast, { customer: { context: PHONE, prepare: giveRearCamera } });
  await agent.button('Share').click();
  await agent.page.getByRole('menuitem', { name: 'What the customer sees…' }).click();
  await customer.button('Show what I see').click();
  await agent.button('Ask for a photo').click();
  await customer.button('Take the photo').click();
  await expect(customer.page.getByRole('img', { name: 'The photo that would be sent' })).toBeVisible();
  await expect(agent.page.getByRole('region', { name: /^On the table/ })).toHaveCount(0);
  await customer.button('Do not send').click();
  await expect(agent.page.getByText('Ada would rather not.')).toBeVisible();
  await agent.button('Ask for a photo').click();
  await customer.button('Take the photo').click();
  await customer.button('Send the photo').click();
  await expect(agent.page.getByRole('region', { name: /^On the table: Photo .*\.jpg$/ })).toBeVisible();
  await expect(customer.page.getByRole('region', { name: /^On the table: Photo .*\.jpg$/ })).toBeVisible();
});

test('[CAMERA-1] a customer may say no, and keeps their own picture', async ({ cast }) => {
  const { agent, customer } = await connectCall(cast, { customer: { context: PHONE, prepare: giveRearCamera } });
  await agent.button('Share').click();
  await agent.page.getByRole('menuitem', { name: 'What the customer sees…' }).click();
  await customer.button('Not now').click();
  await expect(agent.page.getByText('Ada would rather not.')).toBeVisible();
  await expectPicture(agent.page);
  expect((await cameraAsked(customer.page)).facing).toBe('user');
});
