// Answer to picture and sound: our call against bare connections, in turns in one browser.
import { startServer } from '../../../tests/support/signallingServer.ts';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { repeat } from '../measure/progress.ts';
import { DISTRIBUTION_HEADER, distributionRow, median, ms, quantile } from '../measure/statistics.ts';
import { atMost, noGoal, type Section } from '../report/section.ts';
import { connectBarePair, openBareDevices, type BareTimes } from './barePair.ts';
import { connectCall, endCall, type CallTimes } from './oneCall.ts';
import { launchBrowser, openPage, openPages } from './openPages.ts';

const LIMIT_MS = 6 * 60_000;
/** A person needs longer than this to see that it rings; the agent's camera is opened meanwhile. */
const RING_MS = 700;
const RATIO_GOAL = 1.25;
const ANSWER_GOAL_MS = 1000;

export async function measureMedia(): Promise<Section> {
  const runs = countFromEnv('VISAVIS_BENCH_RUNS', 30);
  const bare: BareTimes[] = [];
  const ours: CallTimes[] = [];
  const server = await startServer();
  const browser = await launchBrowser();
  try {
    const pages = await openPages(server.origin, { agent: browser, customer: browser });
    const barePage = await openPage(browser, `${server.origin}/healthz`);
    await openBareDevices(barePage);
    // Once each, not counted: codecs and devices are opened for the first time.
    await connectBarePair(barePage);
    await connectCall(pages, 'video', RING_MS);
    await endCall(pages);
    await repeat({ name: 'answer', count: runs, limitMs: LIMIT_MS }, async () => {
      const floor = await connectBarePair(barePage);
      const call = await connectCall(pages, 'video', RING_MS);
      await endCall(pages);
      bare.push(floor);
      ours.push(call);
      const own = `${ms(call.agentPictureMs ?? Number.NaN)} / ${ms(call.customerPictureMs ?? Number.NaN)}`;
      return `picture at agent / customer ${own}; bare ${ms(floor.callerMs)} / ${ms(floor.calleeMs)}`;
    });
  } finally {
    await browser.close();
    await server.dispose();
  }
  return describe(bare, ours);
}

function describe(bare: readonly BareTimes[], ours: readonly CallTimes[]): Section {
  const agentPicture = ours.map(({ agentPictureMs }) => agentPictureMs ?? Number.NaN);
  const customerPicture = ours.map(({ customerPictureMs }) => customerPictureMs ?? Number.NaN);
  const ourPictures = [...agentPicture, ...customerPicture];
  const barePictures = bare.flatMap(({ callerMs, calleeMs }) => [callerMs, calleeMs]);
  const everything = ours.map((call) => Math.max(...Object.values(call).map((value) => value ?? 0)));
  const ratio = median(ourPictures) / median(barePictures);
  return {
    id: 'media',
    title: 'Answer to picture and sound',
    figures: [
      atMost(
        '*Answer* → first decoded frame, against bare `RTCPeerConnection` (medians)',
        `≤ ${RATIO_GOAL} ×`,
        RATIO_GOAL,
        ratio,
        `${ratio.toFixed(2)} × (${ms(median(ourPictures))} against ${ms(median(barePictures))})`,
      ),
      atMost(
        '*Answer* → sound and picture both ways, p95',
        `< ${ANSWER_GOAL_MS} ms`,
        ANSWER_GOAL_MS,
        quantile(everything, 0.95),
        ms(quantile(everything, 0.95)),
      ),
      noGoal('*Answer* → sound and picture both ways, median', ms(median(everything))),
    ],
    tables: [
      {
        caption: 'From the click on Answer, or from the first call of the API',
        header: DISTRIBUTION_HEADER,
        rows: [
          distributionRow('first picture at the agent', agentPicture),
          distributionRow('first picture at the customer', customerPicture),
          distributionRow(
            'first sound at the agent',
            ours.map(({ agentSoundMs }) => agentSoundMs),
          ),
          distributionRow(
            'first sound at the customer',
            ours.map(({ customerSoundMs }) => customerSoundMs),
          ),
          distributionRow('sound and picture both ways', everything),
          distributionRow(
            'bare, first picture at the caller',
            bare.map(({ callerMs }) => callerMs),
          ),
          distributionRow(
            'bare, first picture at the callee',
            bare.map(({ calleeMs }) => calleeMs),
          ),
        ],
      },
    ],
    method: [
      'Ours: built pages of agent and customer in one Chromium, the real server beside it; permission is granted, it rings 0.7 s before *Answer* is clicked. Bare: two connections in one page that hand each other descriptions and candidates, with the same made-up devices at the same settings, open already. In turns: one of each, over and over.',
      'Picture: the first frame that a `MediaStreamTrackProcessor` on the remote track gets. Sound: the first samples to leave the jitter buffer, looked for every 20 ms. Times of both pages are wall clock of the same machine.',
    ],
  };
}
