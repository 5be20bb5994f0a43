// What a page says for a moment only: a test that looks now and then could miss it. Knows the page's text; nothing of our code.
import { expect, type Page } from '@playwright/test';
import { DEADLINE_MS } from './deadline.ts';

/** Watches from now on, as it MUST be called before what is to be said. Rejects when it was not said in time. */
export async function whenSaid(page: Page, text: string): Promise<void> {
  const said = await page.evaluate(
    ([sought, limitMs]) =>
      new Promise<boolean>((resolve) => {
        const settle = (isSaid: boolean): void => {
          observer.disconnect();
          clearTimeout(timer);
          resolve(isSaid);
        };
        const look = (): void => {
          if (document.body.innerText.includes(sought)) settle(true);
        };
        const observer = new MutationObserver(look);
        const timer = setTimeout(() => settle(false), limitMs);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        look();
      }),
    [text, DEADLINE_MS] as const,
  );
  expect(said, `the page said “${text}”`).toBe(true);
}
