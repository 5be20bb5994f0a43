// Runs Playwright's journeys, the light ones two at a time and the others alone, and counts from Playwright's own reports.
import { join as joinPath } from 'node:path';
import { packageProgram } from '../setup/packageProgram.ts';
import { failureOf, type FailedTest, type Outcome, type PartTime, type TimedTest } from './outcome.ts';
import { readReport, runVisibly } from './reports.ts';
import { ONE_FAILED, sum, type Tally } from './tally.ts';
import { timePart } from './timePart.ts';

interface JourneySuite {
  readonly suites?: readonly JourneySuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file?: string;
    readonly tests: readonly {
      readonly status: string;
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
      readonly results?: readonly {
        readonly duration: number;
        readonly errors?: readonly { readonly message?: string }[];
      }[];
    }[];
  }[];
}

interface PlaywrightReport extends JourneySuite {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

/** The projects of playwright.config.ts; how many run at a time is said there. */
const TITLES = { light: 'Journeys, light', alone: 'Journeys, alone' } as const;
export type Lane = keyof typeof TITLES;

/** The journeys of one lane, in a run of its own: nothing of the light lane may be beside what runs alone. */
export async function runJourneys(
  lane: Lane,
  reportFolder: string,
  selection: readonly string[],
  times: PartTime[],
): Promise<Outcome> {
  return timePart(times, TITLES[lane], () => runLane(lane, reportFolder, selection));
}

async function runLane(project: Lane, reportFolder: string, selection: readonly string[]): Promise<Outcome> {
  const file = joinPath(reportFolder, `${project}.json`);
  const narrowed = selection.length > 0 ? ['--pass-with-no-tests'] : [];
  const exitCode = await runVisibly(
    [
      ...[packageProgram('@playwright/test', 'playwright'), 'test', `--project=${project}`, '--reporter=list,json'],
      ...narrowed,
      ...selection,
    ],
    { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } },
  );
  const report = readReport(file) as PlaywrightReport | undefined;
  if (report === undefined) return failureOf(`Journeys, ${project}`, 'Playwright ended without a report.');
  return {
    tally: tallyOf(report, exitCode),
    timed: timedJourneys(report),
    skipped: skippedJourneys(report),
    flaky: journeysThat(report, (status) => status === 'flaky').map(({ title }) => title),
    failed: failedJourneys(report),
  };
}

/** Without retries nothing is flaky; should there be some, they are no success. */
export function tallyOf({ stats }: PlaywrightReport, exitCode: number): Tally {
  const counted = { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
  return exitCode !== 0 && counted.failed === 0 ? sum([counted, ONE_FAILED]) : counted;
}

/** Titles of the journeys that were skipped, each with the reason it gives. */
export function skippedJourneys(suite: JourneySuite): string[] {
  return journeysThat(suite, (status) => status === 'skipped').map(({ title, reason }) => `${title} (${reason})`);
}

/** How long each journey took, its file first. */
export function timedJourneys(suite: JourneySuite): TimedTest[] {
  const here = (suite.specs ?? []).map(({ title, file = '', tests }) => ({
    title: `${file} ${title}`.trim(),
    tookMs: tests.flatMap(({ results = [] }) => results).reduce((total, { duration }) => total + duration, 0),
  }));
  return [...here, ...(suite.suites ?? []).flatMap(timedJourneys)];
}

/** What did not pass, its file first, with what Playwright says of it. */
export function failedJourneys(suite: JourneySuite): FailedTest[] {
  const here = (suite.specs ?? [])
    .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
    .map(({ title, file = '', tests }) => ({
      title: `${file} ${title}`.trim(),
      reason: tests
        .flatMap(({ results = [] }) => results)
        .flatMap(({ errors = [] }) => errors)
        .map(({ message = '' }) => message)
        .join('\n'),
    }));
  return [...here, ...(suite.suites ?? []).flatMap(failedJourneys)];
}

function journeysThat(suite: JourneySuite, isMeant: (status: string) => boolean): { title: string; reason: string }[] {
  const here = (suite.specs ?? []).flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => isMeant(status))
      .map(({ annotations }) => ({
        title,
        reason: annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given',
      })),
  );
  return [...here, ...(suite.suites ?? []).flatMap((inner) => journeysThat(inner, isMeant))];
}
