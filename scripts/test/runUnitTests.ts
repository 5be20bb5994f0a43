// Runs vitest, shows its progress and counts from its own report.
import { join } from 'node:path';
import { packageProgram } from '../setup/packageProgram.ts';
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
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export async function runUnitTests(reportFolder: string, selection: readonly string[]): Promise<Tally> {
  const file = join(reportFolder, 'unit.json');
  const exitCode = await runVisibly([
    ...[packageProgram('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    ...selection,
  ]);
  const report = readReport(file) as VitestReport | undefined;
  if (report === undefined) return ONE_FAILED;
  for (const suite of report.testResults) {
    for (const test of suite.assertionResults) {
      if (test.status !== 'passed' && test.status !== 'failed') console.log(`- skipped: ${test.fullName}`);
    }
  }
  return tallyOf(report, exitCode);
}

/** A file that could not even be loaded has no tests to count, and an error outside any test has none either: one failure each. */
export function tallyOf(report: VitestReport, exitCode: number): Tally {
  const unloadable = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  const counted = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return exitCode !== 0 && counted.failed === 0 ? sum([counted, ONE_FAILED]) : counted;
}
