import { expect, it } from 'vitest';
import { BOARD_INTERVAL_MS } from '../../../signalling/protocol/index.ts';
import { plotData } from './dayPlot.ts';

const at = (quarter: number): number => 1000 * BOARD_INTERVAL_MS + quarter * BOARD_INTERVAL_MS;

it('[BOARD-6] draws quarters without a call as zero, until now and at least two hours back', () => {
  const intervals = [{ startMs: at(-10), arrived: 3, answered: 2, within: 1, abandoned: 1 }];
  const [times, arrived, answered, abandoned] = plotData(intervals, at(0) + 60_000);
  expect(times).toHaveLength(11);
  expect(arrived).toEqual([3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(answered?.[0]).toBe(2);
  expect(abandoned?.[0]).toBe(1);
  expect(plotData([], at(0))[0]).toHaveLength(9);
});
