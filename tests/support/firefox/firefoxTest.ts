// Playwright's test with a Firefox beside the journeys' own Chromium.
import { test as base, type Cast } from '../cast.ts';
import { startFirefox, type RunningFirefox } from './startFirefox.ts';

/** `inFirefox`: the same people, on pages in Firefox. */
export const test = base.extend<{ inFirefox: Pick<Cast, 'customer' | 'agent'> }, { firefox: RunningFirefox }>({
  firefox: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from here
    async ({}, use) => {
      const running = await startFirefox();
      await use(running);
      await running.close();
    },
    { scope: 'worker' },
  ],
  inFirefox: async ({ cast, firefox: { browser, context } }, use) => {
    await use({
      customer: (options) => cast.customer({ browser, ...options, context: { ...context, ...options?.context } }),
      agent: (options) => cast.agent({ browser, ...options, context: { ...context, ...options?.context } }),
    });
  },
});

export { expect } from '@playwright/test';
