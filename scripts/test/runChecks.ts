// Runs the checks one after the other behind whatever else runs, and shows what those that failed printed.
import { performance } from 'node:perf_hooks';
import { Failure } from '../bootstrap/progress.mjs';
import { runQuietly } from '../bootstrap/runQuietly.mjs';
import { allChecks, type Check } from './checks.ts';
import { givingWay } from './givingWay.ts';
import { failureOf, join, outcomeOf, type Outcome } from './outcome.ts';
import { ONE_PASSED } from './tally.ts';

export async function runChecks(): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const check of allChecks()) outcomes.push(await runCheck(check));
  return join(outcomes);
}

async function runCheck({ name, command, env }: Check): Promise<Outcome> {
  const startedMs = performance.now();
  const took = (): string => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
  try {
    const [program, ...parameters] = givingWay([process.execPath, ...command]);
    await runQuietly(program, parameters, { env: { ...process.env, ...env } });
    console.log(`✓ ${name} (${took()})`);
    return outcomeOf(ONE_PASSED);
  } catch (error) {
    console.log(`✗ ${name} (${took()})`);
    const reason = error instanceof Failure ? error.details : String(error);
    console.log(indent(reason));
    return failureOf(name, reason);
  }
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
