// Runs vitest, shows its progress and counts from its own report.
import { join } from 'node:path';
import { packageProgram } from '../setup/packageProgram.ts';
import { failureOf, type FailedTest, type Outcome } from './outcome.ts';
import { readReport, runVisibly } from './reports.ts';
import { ONE_FAILED, sum, type Tally } from './tally.ts';

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly duration?: number | null;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** Projects of vitest.config.ts that only work something out: no clock, no port, no document. */
const PURE = ['domain', 'core', 'core apart'];

/** `pure` and `others` are all tests together. Pure ones give way to whatever runs beside them. */
export type UnitTests = 'all' | 'pure' | 'others';

const PROJECTS: Readonly<Record<UnitTests, readonly string[]>> = {
  all: [],
  pure: PURE.map((name) => `--project=${name}`),
  others: PURE.map((name) => `--project=!${name}`),
};

export async function runUnitTests(
  which: UnitTests,
  reportFolder: string,
  selection: readonly string[],
): Promise<Outcome> {
  const file = join(reportFolder, `unit-${which}.json`);
  const exitCode = await runVisibly(
    [
      ...[packageProgram('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      ...PROJECTS[which],
      ...selection,
    ],
    { givesWay: which === 'pure' },
  );
  const report = readReport(file) as VitestReport | undefined;
  if (report === undefined) return failureOf('Unit tests', 'vitest ended without a report.');
  const tests = report.testResults.flatMap((suite) => suite.assertionResults);
  return {
    tally: tallyOf(report, exitCode),
    timed: tests.map(({ fullName, duration }) => ({ title: fullName, tookMs: duration ?? 0 })),
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
    flaky: [],
    failed: [
      ...unloadable(report).map(({ name, message = '' }) => ({ title: name, reason: message })),
      ...tests.filter(({ status }) => status === 'failed').map(failedTest),
    ],
  };
}

type AssertionResult = VitestReport['testResults'][number]['assertionResults'][number];

function failedTest({ fullName, failureMessages = [] }: AssertionResult): FailedTest {
  return { title: fullName, reason: failureMessages.join('\n') };
}

function unloadable(report: VitestReport): VitestReport['testResults'] {
  return report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0);
}

/** A file that could not even be loaded has no tests to count, and an error outside any test has none either: one failure each. */
export function tallyOf(report: VitestReport, exitCode: number): Tally {
  const counted = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable(report).length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return exitCode !== 0 && counted.failed === 0 ? sum([counted, ONE_FAILED]) : counted;
}
