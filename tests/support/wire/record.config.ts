// Records what pages and server say to one another in a day of calls, for the contract with installed apps (docs/TESTING.md):
// npx playwright test --config tests/support/wire/record.config.ts
import { defineConfig, devices } from '@playwright/test';
import { headlessShell } from '../chromium.ts';

export default defineConfig({
  testDir: '.',
  testMatch: 'recordWire.ts',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 1,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    permissions: ['camera', 'microphone'],
    launchOptions: headlessShell(),
  },
});
