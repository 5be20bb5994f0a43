// Playwright's test with a desktop, a fresh profile, and apps that are ended whatever happens.
import { test as base, expect } from '@playwright/test';
import type { HostPort } from '../../electron/contract/index.ts';
import { startDesktop, type Desktop } from './desktop.ts';
import { makeProfile, removeProfile, startApp, type RunningApp } from './electronApp.ts';

declare global {
  interface Window {
    visavisHost: HostPort;
    /** Where a test notes what happens in the page. */
    heard: string[];
  }
}

interface TestThings {
  /** A folder for one app's data, removed afterwards. */
  profile: string;
  /** Starts the app, by default on the test's own profile. */
  start: (options?: {
    profile?: string;
    parameters?: readonly string[];
    env?: Readonly<Record<string, string>>;
    beginsOutOfSight?: boolean;
  }) => Promise<RunningApp>;
}

export const test = base.extend<TestThings, { desktop: Desktop }>({
  desktop: [
    // Playwright wants an object pattern, also where nothing is taken from it.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const desktop = await startDesktop();
      await use(desktop);
      await desktop.close();
    },
    { scope: 'worker' },
  ],
  // eslint-disable-next-line no-empty-pattern
  profile: async ({}, use) => {
    const profile = makeProfile();
    await use(profile);
    removeProfile(profile);
  },
  start: async ({ desktop, profile }, use) => {
    const started: RunningApp[] = [];
    await use(async (options) => {
      const app = await startApp({ desktop, profile, ...options });
      started.push(app);
      return app;
    });
    for (const app of started) await app.quit();
  },
});

export { expect };
