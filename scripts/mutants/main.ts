// `npm run mutants -- [FOLDER | FILE …] [--changed [REF]]`: puts small faults into the code one at a time, and tells which no test notices.
// What was found before is kept by folder outside the repository, so that a run that is cut off, or comes again, goes on.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { Failure } from '../bootstrap/progress.mjs';
import { buildLocales } from '../build/buildWhatChanged.ts';
import { MUTATED, type Mutated } from './mutated.ts';
import { score, tallyByFile, type FileTally, type Mutant } from './tally.ts';

const CACHE = join(homedir(), '.cache/visavis/mutants');
/** A mutant may make a loop endless. */
const LONGEST_MS = 5_000;

export async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const at = given.indexOf('--changed');
  const files = given.filter((word) => word.endsWith('.ts'));
  const only = at >= 0 ? changedSince(given[at + 1] ?? 'HEAD~1') : files.length > 0 ? files : undefined;
  const named = only === undefined ? given : [];
  const chosen = MUTATED.filter(({ folder }) => named.length === 0 || named.some((name) => folder.includes(name)));
  await buildLocales();
  for (const mutated of chosen) {
    const some = only?.filter((file) => file.startsWith(`${mutated.folder}/`));
    if (some?.length === 0) continue;
    report(mutated, await mutate(mutated, some));
  }
}

/** Code only: a changed test is judged by the code that it is about. */
function changedSince(ref: string): string[] {
  const { status, stdout, stderr } = spawnSync('git', ['diff', '--name-only', '--diff-filter=d', ref], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Failure(`git does not know what has changed since ${ref}.`, stderr);
  return stdout.split('\n').filter((file) => file.endsWith('.ts') && !file.includes('.test.'));
}

async function mutate({ folder }: Mutated, files: readonly string[] | undefined): Promise<FileTally[]> {
  console.log(`\n── ${folder}${files ? `: ${files.length} of its files` : ''}`);
  process.env['VISAVIS_MUTANTS'] = folder;
  mkdirSync(CACHE, { recursive: true });
  const name = folder.replaceAll('/', '-');
  const stryker = new Stryker({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'scripts/mutants/vitest.config.ts' },
    mutate: [...(files ?? [`${folder}/**/*.ts`]), '!**/*.test.ts', '!**/testing/**', '!**/*.contract.ts'],
    coverageAnalysis: 'perTest',
    // What is worked out once, as a file is loaded, would need a whole run for each mutant.
    ignoreStatic: true,
    incremental: true,
    incrementalFile: join(CACHE, `${name}${files ? '-changed' : ''}.json`),
    tempDirName: join(CACHE, 'sandbox'),
    reporters: ['progress-append-only'],
    timeoutMS: LONGEST_MS,
    concurrency: 2,
    thresholds: { high: 90, low: 80, break: null },
  });
  const found = await stryker.runMutationTest();
  return tallyByFile(
    found.map(({ fileName, status, location, mutatorName, replacement }): Mutant => ({
      fileName: relative(process.cwd(), fileName),
      status,
      line: location.start.line,
      what: `${mutatorName} → ${replacement.replace(/\s+/g, ' ').slice(0, 80)}`,
    })),
  );
}

function report({ folder, goal }: Mutated, tallies: readonly FileTally[]): void {
  for (const { file, living } of tallies) {
    for (const { line, what, status } of living) {
      console.log(`${file}:${line} ${status === 'NoCoverage' ? 'no test comes here' : 'lives'}: ${what}`);
    }
  }
  for (const tally of tallies) console.log(`${score([tally]).toFixed(1).padStart(6)} % ${tally.file}`);
  const whole = score(tallies);
  console.log(`${whole.toFixed(1).padStart(6)} % ${folder} (goal: ${goal} %)`);
  if (whole < goal) process.exitCode = 1;
}
