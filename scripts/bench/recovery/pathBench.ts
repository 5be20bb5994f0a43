// The network path of a call is cut, the other cable carries it on: time to notice, and how long no picture was shown.
import { startServer } from '../../../tests/support/signallingServer.ts';
import { startTwoNetworks, whyNoNetworks, type Cable, type TwoNetworks } from '../../../tests/support/twoNetworks.ts';
import type { Page } from '@playwright/test';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { pause, repeat, waitFor } from '../measure/progress.ts';
import { DISTRIBUTION_HEADER, distributionRow, median, ms, quantile } from '../measure/statistics.ts';
import { connectCall } from '../media/oneCall.ts';
import { openPages, type TwoPages } from '../media/openPages.ts';
import { forgetMarks, marksOf } from '../media/pageMarks.ts';
import { atMost, noGoal, type Section } from '../report/section.ts';
import { forgetFrames, pictureGap, watchFrames } from './frameWatch.ts';

type Side = { readonly noticedMs: number; readonly gapMs: number };

const LIMIT_MS = 7 * 60_000;
const GAP_LIMIT_MS = 20_000;
const RING_MS = 300;
/** Between two cuts: the old link is gone and both cables are known again. */
const PEACE_MS = 1500;
const SETTLED_MS = 700;
const NOTICE_GOAL_MS = 1000;
const GAP_GOAL_MS = 2000;

export async function measurePaths(): Promise<Pick<Section, 'method' | 'figures' | 'tables'>> {
  const reason = whyNoNetworks();
  if (reason !== undefined) {
    return { figures: [noGoal('path loss', `not measured: ${reason}`)], tables: [], method: [] };
  }
  const count = countFromEnv('VISAVIS_BENCH_RECOVERIES', 30);
  const sides: Side[] = [];
  let failures: number;
  const server = await startServer();
  try {
    const networks = await startTwoNetworks(server.origin);
    try {
      const pages = await openPages(server.origin, networks.browsers);
      await connectCall(pages, 'video', RING_MS);
      await watchFrames(pages.agent.page, "Customer's video");
      await watchFrames(pages.customer.page, "Adviser's video");
      failures = await repeat({ name: 'cut', count, limitMs: LIMIT_MS }, async () => {
        const { cable, found } = await cutOnce(pages, networks);
        sides.push(...found);
        const said = found.map(({ noticedMs, gapMs }) => `noticed ${ms(noticedMs)}, no picture ${ms(gapMs)}`);
        return `cable ${cable}: ${said.join(' / ')}`;
      });
    } finally {
      await networks.close();
    }
  } finally {
    await server.dispose();
  }
  return describe(sides, failures);
}

/** Cuts the cable that carries the call, waits until both sides see each other again, and mends it. */
async function cutOnce({ agent, customer }: TwoPages, networks: TwoNetworks): Promise<{ cable: Cable; found: Side[] }> {
  const both = [agent.page, customer.page];
  await pause(PEACE_MS);
  const cable = await waitFor('a cable that stays in use', 15_000, () => settledCable(customer.page));
  await Promise.all(both.map((page) => Promise.all([forgetMarks(page), forgetFrames(page)])));
  networks.cut(cable);
  // The second of both ways is cut now; the first was some milliseconds ago.
  const cutAtMs = Date.now();
  try {
    const found = await Promise.all(
      both.map(async (page): Promise<Side> => {
        const gapMs = await pictureGap(page, cutAtMs, GAP_LIMIT_MS);
        const noticed = (await marksOf(page)).find(({ name }) => name === 'reconnecting');
        return { gapMs, noticedMs: noticed === undefined ? Number.NaN : noticed.atMs - cutAtMs };
      }),
    );
    return { cable, found };
  } finally {
    networks.mend(cable);
  }
}

/** With both cables mended the browser may still change its mind: the same one twice is settled. */
async function settledCable(page: Page): Promise<Cable | undefined> {
  const cable = await cableInUse(page);
  await pause(SETTLED_MS);
  return (await cableInUse(page)) === cable ? cable : undefined;
}

/** By the local address of the newest connected connection. */
async function cableInUse(page: Page): Promise<Cable | undefined> {
  const address = await page.evaluate(async () => {
    const newest = window
      .visavisConnections()
      .filter(({ connectionState }) => connectionState === 'connected')
      .at(-1);
    const report = [...((await newest?.getStats()) ?? new Map<string, unknown>()).values()] as Record<string, string>[];
    const transport = report.find((entry) => entry['type'] === 'transport');
    const pair = report.find((entry) => entry['id'] === transport?.['selectedCandidatePairId']);
    return report.find((entry) => entry['id'] === pair?.['localCandidateId'])?.['address'] ?? '';
  });
  if (address.startsWith('10.77.1.')) return 1;
  return address.startsWith('10.77.2.') ? 2 : undefined;
}

function describe(sides: readonly Side[], failures: number): Pick<Section, 'method' | 'figures' | 'tables'> {
  const noticed = sides.map(({ noticedMs }) => noticedMs).filter((value) => !Number.isNaN(value));
  const gaps = sides.map(({ gapMs }) => gapMs);
  return {
    figures: [
      atMost(
        'path lost: noticed and said, p95',
        `< ${NOTICE_GOAL_MS} ms`,
        NOTICE_GOAL_MS,
        quantile(noticed, 0.95),
        `${ms(quantile(noticed, 0.95))} (median ${ms(median(noticed))})`,
      ),
      atMost(
        'path lost: no picture for, p95',
        `< ${GAP_GOAL_MS} ms`,
        GAP_GOAL_MS,
        failures > 0 ? Number.POSITIVE_INFINITY : quantile(gaps, 0.95),
        `${ms(quantile(gaps, 0.95))} (median ${ms(median(gaps))}, ${gaps.length / 2} cuts seen from both sides, ${failures} lost)`,
      ),
    ],
    tables: [
      {
        caption: 'The cable under a call is cut, another is there',
        header: DISTRIBUTION_HEADER,
        rows: [
          distributionRow('cut → “Reconnecting…” shown', noticed),
          distributionRow('last picture before → first picture after', gaps),
        ],
      },
    ],
    method: [
      'Path: each page in a browser of its own in a network namespace of its own, joined by two cables; the one that carries the call swallows everything from now on, without an interface going down. Signalling goes another way. Both sides of each cut are counted.',
    ],
  };
}
