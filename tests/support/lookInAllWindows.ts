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

/** What follows the size of the window has followed it. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const finite = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(finite.map((animation) => animation.finished));
  });
}
