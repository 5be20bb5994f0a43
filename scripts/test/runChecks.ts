// Runs the checks two at a time and shows what those that failed printed.
import { performance } from 'node:perf_hooks';
import { Failure } from '../bootstrap/progress.mjs';
import { runQuietly } from '../bootstrap/runQuietly.mjs';
import { allChecks, type Check } from './checks.ts';
import { ONE_FAILED, ONE_PASSED, sum, type Tally } from './tally.ts';

const AT_A_TIME = 2;

export async function runChecks(): Promise<Tally> {
  const waiting = [...allChecks()];
  const tallies: Tally[] = [];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) tallies.push(await runCheck(check));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return sum(tallies);
}

async function runCheck({ name, command }: Check): Promise<Tally> {
  const startedMs = performance.now();
  const took = (): string => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
  try {
    await runQuietly(process.execPath, command);
    console.log(`✓ ${name} (${took()})`);
    return ONE_PASSED;
  } catch (error) {
    console.log(`✗ ${name} (${took()})`);
    console.log(error instanceof Failure ? indent(error.details) : error);
    return ONE_FAILED;
  }
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
