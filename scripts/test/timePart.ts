// Shows the title of a part, runs it, says what came of it and notes how long it took.
import { performance } from 'node:perf_hooks';
import type { Outcome, PartTime } from './outcome.ts';
import { describeTally } from './tally.ts';

export async function timePart(times: PartTime[], title: string, run: () => Promise<Outcome>): Promise<Outcome> {
  const startedMs = performance.now();
  console.log(`\n── ${title}`);
  const outcome = await run();
  times.push({ title, tookMs: performance.now() - startedMs });
  console.log(`── ${title}: ${describeTally(outcome.tally)}`);
  return outcome;
}
