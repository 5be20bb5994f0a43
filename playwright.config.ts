// Journeys: a customer's browser, an agent's browser or app, and the real server. No retries: a flaky journey is a bug.
import { defineConfig, devices } from '@playwright/test';
import { headlessShell } from './tests/support/chromium.ts';
import { DEADLINE_MS } from './tests/support/deadline.ts';

/**
 * What runs alone, each for its reason: the face engine takes the whole machine; mail programs read policies of the whole machine;
 * `npm start` looks at all processes; how long silence lasts is measured, in rooms and under attack, too;
 * of who signs pictures are counted; how good a line is would else be the machine's answer. Windows and focus are of a desktop that each test has for itself.
 */
const ALONE = [
  'faces',
  'identity',
  'identityApp',
  'identityAttacks',
  'replyShield',
  'thunderbird',
  'start',
  'handingOn',
  'rooms',
  'conference',
  'conferenceLosses',
  'conferenceTable',
  'guest',
  'signing',
  'lineQuality',
  'underAttack',
].map((name) => `**/${name}.spec.ts`);

/** Pictures of every step take a third of a small machine: only where somebody looks for a reason. */
const trace = process.env['VISAVIS_TRACE'] === undefined ? 'off' : 'retain-on-failure';
const chrome = devices['Desktop Chrome'];

export default defineConfig({
  testDir: 'tests/journeys',
  outputDir: 'test-results',
  timeout: 4 * DEADLINE_MS,
  expect: { timeout: DEADLINE_MS },
  workers: 2,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: {
    locale: 'en-GB',
    permissions: ['camera', 'microphone'],
    screenshot: 'only-on-failure',
    trace,
    // What a browser without windows cannot do asks for the whole one in its own file.
    launchOptions: headlessShell(),
  },
  projects: [
    { name: 'light', use: { ...chrome }, testIgnore: ALONE },
    { name: 'alone', use: { ...chrome }, testMatch: ALONE, workers: 1 },
  ],
});
