// Nothing on a page is made of text by itself: in a real browser, on both pages, and what it refuses is counted.
import { expect, test } from '@playwright/test';
import { startServer } from '../support/signallingServer.ts';

test('[CSP-1][CSP-3] markup, scripts and workers made of text are refused, and reported', async ({ browser }) => {
  const server = await startServer();
  const context = await browser.newContext();
  for (const path of ['/', '/agent/']) {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(server.origin + path);
    await expect(page.getByRole('button').first()).toBeVisible();
    const refused = await page.evaluate(() => {
      const tries: Record<string, () => unknown> = {
        innerHTML: () => (document.body.innerHTML = '<img src=x onerror=alert(1)>'),
        insert: () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
        parse: () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
        script: () => (document.createElement('script').text = 'alert(1)'),
        address: () => (document.createElement('script').src = '/assets/index.js'),
        worker: () => new Worker('data:text/javascript,1'),
        ownScript: () => new Worker('/healthz'),
        policy: () =>
          (
            globalThis as never as { trustedTypes: { createPolicy: (...args: unknown[]) => void } }
          ).trustedTypes.createPolicy('mine', {}),
      };
      return Object.entries(tries).map(([name, attempt]) => {
        try {
          attempt();
          return `${name} was done`;
        } catch (cause) {
          return cause instanceof TypeError ? 'refused' : `${name}: ${String(cause)}`;
        }
      });
    });
    expect(refused).toEqual(Array.from({ length: 8 }, () => 'refused'));
    await expect(page.getByRole('button').first()).toBeVisible();
    expect(errors).toEqual([]);
  }
  const figures = async (): Promise<string> => (await fetch(`${server.origin}/metrics`)).text();
  await expect.poll(figures).toMatch(/visavis_policy_reports_total\{directive="require-trusted-types-for"\} [1-9]/);
  await context.close();
  await server.dispose();
});
