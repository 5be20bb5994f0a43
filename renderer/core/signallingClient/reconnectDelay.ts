// How long to wait before the next try. Pure.

const FIRST_MS = 200;
const LONGEST_MS = 4_000;

/**
 * Exponential back-off with equal jitter: half of the delay is fixed, half is spread, so that all clients of a
 * restarted server do not come back in the same instant.
 *
 * @param attempt tries that have failed already, from 0
 * @param random a number in [0, 1)
 * @returns milliseconds
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
