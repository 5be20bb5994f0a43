// Runs the checks one after the other behind whatever else runs, and shows what those that failed printed.
import { performance } from 'node:perf_hooks';
import { Failure } from '../bootstrap/progress.mjs';
import { runQuietly } from '../bootstrap/runQuietly.mjs';
import { allChecks, type Check } from './checks.ts';
import { failureOf, join, outcomeOf, type Outcome } from './outcome.ts';
import { ONE_PASSED } from './tally.ts';

/**
 * Gives way to everything else on the machine: what a check takes, a journey beside it does not miss. Linux weighs sessions first
 * (sched(7), autogroup) and the programs of one session next, so both are told.
 */
const GIVE_WAY = '{ echo 19 >/proc/self/autogroup; } 2>/dev/null; exec nice -n 19 "$@"';

export async function runChecks(): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const check of allChecks()) outcomes.push(await runCheck(check));
  return join(outcomes);
}

async function runCheck({ name, command }: Check): Promise<Outcome> {
  const startedMs = performance.now();
  const took = (): string => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
  try {
    const [program, ...parameters] = givingWay([process.execPath, ...command]);
    await runQuietly(program, parameters);
    console.log(`✓ ${name} (${took()})`);
    return outcomeOf(ONE_PASSED);
  } catch (error) {
    console.log(`✗ ${name} (${took()})`);
    const reason = error instanceof Failure ? error.details : String(error);
    console.log(indent(reason));
    return failureOf(name, reason);
  }
}

function givingWay(command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  return process.platform === 'win32' ? command : ['sh', '-c', GIVE_WAY, 'sh', ...command];
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
