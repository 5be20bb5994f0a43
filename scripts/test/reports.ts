// Runs a test runner in full view and reads the report it leaves.
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { startChild } from '../bootstrap/children.mjs';
import { givingWay } from './givingWay.ts';

interface RunnerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Whether everything else on the machine comes first. */
  readonly givesWay?: boolean;
}

/** Resolves with the exit code; a runner that was killed counts as failed. */
export async function runVisibly(
  parameters: readonly string[],
  { env = {}, givesWay = false }: RunnerOptions = {},
): Promise<number> {
  const command = [process.execPath, ...parameters] as const;
  const [program, ...rest] = givesWay ? givingWay(command) : command;
  const child = startChild(program, rest, { stdio: 'inherit', env: { ...process.env, ...env } });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** The report, or `undefined` when the runner ended without one. */
export function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
