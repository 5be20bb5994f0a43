// About how long a customer still waits, or that it cannot be told. Pure; knows no calls by name.

export type WaitFacts = {
  /** Its place among the calls that wait for the same agents, from 1. */
  readonly position: number;
  /** Agents serving the queue who are online and not away, whatever they do at the moment; writers do not count. */
  readonly agentsServing: number;
  /** Those of them who could take a call now. */
  readonly agentsFree: number;
  /** From answer to the end of wrap-up of the latest calls, in milliseconds, newest last. */
  readonly recentHandlingMs: readonly number[];
};

export type WaitEstimate =
  | { readonly name: 'unknown' }
  /** `waitMs` is the expected wait; a person is told `minutes`, rounded up, and `atLeast` when it is past what is told. */
  | { readonly name: 'about'; readonly waitMs: number; readonly minutes: number; readonly atLeast: boolean };

/** With fewer calls the mean says nothing. */
export const FEWEST_SAMPLES = 5;
/** Older calls say nothing about now. */
export const MOST_SAMPLES = 50;
/** Beyond an hour only that it is more than an hour is told. */
export const LONGEST_TOLD_MS = 60 * 60_000;
const MINUTE_MS = 60_000;

/**
 * `(position − free) × mean handling time ÷ agents serving`: with all agents busy somebody is done every
 * (mean ÷ agents) on average, and it takes as many of those as there are calls up to this one. Exact in the mean for
 * handling times without memory (Erlang); a later call with a head start is not foreseen.
 */
export function estimateWait({ position, agentsServing, agentsFree, recentHandlingMs }: WaitFacts): WaitEstimate {
  const samples = recentHandlingMs.slice(-MOST_SAMPLES);
  if (samples.length < FEWEST_SAMPLES || agentsServing <= 0) return { name: 'unknown' };
  const meanMs = samples.reduce((sum, ms) => sum + Math.max(0, ms), 0) / samples.length;
  const before = Math.max(0, position - agentsFree);
  const waitMs = Math.round((before * meanMs) / agentsServing);
  const toldMs = Math.min(waitMs, LONGEST_TOLD_MS);
  return {
    name: 'about',
    waitMs: toldMs,
    minutes: Math.max(1, Math.ceil(toldMs / MINUTE_MS)),
    atLeast: waitMs > LONGEST_TOLD_MS,
  };
}
