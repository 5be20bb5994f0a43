// What axe finds wrong on a page. Put into the page once and asked for nothing but faults: half of its work is to tell what is right.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';

type WithAxe = typeof globalThis & { axe?: typeof axe };

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** @returns each as `rule: element` */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => (globalThis as WithAxe).axe !== undefined))) await page.evaluate(source);
  return page.evaluate(async (values) => {
    const { axe } = globalThis as WithAxe;
    if (!axe) throw new Error('axe was put into the page');
    const { violations } = await axe.run(document, {
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
      // There is nothing in a frame.
      iframes: false,
    });
    /**
     * A form's fields lie where its maker put them, as large as the page is seen, and the page can be zoomed: their size is
     * essential (WCAG 2.2, 2.5.8).
     */
    const isOnPaper = (selector: string): boolean =>
      (document.querySelector(selector)?.closest('.field-place') ?? null) !== null;
    return violations.flatMap(({ id, nodes }) =>
      nodes
        .filter(({ target }) => id !== 'target-size' || !isOnPaper(String(target[0])))
        .map(({ html }) => `${id}: ${html}`),
    );
  }, TAGS);
}
