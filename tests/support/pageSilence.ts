// How long a page answers nothing. An idle page beside it tells what of that is the whole machine's.
import type { Page } from '@playwright/test';

/** The longest time in which the page answered nothing while `work` was going on, in ms. */
export async function longestSilence(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const watch = { longest: 0, last: performance.now(), timer: 0 };
    watch.timer = window.setInterval(() => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
    }, 10);
    Object.assign(window, { watch });
  });
  await work();
  return page.evaluate(() => {
    const { watch } = window as unknown as { watch: { longest: number; timer: number } };
    clearInterval(watch.timer);
    return watch.longest;
  });
}
