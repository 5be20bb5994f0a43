// Finds the script behind a program of an installed package, to be run with our own Node on any platform.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Absolute path of the JavaScript file behind `program` of the package, as its package.json names it. */
export function packageProgram(packageName: string, program = packageName): string {
  const folder = join(process.cwd(), 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin?: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : bin?.[program];
  if (script === undefined) throw new Error(`${packageName} has no program ${program}`);
  return join(folder, script);
}
