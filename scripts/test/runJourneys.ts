// Runs Playwright's journeys, shows their progress and counts from their own report.
import { join } from 'node:path';
import { packageProgram } from '../setup/packageProgram.ts';
import { readReport, runVisibly } from './reports.ts';
import { ONE_FAILED, sum, type Tally } from './tally.ts';

interface JourneySuite {
  readonly suites?: readonly JourneySuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
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

export async function runJourneys(reportFolder: string, selection: readonly string[]): Promise<Tally> {
  const file = join(reportFolder, 'journeys.json');
  const exitCode = await runVisibly(
    [packageProgram('@playwright/test', 'playwright'), 'test', '--reporter=list,json', ...selection],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  const report = readReport(file) as PlaywrightReport | undefined;
  if (report === undefined) return ONE_FAILED;
  for (const line of skippedJourneys(report)) console.log(`- skipped: ${line}`);
  return tallyOf(report, exitCode);
}

/** Without retries nothing is flaky; should there be some, they are no success. */
export function tallyOf({ stats }: PlaywrightReport, exitCode: number): Tally {
  const counted = { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
  return exitCode !== 0 && counted.failed === 0 ? sum([counted, ONE_FAILED]) : counted;
}

/** Titles of the journeys that were skipped, each with the reason it gives. */
export function skippedJourneys(suite: JourneySuite): string[] {
  const here = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === 'skipped')
      .map((test) => {
        const reason = test.annotations.find((annotation) => annotation.type === 'skip')?.description;
        return `${spec.title} (${reason ?? 'no reason given'})`;
      }),
  );
  return [...here, ...(suite.suites ?? []).flatMap(skippedJourneys)];
}
