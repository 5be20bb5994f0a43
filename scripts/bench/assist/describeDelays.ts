// What was measured of delays, as figures with their goals. Pure.
import { DISTRIBUTION_HEADER, distributionRow, median, ms, quantile } from '../measure/statistics.ts';
import { atMost, noGoal, type Figure, type Section } from '../report/section.ts';
import type { Delays } from './latency.ts';

export type Near = Delays & { readonly firstPagesMs: readonly number[]; readonly largeBytes: number };
export type PoorDelays =
  { readonly whyNot: string } | { readonly whyNot?: undefined; readonly delays: Delays; readonly roundTripMs: number };

const NEAR_GOAL_MS = 100;
const POOR_GOAL_MS = 250;
const FIRST_PAGE_GOAL_MS = 1500;

export function describeDelays(near: Near, poor: PoorDelays): Pick<Section, 'figures' | 'tables' | 'method'> {
  const { firstPagesMs, largeBytes } = near;
  const far = poor.whyNot === undefined ? poor : undefined;
  return {
    figures: [
      ...p95('loopback', near, NEAR_GOAL_MS),
      ...(far
        ? p95('150 ms round trip, 2 % loss', far.delays, POOR_GOAL_MS)
        : [noGoal('the same over a poor line', `not measured: ${poor.whyNot ?? ''}`)]),
      atMost(
        `first page of ${(largeBytes / 1e6).toFixed(1)} MB, 20 pages, median`,
        `< ${FIRST_PAGE_GOAL_MS} ms`,
        FIRST_PAGE_GOAL_MS,
        median(firstPagesMs),
        `${ms(median(firstPagesMs))} (the first of a call ${ms(firstPagesMs[0] ?? Number.NaN)})`,
      ),
    ],
    tables: [
      {
        caption: 'From the agent’s hand to the customer’s screen',
        header: DISTRIBUTION_HEADER,
        rows: [
          ...rows('loopback', near),
          ...(far ? rows('poor line', far.delays) : []),
          distributionRow('file chosen → its first page, loopback', firstPagesMs),
        ],
      },
    ],
    method: [
      'Delays: from the moment at which the agent’s browser got the key, the pointer’s movement or the chosen file (the event’s own time) to the first moment after the customer’s page has painted it, both pages in one Chromium with their video call going on. A page is recognised by black and white cells in its picture, read from the canvas that lies there; a point of the pen by the shape which its stroke has with it, the same on both sides. Pages are turned a third of a second after the one before was seen; far pages are those that nobody could have drawn ahead.',
      ...(far
        ? [
            `Poor line: where the kernel has no netem, both sides go through a real relay, each over a line of ours that delays each packet by 37.5 ms and loses 1 % of them, each way: 150 ms and 2 % from one side to the other (the browser’s own last measure of its way to the other: ${ms(far.roundTripMs)}).`,
          ]
        : []),
    ],
  };
}

function p95(where: string, { turnsMs, pointsMs, lettersMs }: Delays, goalMs: number): Figure[] {
  const figure = (what: string, values: readonly number[]): Figure =>
    atMost(
      `${what}, ${where}, p95`,
      `< ${goalMs} ms`,
      goalMs,
      quantile(values, 0.95),
      `${ms(quantile(values, 0.95))} (median ${ms(median(values))})`,
    );
  return [
    figure('page turned → seen', turnsMs),
    figure('point drawn → seen', pointsMs),
    figure('letter typed live → seen', lettersMs),
  ];
}

function rows(where: string, { turnsMs, jumpsMs, pointsMs, lettersMs }: Delays): string[][] {
  return [
    distributionRow(`next or previous page, ${where}`, turnsMs),
    distributionRow(`a page far away, ${where}`, jumpsMs),
    distributionRow(`a point of the pen, ${where}`, pointsMs),
    distributionRow(`a letter typed live, ${where}`, lettersMs),
  ];
}
