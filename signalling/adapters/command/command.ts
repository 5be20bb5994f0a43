// What every `npm run …` of an operator has in common: where the data is, and how an outcome is said.
import { join } from 'node:path';
import { readSettings } from '../settings/settings.ts';

export type CommandOutcome = { readonly ok: boolean; readonly text: string };

/** VISAVIS_DATA_DIR as the server reads it; the network's settings do not matter to a command. Throws with a sentence when it is wrong. */
export function dataDirOf(env: Readonly<Record<string, string | undefined>>): string {
  const buildDir = join(import.meta.dirname, '..', '..', '..', 'out');
  const result = readSettings({ VISAVIS_DATA_DIR: env['VISAVIS_DATA_DIR'] }, process.cwd(), buildDir);
  if (!result.ok) throw new Error(result.sentences.join('\n'));
  return result.settings.dataDir;
}

/** What was done goes to standard output, why it was not to standard error with exit code 1. */
export function sayOutcome({ ok, text }: CommandOutcome): void {
  (ok ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = ok ? 0 : 1;
}
