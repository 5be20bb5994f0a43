// Both sides of a screen share in real Chromium, joined by a real peer connection in one page: pause, hidden areas, and the
// viewer. The surface is drawn, so that every pixel of it is known; real ones are in screenPicker.spec.ts.
import type { Page } from '@playwright/test';
import { drawSurface, SECRET, SURFACE_NAME } from '../support/drawnSurface.ts';
import { button, expect, hideSecret, redSeen, startSharing, test, viewer } from '../support/sharePage.ts';

/** How often the colour changes along one line through the secret, in what is handed over right now. */
function detailSent(page: Page): Promise<number> {
  return page.evaluate(async (secret) => {
    const { sender } = (window as unknown as { loopback: { sender: RTCRtpSender } }).loopback;
    if (!sender.track) throw new Error('nothing is sent');
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = new MediaStream([sender.track]);
    await video.play();
    const { videoWidth: width, videoHeight: height } = video;
    const draw = new OffscreenCanvas(width, height).getContext('2d');
    if (!draw) throw new Error('no canvas');
    draw.drawImage(video, 0, 0);
    video.srcObject = null;
    const line = draw.getImageData(width * secret.x + 4, height * (secret.y + 0.1), width * secret.width - 8, 1).data;
    let changes = 0;
    for (let at = 4; at < line.length; at += 4) {
      const by = (channel: number): number => Math.abs((line[at + channel] ?? 0) - (line[at + channel - 4] ?? 0));
      if (by(0) + by(1) + by(2) > 3) changes += 1;
    }
    return changes;
  }, SECRET);
}

const handedOver = (page: Page): Promise<Window['handedOver']> => page.evaluate(() => window.handedOver);

test('[SHARE-10] not one pixel of a hidden area is handed over, from the first picture of the masked track on', async ({
  page,
  built,
}) => {
  await startSharing(page, built, { isWatched: true });
  await expect.poll(async () => (await handedOver(page))[0]?.framesWithRed).toBeGreaterThan(0);
  await hideSecret(page);
  await expect.poll(async () => (await handedOver(page))[1]?.frames ?? 0).toBeGreaterThan(20);
  expect((await handedOver(page))[1]).toMatchObject({ redPixels: 0, framesWithRed: 0 });
  await expect.poll(() => redSeen(page)).toBe(0);
});

test('[SHARE-10] an area is hidden at once where nothing moves, too', async ({ page, built }) => {
  await startSharing(page, built);
  // An area that came and went: pictures pass the mask from now on, and no new one comes by itself when the next area does.
  await button(page, 'Hide an area').click();
  await button(page, 'Add an area').click();
  await button(page, 'Remove area 1').click();
  await button(page, 'Done').click();
  await page.evaluate(() => (window.surface.isMoving = false));
  await expect.poll(() => redSeen(page)).toBeGreaterThan(0.05);
  await hideSecret(page);
  await expect.poll(() => redSeen(page)).toBe(0);
});

test('[SHARE-10] areas are moved, enlarged, blurred and removed by keyboard', async ({ page, built }) => {
  await startSharing(page, built);
  await button(page, 'Hide an area').click();
  await button(page, 'Add an area').press('Enter');
  const area = button(page, 'Area 1');
  // The middle fifth, moved and enlarged until it covers the secret: 2,000 units wide at 4,000.
  await area.focus();
  for (let times = 0; times < 16; times += 1) await page.keyboard.press('ArrowLeft');
  for (let times = 0; times < 12; times += 1) await page.keyboard.press('ArrowUp');
  for (let times = 0; times < 7; times += 1) await page.keyboard.press('Shift+ArrowRight');
  for (let times = 0; times < 8; times += 1) await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => redSeen(page)).toBe(0);

  // Blurred it shows that there is something red, and nothing of its stripes.
  await page.getByRole('combobox', { name: 'How area 1 is hidden' }).selectOption('Blurred');
  await expect.poll(() => redSeen(page)).toBeGreaterThan(0.04);
  expect(await detailSent(page)).toBeLessThan(9);

  await area.focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText('Nothing is hidden.')).toBeVisible();
  await expect.poll(() => detailSent(page)).toBeGreaterThan(40);
});

test('[SHARE-10] when the surface changes its size all of it is hidden until the areas are checked', async ({
  page,
  built,
}) => {
  await startSharing(page, built, { isWatched: true });
  await hideSecret(page);
  await button(page, 'Done').click();
  await expect.poll(() => redSeen(page)).toBe(0);
  await page.evaluate(() => Object.assign(window.surface, { width: 1000, height: 720 }));
  await expect(page.getByRole('alert')).toContainText('everything is hidden for now');
  const isBlack = (): Promise<boolean> =>
    viewer(page).evaluate((video: HTMLVideoElement) => {
      const draw = new OffscreenCanvas(8, 8).getContext('2d');
      draw?.drawImage(video, 0, 0, 8, 8);
      return draw?.getImageData(0, 0, 8, 8).data.every((value, at) => at % 4 === 3 || value < 24) === true;
    });
  await expect.poll(isBlack).toBe(true);
  expect((await handedOver(page))[1]?.redPixels).toBe(0);
  await button(page, 'Check the areas').click();
  await button(page, 'The areas are right').click();
  await expect.poll(isBlack).toBe(false);
});

test('[SHARE-9] paused, nothing is sent and the viewer is told', async ({ page, built }) => {
  await startSharing(page, built);
  await button(page, 'Pause sharing').click();
  await expect(button(page, 'Pause sharing')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('Ada has paused sharing')).toBeVisible();
  await expect(viewer(page)).toBeHidden();
  const framesReceived = (): Promise<number> =>
    page.evaluate(async () => {
      const { far } = (window as unknown as { loopback: { far: RTCPeerConnection } }).loopback;
      let frames = 0;
      (await far.getStats()).forEach((entry: Record<string, unknown>) => {
        if (entry['type'] === 'inbound-rtp') frames += Number(entry['framesReceived'] ?? 0);
      });
      return frames;
    });
  await expect
    .poll(async () => {
      const before = await framesReceived();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
      return (await framesReceived()) - before;
    })
    .toBe(0);
  const paused = await framesReceived();

  await button(page, 'Pause sharing').click();
  await expect(viewer(page)).toBeVisible();
  await expect.poll(framesReceived).toBeGreaterThan(paused + 5);
  await button(page, 'Stop sharing').click();
  await expect(page.getByRole('region', { name: 'You are sharing your screen' })).toBeHidden();
});

test('[SHARE-7] a surface that is closed ends the share with a sentence', async ({ page, built }) => {
  await startSharing(page, built);
  await page.evaluate(() => {
    window.surface.track?.stop();
    window.surface.track?.dispatchEvent(new Event('ended'));
  });
  await expect(page.getByRole('alert')).toContainText(`Sharing has ended: “${SURFACE_NAME}” was closed.`);
  await expect(button(page, 'Stop sharing')).toBeHidden();
  await button(page, 'Dismiss').click();
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(button(page, 'Screen or window')).toBeEnabled();
});

test('[SHARE-5] letters stay whole and things move: full size, at least five pictures a second', async ({
  page,
  built,
}) => {
  await drawSurface(page);
  await page.addInitScript(() => Object.assign(window.surface, { width: 1920, height: 1080 }));
  await page.goto(built.origin);
  await button(page, 'Screen or window').click();
  await expect.poll(() => viewer(page).evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(1920);
  const hint = await page.evaluate(
    () => (window as unknown as { loopback: { sender: RTCRtpSender } }).loopback.sender.track?.contentHint,
  );
  expect(hint).toBe('text');
  const perSecond = await viewer(page).evaluate(async (video: HTMLVideoElement) => {
    const next = (): Promise<number> => new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    const from = await next();
    let until = from;
    let frames = 0;
    while (until - from < 3_000) {
      until = await next();
      frames += 1;
    }
    return frames / ((until - from) / 1_000);
  });
  expect(perSecond).toBeGreaterThanOrEqual(5);
  expect(await viewer(page).evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(1920);
});

test('[SHARE-11] the viewer zooms and pans by button, key, wheel and hand, and the overlay stays on the picture', async ({
  page,
  built,
}) => {
  await startSharing(page, built);
  const overlay = page.getByTestId('overlay');
  const boxes = async (): Promise<[unknown, unknown]> => [
    await viewer(page).boundingBox(),
    await overlay.boundingBox(),
  ];
  const widthNow = async (): Promise<number> => (await viewer(page).boundingBox())?.width ?? 0;
  const whole = await widthNow();
  await expect(overlay).toHaveAttribute('data-surface-height', '5625');

  await button(page, 'Larger').click();
  expect(await widthNow()).toBeCloseTo(whole * 1.25, 0);
  const view = page.getByRole('group', { name: 'Zoom and position' });
  await view.focus();
  await page.keyboard.press('+');
  expect(await widthNow()).toBeCloseTo(whole * 1.5625, 0);
  for (let times = 0; times < 10; times += 1) await page.keyboard.press('+');
  expect(await widthNow()).toBeCloseTo(whole * 4, 0);
  await expect(page.getByText('400%')).toBeVisible();
  await expect(button(page, 'Larger')).toBeDisabled();

  const left = async (): Promise<number> => (await viewer(page).boundingBox())?.x ?? 0;
  const before = await left();
  await page.keyboard.press('ArrowLeft');
  expect(await left()).toBeGreaterThan(before);
  const moved = await left();
  const middle = await view.boundingBox();
  if (!middle) throw new Error('no view');
  await page.mouse.move(middle.x + 300, middle.y + 200);
  await page.mouse.down();
  await page.mouse.move(middle.x + 260, middle.y + 200);
  await page.mouse.up();
  expect(await left()).toBeCloseTo(moved - 40, 0);
  const [picture, over] = await boxes();
  expect(over).toEqual(picture);

  await page.mouse.wheel(0, 400);
  await expect.poll(widthNow).toBeLessThan(whole * 4);
  await page.keyboard.press('0');
  expect(await widthNow()).toBeCloseTo(whole, 0);
  await button(page, 'Swap with the camera picture').click();
  await expect(page.getByText('Swapped 1 times')).toBeVisible();
});

test('[SHARE-12] a phone is told that it cannot share, and offered the camera', async ({ page, built }) => {
  await page.addInitScript(() => Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia'));
  await page.goto(built.origin);
  await expect(page.getByText('Phones and tablets cannot share their screen from a browser.')).toBeVisible();
  await expect(button(page, 'Screen or window')).toBeHidden();
  await button(page, 'Use the camera').click();
  await expect(page.getByText('The camera was offered.')).toBeVisible();
});
