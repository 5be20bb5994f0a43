// Today's intervals as columns for a plot, gaps filled: a quarter of an hour without a call is zero, not missing. Pure.
import { BOARD_INTERVAL_MS, type BoardInterval } from '../../../signalling/protocol/index.ts';

/** What is drawn, in which colour, and with which dashes: told apart without colours, too. */
export const SERIES = [
  { name: 'arrived', token: '--ink-soft', dash: [2, 3] },
  { name: 'answered', token: '--accent', dash: null },
  { name: 'abandoned', token: '--danger', dash: [7, 4] },
] as const;

/** Times in seconds, then one column a series. From the first interval with a call, at least two hours back, until now. */
export function plotData(intervals: readonly BoardInterval[], atMs: number): [number[], ...number[][]] {
  const lastMs = Math.floor(atMs / BOARD_INTERVAL_MS) * BOARD_INTERVAL_MS;
  const twoHoursAgoMs = lastMs - 8 * BOARD_INTERVAL_MS;
  const firstMs = Math.min(twoHoursAgoMs, intervals[0]?.startMs ?? twoHoursAgoMs);
  const known = new Map(intervals.map((interval) => [interval.startMs, interval]));
  const starts: number[] = [];
  for (let startMs = firstMs; startMs <= lastMs; startMs += BOARD_INTERVAL_MS) starts.push(startMs);
  return [
    starts.map((startMs) => startMs / 1000),
    ...SERIES.map(({ name }) => starts.map((startMs) => known.get(startMs)?.[name] ?? 0)),
  ];
}
