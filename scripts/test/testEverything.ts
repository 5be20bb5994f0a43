// The second stage of `npm test`: prepares what the chosen parts need, runs them all whatever fails, and ends with one line.
import { chromium } from '@playwright/test';
import { existsSync, globSync } from 'node:fs';
import { Failure } from '../bootstrap/progress.mjs';
import { TEST_SERVER } from '../../signalling/testing/serverProgram.ts';
import { buildEverything, buildLocales, buildTestServer } from '../build/buildWhatChanged.ts';
import { ensureElectronRuntime } from '../setup/electronRuntime.ts';
import {
  APP_PACKAGES,
  BROWSER_PACKAGES,
  ensureSystemPackages,
  FIREFOX_PACKAGES,
  JOURNEY_PACKAGES,
  MAIL_PACKAGES,
  PROXY_PACKAGES,
  SEAL_PACKAGES,
} from '../setup/systemPackages.ts';
import { watchMemory, type MemoryWatch } from './memoryWatch.ts';
import { describeRun, failureOf, join, NO_OUTCOME, outcomeOf, type Outcome, type PartTime } from './outcome.ts';
import { runChecks } from './runChecks.ts';
import { runJourneys, type Lane } from './runJourneys.ts';
import { markRun, type RunMarks } from './runMarks.ts';
import { runUnitTests } from './runUnitTests.ts';
import { describeTally, ONE_PASSED } from './tally.ts';
import { PARTS, readSelection, type Selection } from './testParts.ts';
import { timePart } from './timePart.ts';

const TEST_FILES = '{signalling,electron,renderer,tests,scripts}/**/*.{test,spec}.ts';

/** Prints the count as its last line; exit code 1 when anything failed. */
export async function main(): Promise<void> {
  const selection = readSelection(
    process.argv.slice(2),
    globSync(TEST_FILES).map((file) => file.replaceAll('\\', '/')),
  );
  const marks = markRun();
  const memory = watchMemory();
  const times: PartTime[] = [];
  try {
    const ran = await runParts(selection, marks.reportFolder, times);
    const total = join([ran, await lookAround(marks, memory)]);
    if (total.tally.failed > 0) process.exitCode = 1;
    console.log(`\n${describeRun(total, times).join('\n')}`);
    console.log(`\n${describeTally(total.tally)}`);
  } finally {
    marks.remove();
  }
}

/**
 * Unit tests and light journeys use the whole machine. Checks and pure unit tests give way to the journeys that run alone and take
 * what those leave idle; beside anything else they would only be in the way.
 */
async function runParts({ parts, filters }: Selection, folder: string, times: PartTime[]): Promise<Outcome> {
  const isWanted = (part: (typeof parts)[number]): boolean => parts.includes(part);
  const locales = await orFailure(buildLocales);
  const prepared = isWanted('journeys')
    ? await timePart(times, 'Set-up', () => orFailure(prepareJourneys))
    : NO_OUTCOME;
  const equipped = isWanted('unit')
    ? await orFailure(() => ensureSystemPackages([...SEAL_PACKAGES, ...PROXY_PACKAGES]))
    : NO_OUTCOME;
  const server = isWanted('unit') || isWanted('journeys') ? await orFailure(prepareServer) : NO_OUTCOME;
  const isWhole = parts.length === PARTS.length && filters.unit.length === 0;
  const unit = isWanted('unit')
    ? await timePart(times, isWhole ? 'Unit tests but pure ones' : 'Unit tests', () =>
        runUnitTests(isWhole ? 'others' : 'all', folder, filters.unit),
      )
    : NO_OUTCOME;
  const lane = async (name: Lane): Promise<Outcome> =>
    isWanted('journeys') && prepared.tally.failed === 0
      ? await runJourneys(name, folder, filters.journeys, times)
      : NO_OUTCOME;
  const light = await lane('light');
  const checks = isWanted('check') ? timePart(times, 'Checks, beside the journeys alone', runChecks) : NO_OUTCOME;
  const pure = isWhole ? pureAfter(checks, folder, times) : NO_OUTCOME;
  const alone = await lane('alone');
  return join([locales, prepared, equipped, server, unit, light, alone, await checks, await pure]);
}

/** After the checks, so that both together need no more memory than one of them. */
async function pureAfter(checks: Outcome | Promise<Outcome>, folder: string, times: PartTime[]): Promise<Outcome> {
  await checks;
  return timePart(times, 'Pure unit tests, after the checks', () => runUnitTests('pure', folder, []));
}

/** Without it tests start the sources. */
async function prepareServer(): Promise<void> {
  process.env[TEST_SERVER] = await buildTestServer();
}

async function prepareJourneys(): Promise<void> {
  const needsBrowser = !existsSync(chromium.executablePath());
  await ensureSystemPackages([
    ...APP_PACKAGES,
    ...JOURNEY_PACKAGES,
    ...MAIL_PACKAGES,
    ...FIREFOX_PACKAGES,
    ...PROXY_PACKAGES,
    ...(needsBrowser ? BROWSER_PACKAGES : []),
  ]);
  await ensureElectronRuntime();
  await buildEverything();
}

const NOTHING_LEFT = 'no process, no port and no file is left behind';

/** One test more: a run leaves nothing behind. What it needed of memory is said. */
async function lookAround(marks: RunMarks, memory: MemoryWatch): Promise<Outcome> {
  const most = memory.end();
  const complaints = await settled(marks.leftBehind);
  const passed = complaints.length === 0;
  console.log(`\n${passed ? '✓' : '✗'} ${NOTHING_LEFT}`);
  for (const complaint of complaints) console.log(`  ${complaint}`);
  for (const name of marks.forgotten()) console.log(`  a test did not remove ${name}; the run does`);
  if (most !== undefined) {
    const largest = most.largest.map(({ script, bytes }) => `${script} ${megabytes(bytes)}`).join(', ');
    console.log(`  Memory beside the programs under test: ${megabytes(most.bytes)} at most (${largest})`);
  }
  return passed ? outcomeOf(ONE_PASSED) : failureOf(NOTHING_LEFT, complaints.join('\n'));
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

const SETTLES_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 250;

/** What was told to end may take a moment. */
async function settled(look: () => string[]): Promise<string[]> {
  const deadlineMs = Date.now() + SETTLES_WITHIN_MS;
  let seen = look();
  while (seen.length > 0 && Date.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    seen = look();
  }
  return seen;
}

/** Preparations are no tests; when one fails that counts as a failure, and the rest goes on. */
async function orFailure(prepare: () => Promise<void>): Promise<Outcome> {
  try {
    await prepare();
    return NO_OUTCOME;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`${error.message}\n${error.details}`);
    return failureOf(error.message, error.details);
  }
}
