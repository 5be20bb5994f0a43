// Every state of both pages, on a phone and on a desk, light and dark, in both languages: axe finds nothing in any.
// With VISAVIS_PICTURES=FOLDER it also takes a picture of each, to be looked at.
import { AxeBuilder } from '@axe-core/playwright';
import { devices, type Page } from '@playwright/test';
import { AGENT_LOOK, CUSTOMER_LOOK, drawCamera } from '../support/drawnCamera.ts';
import { expect, test } from '../support/cast.ts';
import { tour, type TourOptions } from '../support/tour.ts';
import { tourBeside } from '../support/tourBeside.ts';

const pictures = process.env['VISAVIS_PICTURES'];
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, userAgent: devices['Pixel 7'].userAgent };
const desk = { viewport: { width: 1280, height: 800 } };

const LOOKS = [
  { name: 'desk-light-en', language: 'en', context: { ...desk, colorScheme: 'light' } },
  { name: 'phone-dark-fr', language: 'fr', context: { ...phone, colorScheme: 'dark' } },
] as const;

for (const { name, language, context } of LOOKS) {
  const options: TourOptions = {
    language,
    context,
    prepareAgent: (page) => drawCamera(page, AGENT_LOOK),
    prepareCustomer: (page) => drawCamera(page, CUSTOMER_LOOK),
  };

  test(`[A11Y-1][LANG-1] axe finds nothing in any state: ${name}`, async ({ cast }) => {
    test.setTimeout(300_000);
    await tour(cast, options, (state, page) => look(name, state, page));
  });

  test(`[A11Y-1][LANG-1] axe finds nothing in any state beside a call: ${name}`, async ({ cast }) => {
    test.setTimeout(360_000);
    await tourBeside(cast, options, (state, page) => look(name, state, page));
  });
}

async function look(name: string, state: string, page: Page): Promise<void> {
  await settle(page);
  if (pictures) await page.screenshot({ path: `${pictures}/${name}/${state}.png` });
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const found: string[] = [];
  for (const { id, nodes } of violations) {
    for (const { html, target } of nodes) {
      if (id !== 'target-size' || !(await isOnPaper(page, String(target[0])))) found.push(`${id}: ${html}`);
    }
  }
  expect.soft(found, `${name}, ${state}`).toEqual([]);
  expect.soft(await overflow(page), `${name}, ${state}: nothing is wider than the screen`).toBe(0);
}

/**
 * A form's fields lie where its maker put them, as large as the page is seen, and the page can be zoomed: their size is
 * essential (WCAG 2.2, 2.5.8).
 */
function isOnPaper(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate((element) => element.closest('.field-place') !== null);
}

/** Colours are judged when the fading is over. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const finite = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(finite.map((animation) => animation.finished));
  });
}

/** By how many pixels the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
