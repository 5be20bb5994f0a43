// Before the call: what the customer sees, hears and is told, with devices and without.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/cast.ts';
import { wholeBrowser } from '../support/chromium.ts';
import { expectPicture, expectSound, readMedia } from '../support/mediaProbe.ts';

// Devices are refused here, and chosen.
test.use({ launchOptions: wholeBrowser(), microphone: 'heard' });

/** As on a machine that has neither. */
async function removeDevices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
    navigator.mediaDevices.enumerateDevices = () => Promise.resolve([]);
  });
}

test('[LOBBY-1] shows the camera and a level that moves, and lets devices be chosen', async ({ cast }) => {
  const { page } = await cast.customer();
  const video = page.getByLabel('Your video');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBeGreaterThan(0);
  const meter = page.getByRole('meter', { name: 'Microphone level' });
  await expect.poll(async () => Number(await meter.getAttribute('aria-valuenow'))).toBeGreaterThan(20);
  await page.getByRole('button', { name: 'Devices' }).click();
  const microphone = page.getByRole('combobox', { name: 'Microphone' });
  const before = await microphone.inputValue();
  await microphone.selectOption({ index: 2 });
  await expect(microphone).not.toHaveValue(before);
  const chosen = await microphone.inputValue();
  await page.reload();
  await expect(page.getByLabel('Your video')).toBeVisible();
  await page.getByRole('button', { name: 'Devices' }).click();
  await expect(page.getByRole('combobox', { name: 'Microphone' })).toHaveValue(chosen);
});

test('[LOBBY-3] takes name and topic from the link, and asks for what is missing', async ({ cast }) => {
  const linked = await cast.customer({ query: '?name=Ada&topic=cards' });
  await expect(linked.page.getByRole('textbox', { name: 'Your name' })).toHaveValue('Ada');
  await expect(linked.page.getByRole('combobox', { name: 'What is it about?' })).toHaveValue('cards');

  const empty = await cast.customer();
  await expect(empty.page.getByRole('combobox', { name: 'What is it about?' })).toBeEnabled();
  await empty.button('Start video call').click();
  const name = empty.page.getByRole('textbox', { name: 'Your name' });
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription('Please give your name, so that your adviser can greet you.');
  await expect(empty.line).toBeHidden();
});

test('[LOBBY-2][MEDIA-9] a refused permission is explained, and listening is still possible', async ({ cast }) => {
  const agent = await cast.agent();
  await agent.goAvailable();
  const customer = await cast.customer({ context: { permissions: [] } });
  await expect(customer.page.getByText('Microphone access was refused.')).toBeVisible();
  await expect(customer.page.getByText('Camera access was refused.')).toBeVisible();
  await expect(customer.button('Try again').first()).toBeVisible();

  await customer.call('Listening Lou', 'voice');
  await agent.answer();
  await expectSound(customer.page);
  await expect(customer.button('Mute microphone')).toBeDisabled();
  await expect(agent.page.getByText('Listening Lou has muted the microphone')).toBeVisible();
  expect((await readMedia(agent.page)).audioPacketsIn).toBe(0);
});

test('[LOBBY-2][MEDIA-9] without camera and microphone a video call still shows the adviser', async ({ cast }) => {
  const agent = await cast.agent();
  await agent.goAvailable();
  const customer = await cast.customer({ prepare: removeDevices });
  await expect(customer.page.getByText('No microphone was found.')).toBeVisible();
  await expect(customer.page.getByText('No camera was found.')).toBeVisible();
  await customer.call('Watching Will');
  await agent.answer();
  await expectPicture(customer.page);
  await expectSound(customer.page);
  await expect(agent.page.getByText('Watching Will: camera off')).toBeVisible();
});

/** As on a machine without a sound output that works. */
async function silence(page: Page): Promise<void> {
  await page.addInitScript(() => {
    AudioContext.prototype.resume = () => new Promise(() => undefined);
    Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' });
  });
}

test('[LOBBY-7] where no sound output works the check ends, and says so', async ({ cast }) => {
  const customer = await cast.customer({ prepare: silence });
  const { page } = customer;
  await customer.button('Devices').click();
  await customer.button('Check my set-up').click();
  await expect(page.getByText('No sound output of this device works.')).toBeVisible();
  await expect(page.getByText('Your microphone is on. How loud it is cannot be measured')).toBeVisible();
  await expect(customer.button('Check my set-up')).toBeEnabled();
});

test('[LOBBY-4] the set-up is checked on both sides, and says what does not work', async ({ cast }) => {
  const customer = await cast.customer();
  await customer.button('Devices').click();
  await customer.button('Check my set-up').click();
  const check = customer.page.getByRole('region', { name: 'Check my set-up' });
  await expect(check).toContainText('Your picture is there.');
  await expect(check).toContainText('You can be heard.');
  await expect(check).toContainText('The service answers quickly.');
  await check.getByRole('button', { name: 'No' }).click();
  await expect(check).toContainText('Turn up the volume');

  const agent = await cast.agent({ prepare: removeDevices });
  await agent.signIn();
  await agent.button('Devices').click();
  await agent.button('Check my set-up').click();
  const own = agent.page.getByRole('region', { name: 'Check my set-up' });
  await expect(own).toContainText('No picture arrives.');
  await expect(own).toContainText('The microphone cannot be used.');
  await own.getByRole('button', { name: 'Yes' }).click();
  await expect(own).toContainText('You hear us.');
});
