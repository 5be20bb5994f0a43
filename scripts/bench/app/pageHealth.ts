// What a page holds after garbage has been collected. Knows Chromium's debugging protocol.
import type { CDPSession, Page } from '@playwright/test';

export type PageHealth = {
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly openConnections: number;
  /** Closed but not collected. */
  readonly keptConnections: number;
  readonly intervals: number;
};

export async function openInspector(page: Page): Promise<CDPSession> {
  const inspector = await page.context().newCDPSession(page);
  await inspector.send('Performance.enable');
  await inspector.send('HeapProfiler.enable');
  return inspector;
}

export async function readHealth(page: Page, inspector: CDPSession): Promise<PageHealth> {
  await inspector.send('HeapProfiler.collectGarbage');
  await inspector.send('HeapProfiler.collectGarbage');
  const { usedSize } = await inspector.send('Runtime.getHeapUsage');
  const { metrics } = await inspector.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((entry) => entry.name === name)?.value ?? Number.NaN;
  const counted = await page.evaluate(() => {
    const connections = window.visavisConnections();
    const open = connections.filter(({ connectionState }) => connectionState !== 'closed').length;
    return {
      openConnections: open,
      keptConnections: connections.length - open,
      intervals: window.visavisIntervals(),
    };
  });
  return { heapBytes: usedSize, nodes: metric('Nodes'), listeners: metric('JSEventListeners'), ...counted };
}
