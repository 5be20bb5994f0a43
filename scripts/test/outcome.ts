// What a part of the tests comes to: how many, which took how long, which were skipped or flaky. And the words that say it.
import { stripVTControlCharacters } from 'node:util';
import { NOTHING, ONE_FAILED, sum, type Tally } from './tally.ts';

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
  readonly failed: readonly FailedTest[];
}

export interface FailedTest {
  readonly title: string;
  /** What its runner said about it, colours included. */
  readonly reason: string;
}

export interface PartTime {
  readonly title: string;
  readonly tookMs: number;
}

const SLOWEST = 10;
/** Of each reason only the beginning stands at the end of a run: all of it stands where it happened. */
const REASON_LINES = 8;
const REASON_COLUMNS = 240;

export const NO_OUTCOME: Outcome = { tally: NOTHING, timed: [], skipped: [], flaky: [], failed: [] };

export function outcomeOf(tally: Tally): Outcome {
  return { ...NO_OUTCOME, tally };
}

/** One failure that is no test of any runner. */
export function failureOf(title: string, reason: string): Outcome {
  return { ...outcomeOf(ONE_FAILED), failed: [{ title, reason }] };
}

export function join(outcomes: readonly Outcome[]): Outcome {
  return {
    tally: sum(outcomes.map(({ tally }) => tally)),
    timed: outcomes.flatMap(({ timed }) => timed),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
    flaky: outcomes.flatMap(({ flaky }) => flaky),
    failed: outcomes.flatMap(({ failed }) => failed),
  };
}

/** What a person wants to know after a long run, a line an entry; what failed comes last, where it is looked for. */
export function describeRun({ tally, timed, skipped, flaky, failed }: Outcome, parts: readonly PartTime[]): string[] {
  const unnamed = tally.failed - failed.length;
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
    ...listed('Failed', [
      ...failed.flatMap(({ title, reason }) => [title, ...beginningOf(reason)]),
      ...(unnamed > 0 ? [`${String(unnamed)} outside any test: see what its runner printed`] : []),
    ]),
  ];
}

function beginningOf(reason: string): string[] {
  const lines = stripVTControlCharacters(reason)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.slice(0, REASON_LINES).map((line) => `  ${line.slice(0, REASON_COLUMNS)}`);
}

/** A single test needs no summary of what was slow; what is empty is said in a word. */
function listed(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [`${title}: none`] : [`${title}:`, ...entries.map((entry) => `  ${entry}`)];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(6)} s`;
}
