// `npm run fix`: mends what the formatter and the linter can mend by themselves.
import { step } from './bootstrap/progress.mjs';
import { runQuietly } from './bootstrap/runQuietly.mjs';
import { buildLocales } from './build/buildWhatChanged.ts';
import { packageProgram } from './setup/packageProgram.ts';

export async function main(): Promise<void> {
  await buildLocales();
  await step('Mending what the linter can', () =>
    runQuietly(process.execPath, [packageProgram('eslint'), '--fix', '.'], {
      onFailure: 'The linter found what it cannot mend itself:',
    }),
  );
  await step('Formatting', () =>
    runQuietly(process.execPath, [packageProgram('prettier'), '--write', '--log-level', 'warn', '.']),
  );
}
