// What a part of the tests comes to: how many, which took how long, which were skipped or flaky. And the words that say it.
import { NOTHING, sum, type Tally } from './tally.ts';

export interface TimedTest {
  readonly title: string;
  readonly tookMs: number;
}

export interface Outcome {
  readonly tally: Tally;
  readonly timed: readonly TimedTest[];
  /** Titles, each with its reason where one is given. */
  readonly skipped: readonly string[];
  /** Passed only at another try: counted as failed. */
  readonly flaky: readonly string[];
}

export interface PartTime {
  readonly title: string;
  readonly tookMs: number;
}

const SLOWEST = 10;

export const NO_OUTCOME: Outcome = { tally: NOTHING, timed: [], skipped: [], flaky: [] };

export function outcomeOf(tally: Tally): Outcome {
  return { ...NO_OUTCOME, tally };
}

export function join(outcomes: readonly Outcome[]): Outcome {
  return {
    tally: sum(outcomes.map(({ tally }) => tally)),
    timed: outcomes.flatMap(({ timed }) => timed),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
    flaky: outcomes.flatMap(({ flaky }) => flaky),
  };
}

/** What a person wants to know after a long run, a line an entry. */
export function describeRun({ timed, skipped, flaky }: Outcome, parts: readonly PartTime[]): string[] {
  const slowest = timed.toSorted((a, b) => b.tookMs - a.tookMs).slice(0, SLOWEST);
  return [
    ...listed(
      'Slowest',
      slowest.map(({ title, tookMs }) => `${seconds(tookMs)}  ${title}`),
    ),
    ...listed('Skipped', skipped),
    ...listed('Flaky', flaky),
    ...listed(
      'Time',
      parts.map(({ title, tookMs }) => `${seconds(tookMs)}  ${title}`),
    ),
  ];
}

/** A single test needs no summary of what was slow; what is empty is said in a word. */
function listed(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [`${title}: none`] : [`${title}:`, ...entries.map((entry) => `  ${entry}`)];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(6)} s`;
}
