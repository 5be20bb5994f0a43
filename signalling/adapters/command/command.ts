// What every `npm run …` of an operator has in common: where the data is, and how an outcome is said.
import { join } from 'node:path';
import { readSettings } from '../settings/settings.ts';
import { sentenceOf, Unusable } from '../store/unusable.ts';

export type CommandOutcome = {
  readonly ok: boolean;
  readonly text: string;
  /** To be known, but no part of what was asked for: goes to standard error. */
  readonly aside?: string;
};

/** VISAVIS_DATA_DIR as the server reads it; the network's settings do not matter to a command. Throws `Unusable` when it is wrong. */
export function dataDirOf(env: Readonly<Record<string, string | undefined>>): string {
  const buildDir = join(import.meta.dirname, '..', '..', '..', 'out');
  const result = readSettings({ VISAVIS_DATA_DIR: env['VISAVIS_DATA_DIR'] }, process.cwd(), buildDir);
  if (!result.ok) throw new Unusable(result.sentences.join('\n'));
  return result.settings.dataDir;
}

/**
 * What was done goes to standard output. Why it was not goes to standard error: with exit code 1 where the command was answered
 * (no such name, a log that is not whole), with 2 where nothing could be looked at (a folder or file that cannot be used).
 */
export async function sayOutcomeOf(command: () => CommandOutcome | Promise<CommandOutcome>): Promise<void> {
  try {
    const { ok, text, aside } = await command();
    (ok ? process.stdout : process.stderr).write(`${text}\n`);
    if (aside !== undefined) process.stderr.write(`${aside}\n`);
    process.exitCode = ok ? 0 : 1;
  } catch (cause) {
    const sentence = sentenceOf(cause);
    // A fault of ours is not explained away.
    if (sentence === null) throw cause;
    process.stderr.write(`${sentence}\n`);
    process.exitCode = 2;
  }
}
