// How often a face may be tried: five failures in a row, then a wait that doubles (NIST SP 800-63B, 5.2.3). Pure.
import type { CheckOutcome } from '../../protocol/index.ts';

export const MOST_FAILURES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60 * 1000;
/** Failures that are older are another matter. */
export const REMEMBERED_MS = 24 * 60 * 60 * 1000;

export type Try = { readonly atMs: number; readonly hasFailed: boolean };
export type Tries = { readonly left: number; readonly waitMs: number };

/** Stopped checks are no tries: nobody was told anything. Null for those. */
export function hasFailed(liveness: 'passed' | 'failed' | 'unfinished', outcome: CheckOutcome): boolean | null {
  switch (outcome) {
    case 'stoppedByAgent':
    case 'stoppedByCustomer':
    case 'cutOff':
      return null;
    case 'match':
    case 'enrolled':
      return liveness !== 'passed';
    case 'inconclusive':
    case 'noMatch':
    case 'notCompared':
      return true;
  }
}

/** `tries`: of one customer, in whatever call, oldest first. */
export function triesLeft(tries: readonly Try[], nowMs: number): Tries {
  const recent = tries.filter(({ atMs }) => nowMs - atMs < REMEMBERED_MS);
  const failures = recent.slice(recent.findLastIndex((each) => !each.hasFailed) + 1);
  const last = failures.at(-1);
  if (last === undefined || failures.length < MOST_FAILURES)
    return { left: MOST_FAILURES - failures.length, waitMs: 0 };
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures.length - MOST_FAILURES));
  const remainingMs = Math.max(0, last.atMs + waitMs - nowMs);
  return { left: remainingMs > 0 ? 0 : 1, waitMs: remainingMs };
}
