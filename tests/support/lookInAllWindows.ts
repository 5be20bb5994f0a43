// One state of a page in windows of every size that it is made for, in both languages. With VISAVIS_PICTURES=FOLDER each is kept.
import { expect, type Page } from '@playwright/test';
import { layoutFaults } from './layoutFaults.ts';

const SIZES = [
  { width: 320, height: 640 },
  { width: 360, height: 740 },
  { width: 420, height: 800 },
  { width: 640, height: 360 },
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
];

/** `sizes`: of windows, those alone. */
export async function lookInAllWindows(state: string, page: Page, sizes = SIZES): Promise<void> {
  const pictures = process.env['VISAVIS_PICTURES'];
  for (const size of sizes) {
    await page.setViewportSize(size);
    await settled(page);
    const at = `${state}-${String(size.width)}x${String(size.height)}`;
    if (pictures) await page.screenshot({ path: `${pictures}/${at}.png` });
    expect.soft(await layoutFaults(page, 'en'), at).toEqual([]);
  }
}

/** A desk of 1280 × 1024 at 400 %. */
const ZOOMED = { width: 320, height: 256 };
/** Whatever is in a call, and never under *More*. */
const ALWAYS = ['Mute microphone', 'Stop camera', 'Signing', 'Hang up'];

/** The controls of a call where there is least room: those that are always there, and those under *More*, by keyboard. */
export async function lookUnderMore(state: string, page: Page, names: readonly string[]): Promise<void> {
  const pictures = process.env['VISAVIS_PICTURES'];
  const before = page.viewportSize();
  await page.setViewportSize(ZOOMED);
  await settled(page);
  const controls = page.getByRole('group', { name: 'Call controls' });
  const button = (name: string) => controls.getByRole('button', { name, exact: true });
  for (const name of ALWAYS) await expect.soft(button(name), `${state}: ${name}`).toBeInViewport({ ratio: 1 });
  expect.soft(await layoutFaults(page, 'en'), `${state} at 400 %`).toEqual([]);
  await button('More').focus();
  await page.keyboard.press('Enter');
  for (const name of names) {
    // What does not fit is scrolled to, as by whoever comes to it with the Tab key.
    await button(name).focus();
    await expect.soft(button(name), `${state}, under More: ${name}`).toBeInViewport({ ratio: 1 });
  }
  if (pictures) await page.screenshot({ path: `${pictures}/${state}-more.png` });
  await page.keyboard.press('Escape');
  await expect.soft(button('More')).toBeFocused();
  for (const name of names) await expect.soft(button(name)).toBeHidden();
  if (before) await page.setViewportSize(before);
}

/** What follows the size of the window has followed it. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const finite = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(finite.map((animation) => animation.finished));
  });
}
