// Playwright's test with the page that joins both sides of a screen share, and what is done and seen there. Knows no rules.
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { buildAndServe, type BuiltPage } from './builtPage.ts';
import { drawSurface, SECRET } from './drawnSurface.ts';

export type { BuiltPage } from './builtPage.ts';

export const test = base.extend<{ page: Page }, { built: BuiltPage }>({
  built: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const built = await buildAndServe('renderer/testing/screenShare');
      await use(built);
      await built.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ page }, use) => {
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) troubles.push(message.text());
    });
    await use(page);
    expect(troubles, 'the page threw nothing and kept its policy').toEqual([]);
  },
});

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const viewer = (page: Page): Locator => page.getByLabel('Shared screen', { exact: true });

/** Shares the drawn surface and waits until the other side sees it. */
export async function startSharing(page: Page, built: BuiltPage, options?: { isWatched: boolean }): Promise<void> {
  await drawSurface(page, options);
  await page.goto(built.origin);
  await button(page, 'Screen or window').click();
  await expect(page.getByRole('region', { name: 'You are sharing your screen' })).toBeVisible();
  await expect.poll(() => viewer(page).evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0);
}

/** How much of the picture that the other side sees is the secret's red, 0 to 1. */
export function redSeen(page: Page): Promise<number> {
  return viewer(page).evaluate((video: HTMLVideoElement) => {
    const canvas = new OffscreenCanvas(320, 180);
    const draw = canvas.getContext('2d', { willReadFrequently: true });
    if (!draw) throw new Error('no canvas');
    draw.drawImage(video, 0, 0, 320, 180);
    const { data } = draw.getImageData(0, 0, 320, 180);
    let red = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 0) > 120 && (data[at + 1] ?? 0) < 90) red += 1;
    return red / (320 * 180);
  });
}

/** Draws an area over the secret with the mouse. */
export async function hideSecret(page: Page): Promise<void> {
  await button(page, 'Hide an area').click();
  const picture = page.getByRole('group', { name: 'Your shared picture. Drag to draw an area.' });
  await expect.poll(() => picture.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(1280);
  const box = await picture.boundingBox();
  if (!box) throw new Error('no picture');
  const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(SECRET.x - 0.01, SECRET.y - 0.01));
  await page.mouse.down();
  await page.mouse.move(...at(SECRET.x + 0.1, SECRET.y + 0.1));
  await page.mouse.move(...at(SECRET.x + SECRET.width + 0.01, SECRET.y + SECRET.height + 0.01));
  await page.mouse.up();
  await expect(page.getByText('Hidden areas: 1')).toBeVisible();
}

export { expect } from '@playwright/test';
