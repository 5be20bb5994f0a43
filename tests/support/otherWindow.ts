// A window of another program on the test's desktop, whose picture changes all the time. Knows no app of ours.
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArguments, chromiumPath } from './chromium.ts';
import type { Desktop } from './desktop.ts';

export interface OtherWindow {
  readonly page: Page;
  /** A point on the screen inside its text field. */
  readonly textAt: { readonly x: number; readonly y: number };
  readonly close: () => Promise<void>;
}

/** Opens it in front, with this title; its page turns from one of two colours into the other several times a second. */
export async function openOtherWindow(desktop: Pick<Desktop, 'env'>, title: string): Promise<OtherWindow> {
  const executablePath = chromiumPath();
  const browser: Browser = await chromium.launch({
    headless: false,
    args: [...chromiumArguments(), '--window-position=40,60', '--window-size=700,500'],
    env: { ...process.env, ...desktop.env },
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  const page = await browser.newPage({ viewport: { width: 660, height: 360 }, deviceScaleFactor: 1 });
  await page.setContent(`<title>${title}</title><body><textarea aria-label="Text"></textarea></body>`);
  await page.evaluate(() => {
    let turn = 0;
    setInterval(() => {
      turn += 1;
      document.body.style.background = turn % 2 ? 'rgb(20, 90, 200)' : 'rgb(240, 200, 30)';
    }, 100);
  });
  const textAt = await page.evaluate(() => {
    const text = document.querySelector('textarea')?.getBoundingClientRect();
    const toolbarHeight = window.outerHeight - window.innerHeight;
    return {
      x: window.screenX + (text?.x ?? 0) + 20,
      y: window.screenY + toolbarHeight + (text?.y ?? 0) + 10,
    };
  });
  return { page, textAt, close: () => browser.close() };
}
