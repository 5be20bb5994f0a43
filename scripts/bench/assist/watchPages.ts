// Notes in the customer's page when a page's picture has been painted, and in the agent's when it was asked for. Times are
// epoch milliseconds with fractions: both pages are on this machine.
import type { Page } from '@playwright/test';
import { CODE_BAND, CODE_CELLS, pageOfCells } from './pageCode.ts';

export type SeenPage = { readonly page: number; readonly atMs: number };
type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

declare global {
  interface Window {
    benchSeen: SeenPage[];
    /** The latest key, click or choice of a file. */
    benchActedAtMs: number;
    benchPageOf: typeof pageOfCells;
    /** The page that a picture shows, 0 for none; `area` is where the page lies in it. */
    benchRead: (source: CanvasImageSource, area: Area) => number;
    /** Calls back when what has been changed until now is on the screen. */
    benchAfterPaint: (done: (atMs: number) => void) => void;
  }
}

/** Once a page. What follows needs it. */
export async function teachReading(page: Page): Promise<void> {
  // A function does not travel to a page; its text does.
  await page.evaluate(`globalThis.benchPageOf = ${String(pageOfCells)}`);
  await page.evaluate(
    ([band, cells]) => {
      const canvas = new OffscreenCanvas(cells * 4, 4);
      const draw = canvas.getContext('2d', { willReadFrequently: true });
      window.benchRead = (source, area) => {
        if (!draw) return 0;
        const [x, y] = [area.x + band.x * area.width, area.y + band.y * area.height];
        draw.drawImage(source, x, y, band.width * area.width, band.height * area.height, 0, 0, cells * 4, 4);
        const { data } = draw.getImageData(0, 2, cells * 4, 1);
        return window.benchPageOf(Array.from({ length: cells }, (_none, cell) => data[(cell * 4 + 2) * 4] ?? 0)) ?? 0;
      };
      window.benchAfterPaint = (done) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done(performance.timeOrigin + performance.now());
          channel.port2.postMessage(0);
        });
      };
    },
    [CODE_BAND, CODE_CELLS] as const,
  );
}

/** From now on each page that comes to lie on the customer's table is noted once it is painted. */
export function watchPages(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.benchSeen = [];
    let shown: HTMLCanvasElement | undefined;
    const look = (): void => {
      const canvas = document.querySelector<HTMLCanvasElement>('[role=document] .picture > canvas') ?? undefined;
      if (canvas === shown) return;
      shown = canvas;
      if (!canvas) return;
      const seen = window.benchRead(canvas, { x: 0, y: 0, width: canvas.width, height: canvas.height });
      window.benchAfterPaint((atMs) => window.benchSeen.push({ page: seen, atMs }));
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
  });
}

/** From now on the moment of the latest input is known: when the browser got it, not when a listener did. */
export function watchInput(page: Page): Promise<void> {
  return page.evaluate(() => {
    const note = ({ timeStamp }: Event): void => {
      window.benchActedAtMs = performance.timeOrigin + timeStamp;
    };
    for (const name of ['keydown', 'click', 'change']) addEventListener(name, note, { capture: true });
  });
}

export function actedAtMs(page: Page): Promise<number> {
  return page.evaluate(() => window.benchActedAtMs);
}

export function forgetSeen(page: Page): Promise<void> {
  return page.evaluate(() => void (window.benchSeen.length = 0));
}

/** When `wanted` was painted first since `forgetSeen`. Looks seldom, so as not to slow down what it measures. */
export async function seenAtMs(page: Page, wanted: number, limitMs: number): Promise<number> {
  const handle = await page.waitForFunction(
    (number) => window.benchSeen.find((seen) => seen.page === number)?.atMs,
    wanted,
    { timeout: limitMs, polling: 50 },
  );
  return Number(await handle.jsonValue());
}
