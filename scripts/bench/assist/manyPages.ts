// A document of 200 pages, turned through as fast as a key repeats: how the customer's page bears it.
import type { CDPSession, Page } from '@playwright/test';
import { openInspector } from '../app/pageHealth.ts';
import type { TwoPages } from '../media/openPages.ts';
import { pause } from '../measure/progress.ts';
import { mb, ms, quantile } from '../measure/statistics.ts';
import { noGoal, type Section } from '../report/section.ts';
import { readingDocument } from './readingDocument.ts';
import { focusSheet, PAGE_LIMIT_MS, putOnTable } from './tableCall.ts';
import { forgetSeen, seenAtMs } from './watchPages.ts';

declare global {
  interface Window {
    benchTasksMs: number[];
    benchFrameGapsMs: number[];
  }
}

type Smoothness = { readonly tasksMs: readonly number[]; readonly gapsMs: readonly number[]; readonly tookMs: number };
export type ManyPages = {
  readonly idle: Smoothness;
  readonly turning: Smoothness;
  readonly pagesShown: number;
  readonly heapBefore: number;
  readonly heapAfter: number;
};

const NAME = 'long.pdf';
const PAGES = 200;
const TURNS = 100;
const EVERY_MS = 100;
const FRAME_MS = 1000 / 60;

export async function measureManyPages(pages: TwoPages): Promise<ManyPages> {
  const { agent, customer } = pages;
  await putOnTable(pages, NAME, await readingDocument(PAGES));
  await focusSheet(pages, NAME);
  await pause(2000);
  await watchSmoothness(customer.page);
  const inspector = await openInspector(customer.page);
  const idle = await during(customer.page, () => pause(TURNS * EVERY_MS));
  const heapBefore = await heapOf(inspector);
  await forgetSeen(customer.page);
  const turning = await during(customer.page, async () => {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const nextMs = performance.now() + EVERY_MS;
      await agent.page.keyboard.press('PageDown');
      await pause(Math.max(0, nextMs - performance.now()));
    }
    await seenAtMs(customer.page, TURNS + 1, PAGE_LIMIT_MS);
  });
  const pagesShown = await customer.page.evaluate(() => new Set(window.benchSeen.map(({ page }) => page)).size);
  const heapAfter = await heapOf(inspector);
  await inspector.detach();
  return { idle, turning, pagesShown, heapBefore, heapAfter };
}

function watchSmoothness(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.benchTasksMs = [];
    window.benchFrameGapsMs = [];
    new PerformanceObserver((list) => {
      window.benchTasksMs.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
    let lastMs = performance.now();
    const next = (nowMs: number): void => {
      window.benchFrameGapsMs.push(nowMs - lastMs);
      lastMs = nowMs;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

async function during(page: Page, work: () => Promise<void>): Promise<Smoothness> {
  await page.evaluate(() => {
    window.benchTasksMs.length = 0;
    window.benchFrameGapsMs.length = 0;
  });
  const beganAtMs = performance.now();
  await work();
  const tookMs = performance.now() - beganAtMs;
  const [tasksMs, gapsMs] = await page.evaluate(() => [window.benchTasksMs, window.benchFrameGapsMs] as const);
  return { tasksMs, gapsMs, tookMs };
}

async function heapOf(inspector: CDPSession): Promise<number> {
  await inspector.send('HeapProfiler.collectGarbage');
  await inspector.send('HeapProfiler.collectGarbage');
  return (await inspector.send('Runtime.getHeapUsage')).usedSize;
}

export function describeManyPages(many: ManyPages): Pick<Section, 'figures' | 'tables' | 'method'> {
  const { idle, turning, pagesShown, heapBefore, heapAfter } = many;
  return {
    figures: [
      noGoal(
        `${PAGES} pages, ${TURNS} turned in ${(turning.tookMs / 1000).toFixed(0)} s: tasks over 50 ms on the customer’s main thread`,
        `${turning.tasksMs.length} (${idle.tasksMs.length} in as long without turning)`,
      ),
      noGoal(`${PAGES} pages: JS heap of the customer’s page before and after`, `${mb(heapBefore)}, ${mb(heapAfter)}`),
    ],
    tables: [
      {
        caption: `The customer’s page while ${TURNS} pages are turned, ${1000 / EVERY_MS} a second`,
        header: ['', 'time', 'frames missed', 'pause between frames, p95', 'most', 'tasks over 50 ms', 'longest'],
        rows: [
          smoothRow('a call with the document at rest', idle),
          smoothRow(`turning, ${pagesShown} pages painted`, turning),
        ],
      },
    ],
    method: [
      `200 pages: keys on the agent’s page; those that follow faster than a page is drawn need not be painted, the last must. A frame is missed for each sixtieth of a second without one. Heap after collecting garbage; pictures of pages and the document’s workers are not in it.`,
    ],
  };
}

function smoothRow(name: string, { tasksMs, gapsMs, tookMs }: Smoothness): string[] {
  const missed = gapsMs.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME_MS) - 1), 0);
  const all = Math.round(tookMs / FRAME_MS);
  return [
    name,
    `${(tookMs / 1000).toFixed(1)} s`,
    `${missed} of ${all} (${((100 * missed) / all).toFixed(0)} %)`,
    ms(quantile(gapsMs, 0.95)),
    ms(Math.max(...gapsMs)),
    String(tasksMs.length),
    ms(Math.max(0, ...tasksMs)),
  ];
}
