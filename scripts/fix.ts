// `npm run fix`: mends what the formatter and the linter can mend by themselves.
import { step } from './bootstrap/progress.mjs';
import { runQuietly } from './bootstrap/runQuietly.mjs';
import { buildLocales } from './build/buildWhatChanged.ts';
import { packageProgram } from './setup/packageProgram.ts';

export async function main(): Promise<void> {
  await buildLocales();
  await step('Mending what the linters can', async () => {
    for (const linter of ['oxlint', 'eslint']) {
      await runQuietly(process.execPath, [packageProgram(linter), '--fix', '.'], {
        onFailure: 'The linter found what it cannot mend itself:',
      });
    }
  });
  await step('Formatting', () =>
    runQuietly(process.execPath, [packageProgram('prettier'), '--write', '--log-level', 'warn', '.']),
  );
}
