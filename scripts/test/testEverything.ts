// The second stage of `npm test`: prepares what the chosen parts need, runs them all whatever fails, and ends with one line.
import { chromium } from '@playwright/test';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../bootstrap/progress.mjs';
import { buildEverything, buildLocales } from '../build/buildWhatChanged.ts';
import { ensureElectronRuntime } from '../setup/electronRuntime.ts';
import {
  APP_PACKAGES,
  BROWSER_PACKAGES,
  ensureSystemPackages,
  JOURNEY_PACKAGES,
  MAIL_PACKAGES,
} from '../setup/systemPackages.ts';
import { runChecks } from './runChecks.ts';
import { runJourneys } from './runJourneys.ts';
import { runUnitTests } from './runUnitTests.ts';
import { describeTally, NOTHING, ONE_FAILED, sum, type Tally } from './tally.ts';
import { readSelection } from './testParts.ts';

/** Prints the count as its last line; exit code 1 when anything failed. */
export async function main(): Promise<void> {
  const { parts, filters } = readSelection(process.argv.slice(2));
  const reportFolder = mkdtempSync(join(tmpdir(), 'visavis-test-'));
  try {
    const tallies = [await orFailure(buildLocales)];
    if (parts.includes('check')) tallies.push(await part('Checks', runChecks));
    if (parts.includes('unit')) tallies.push(await part('Unit tests', () => runUnitTests(reportFolder, filters)));
    if (parts.includes('journeys')) tallies.push(await part('Journeys', () => journeys(reportFolder, filters)));
    const total = sum(tallies);
    if (total.failed > 0) process.exitCode = 1;
    console.log(`\n${describeTally(total)}`);
  } finally {
    rmSync(reportFolder, { recursive: true, force: true });
  }
}

async function journeys(reportFolder: string, filters: readonly string[]): Promise<Tally> {
  const ready = await orFailure(async () => {
    const needsBrowser = !existsSync(chromium.executablePath());
    await ensureSystemPackages([
      ...APP_PACKAGES,
      ...JOURNEY_PACKAGES,
      ...MAIL_PACKAGES,
      ...(needsBrowser ? BROWSER_PACKAGES : []),
    ]);
    await ensureElectronRuntime();
    await buildEverything();
  });
  return ready.failed > 0 ? ready : runJourneys(reportFolder, filters);
}

async function part(title: string, run: () => Promise<Tally>): Promise<Tally> {
  console.log(`\n── ${title}`);
  const tally = await run();
  console.log(`── ${title}: ${describeTally(tally)}`);
  return tally;
}

/** Preparations are no tests; when one fails that counts as a failure, and the rest goes on. */
async function orFailure(prepare: () => Promise<void>): Promise<Tally> {
  try {
    await prepare();
    return NOTHING;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`${error.message}\n${error.details}`);
    return ONE_FAILED;
  }
}
