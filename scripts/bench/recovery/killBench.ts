// The server is killed during a call and started again: how long until both sides have taken their sessions up, and
// whether the pictures ever paused.
import { startServer } from '../../../tests/support/signallingServer.ts';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { pause, repeat } from '../measure/progress.ts';
import { DISTRIBUTION_HEADER, distributionRow, median, ms, quantile } from '../measure/statistics.ts';
import { connectCall } from '../media/oneCall.ts';
import { launchBrowser, openPages } from '../media/openPages.ts';
import { forgetMarks, markOf } from '../media/pageMarks.ts';
import { atMost, noGoal, type Section } from '../report/section.ts';
import { forgetFrames, longestPause, watchFrames } from './frameWatch.ts';

type Run = {
  readonly listeningMs: number;
  readonly agentMs: number;
  readonly customerMs: number;
  readonly pauseMs: number;
};

const LIMIT_MS = 6 * 60_000;
const RESUME_LIMIT_MS = 20_000;
const RING_MS = 300;
/** Between two kills, so that each finds a call in peace. */
const PEACE_MS = 500;
/** As in the rule: both sides are back within five seconds of the server's return. */
const GOAL_MS = 5000;

export async function measureKills(): Promise<Pick<Section, 'method' | 'figures' | 'tables'>> {
  const count = countFromEnv('VISAVIS_BENCH_RECOVERIES', 30);
  const runs: Run[] = [];
  const server = await startServer();
  const browser = await launchBrowser();
  let failures: number;
  try {
    const pages = await openPages(server.origin, { agent: browser, customer: browser });
    const { agent, customer } = pages;
    await connectCall(pages, 'video', RING_MS);
    await watchFrames(agent.page, "Customer's video");
    await watchFrames(customer.page, "Adviser's video");
    failures = await repeat({ name: 'kill', count, limitMs: LIMIT_MS }, async () => {
      await pause(PEACE_MS);
      await Promise.all(
        [agent.page, customer.page].map((page) => Promise.all([forgetMarks(page), forgetFrames(page)])),
      );
      const killedAtMs = Date.now();
      await server.kill();
      await server.restart();
      const listeningAtMs = Date.now();
      const [agentAtMs, customerAtMs] = await Promise.all(
        [agent.page, customer.page].map((page) => markOf(page, 'resumed', RESUME_LIMIT_MS)),
      );
      const pauses = await Promise.all([longestPause(agent.page), longestPause(customer.page)]);
      const run: Run = {
        listeningMs: listeningAtMs - killedAtMs,
        agentMs: (agentAtMs ?? Number.NaN) - killedAtMs,
        customerMs: (customerAtMs ?? Number.NaN) - killedAtMs,
        pauseMs: Math.max(...pauses),
      };
      runs.push(run);
      return `listening ${ms(run.listeningMs)}, agent ${ms(run.agentMs)}, customer ${ms(run.customerMs)}, longest pause of pictures ${ms(run.pauseMs)}`;
    });
  } finally {
    await browser.close();
    await server.dispose();
  }
  return describe(runs, failures);
}

function describe(runs: readonly Run[], failures: number): Pick<Section, 'method' | 'figures' | 'tables'> {
  const both = runs.map(({ agentMs, customerMs }) => Math.max(agentMs, customerMs));
  const afterReturn = runs.map(({ listeningMs }, index) => (both[index] ?? Number.NaN) - listeningMs);
  const pauses = runs.map(({ pauseMs }) => pauseMs);
  return {
    figures: [
      atMost(
        'server killed: its return → both sides resumed, most of all runs',
        `≤ ${GOAL_MS / 1000} s, each time`,
        GOAL_MS,
        failures > 0 ? Number.POSITIVE_INFINITY : Math.max(...afterReturn),
        `${ms(Math.max(...afterReturn))} (median ${ms(median(afterReturn))}, p95 ${ms(quantile(afterReturn, 0.95))}, ${runs.length} kills, ${failures} lost)`,
      ),
      noGoal(
        'server killed: longest pause between two pictures, median and most',
        `${ms(median(pauses))}, ${ms(Math.max(...pauses))}`,
      ),
    ],
    tables: [
      {
        caption: 'kill −9 of the server during a call, started again at once',
        header: DISTRIBUTION_HEADER,
        rows: [
          distributionRow(
            'kill → listening again',
            runs.map(({ listeningMs }) => listeningMs),
          ),
          distributionRow('kill → both sides resumed', both),
          distributionRow('listening → both sides resumed', afterReturn),
          distributionRow('longest pause between two pictures', pauses),
        ],
      },
    ],
    method: [
      'Kill: one call in two pages goes on through all runs. A side has resumed when the server has accepted its session or call token. “Listening” is taken when the new process has said so, a moment after it accepts connections. A picture counts when it is shown (`requestVideoFrameCallback`).',
    ],
  };
}
