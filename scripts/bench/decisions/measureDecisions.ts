// What a decision costs on a busy floor, in the process alone and at a server with a crowd.
import { countFromEnv } from '../measure/countFromEnv.ts';
import { median, ms, quantile } from '../measure/statistics.ts';
import { atMost, noGoal, type Figure, type Section } from '../report/section.ts';
import { withServerRig } from '../server/serverRig.ts';
import { BUSY_CROWD, BUSY_SETTINGS, measureBusyCrowd } from './busyCrowd.ts';
import type { Size } from './busyFloor.ts';
import { measureDecisionCosts, type DecisionCosts } from './decisionCosts.ts';

const SMALL: Size = { agents: 1000, writing: 100, waiting: 300 };
const LARGE: Size = { agents: 5000, writing: 500, waiting: 2000 };
const ARRIVAL_GOAL_MS = 2;
const TRIVIAL_GOAL_MS = 0.2;
/** How much more it may cost where everything is five to seven times as large. */
const GROWTH = 2;

export async function measureDecisions(): Promise<Section> {
  const rounds = countFromEnv('VISAVIS_BENCH_DECISIONS', 60);
  const small = await measureDecisionCosts(SMALL, rounds);
  console.log(`  ${nameOf(SMALL)}: arrival ${ms(median(small.arrivals), 2)}`);
  const large = await measureDecisionCosts(LARGE, rounds);
  console.log(`  ${nameOf(LARGE)}: arrival ${ms(median(large.arrivals), 2)}`);
  const crowd = await withServerRig(BUSY_CROWD.agents, measureBusyCrowd, BUSY_SETTINGS);
  return {
    id: 'decisions',
    title: 'What a decision costs',
    method: [
      `Decisions: the runner with its switchboard in this process, a store in memory, and a bus that counts: from the command to the last notice that is given out with it, medians of ${rounds} rounds. All agents who do not write are in a call. “Trivial”: hold and its end. “Next one taken”: an agent finishes wrap-up, the first in line rings, and all move up. “In all”: fifty arrivals in a second, with all that was told until 1.5 s after them.`,
      ...crowd.method,
    ],
    figures: [
      ...figuresOf(SMALL, small, 1),
      ...figuresOf(LARGE, large, GROWTH),
      noGoal(
        'notices an arrival, at once and in all',
        [small, large]
          .map((costs) => `${costs.noticesAtOnce.toFixed(1)} and ${costs.noticesInAll.toFixed(1)}`)
          .join('; '),
      ),
      ...crowd.figures,
    ],
    tables: [
      {
        caption: 'In the process, median (p99)',
        header: ['', nameOf(SMALL), nameOf(LARGE)],
        rows: (
          [
            ['arrival', 'arrivals'],
            ['leaving the line', 'leaving'],
            ['trivial event', 'trivial'],
            ['next one taken', 'taken'],
          ] as const
        ).map(([name, of]) => [name, ...[small, large].map((costs) => timesOf(costs[of]))]),
      },
      ...crowd.tables,
    ],
  };
}

function figuresOf(size: Size, { arrivals, trivial }: DecisionCosts, growth: number): readonly Figure[] {
  const figure = (name: string, goalMs: number, values: readonly number[], digits: number): Figure =>
    atMost(
      `${name}, ${nameOf(size)}`,
      `≤ ${goalMs * growth} ms`,
      goalMs * growth,
      median(values),
      ms(median(values), digits),
    );
  return [figure('arrival', ARRIVAL_GOAL_MS, arrivals, 2), figure('trivial event', TRIVIAL_GOAL_MS, trivial, 3)];
}

function nameOf({ agents, writing, waiting }: Size): string {
  return `${agents} agents, ${writing} writing, ${waiting} waiting`;
}

function timesOf(values: readonly number[]): string {
  return `${ms(median(values), 2)} (${ms(quantile(values, 0.99), 2)})`;
}
