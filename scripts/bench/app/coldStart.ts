// The desktop app from its start to *Available*, and the memory of all its processes, idle and in a call.
import { expect } from '@playwright/test';
import { AgentPage } from '../../../tests/support/agentPage.ts';
import { CustomerPage } from '../../../tests/support/customerPage.ts';
import { startDesktop, type Desktop } from '../../../tests/support/desktop.ts';
import { makeProfile, removeProfile, startApp, type RunningApp } from '../../../tests/support/electronApp.ts';
import { expectPicture, watchConnections } from '../../../tests/support/mediaProbe.ts';
import { startServer, type RunningServer } from '../../../tests/support/signallingServer.ts';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { memoryOfTree, type TreeMemory } from '../measure/processTree.ts';
import { pause, repeat } from '../measure/progress.ts';
import { DISTRIBUTION_HEADER, distributionRow, mb, median, ms } from '../measure/statistics.ts';
import { launchBrowser, openPage } from '../media/openPages.ts';
import { noGoal, type Section } from '../report/section.ts';

type Start = { readonly formMs: number; readonly availableMs: number; readonly idle: TreeMemory };

const LIMIT_MS = 4 * 60_000;
const SETTLE_MS = 3000;
const IN_CALL_MS = 8000;

export async function measureColdStart(): Promise<Pick<Section, 'method' | 'figures' | 'tables'>> {
  const count = countFromEnv('VISAVIS_BENCH_STARTS', 7);
  const starts: Start[] = [];
  let inCall: TreeMemory | undefined;
  const desktop = await startDesktop();
  const server = await startServer();
  try {
    await repeat({ name: 'start', count, limitMs: LIMIT_MS }, async (index) => {
      const start = await startOnce(desktop, server, async (app) => {
        if (index === count - 1) inCall = await memoryInCall(app, server.origin);
      });
      starts.push(start);
      return `sign-in form ${ms(start.formMs)}, available ${ms(start.availableMs)}, ${mb(start.idle.pssBytes)} in ${start.idle.processes} processes`;
    });
  } finally {
    await server.dispose();
    await desktop.close();
  }
  return describe(starts, inCall);
}

async function startOnce(
  desktop: Desktop,
  server: RunningServer,
  visit: (app: RunningApp) => Promise<void>,
): Promise<Start> {
  const profile = makeProfile();
  const beganAtMs = performance.now();
  const app = await startApp({ desktop, profile, env: { VISAVIS_SERVER_URL: server.origin } });
  try {
    const agent = new AgentPage(app.page);
    await expect(agent.button('Sign in')).toBeVisible();
    const formMs = performance.now() - beganAtMs;
    await agent.goAvailable();
    const availableMs = performance.now() - beganAtMs;
    await pause(SETTLE_MS);
    const idle = memoryOfTree(app.electron.process().pid ?? 0);
    await visit(app);
    return { formMs, availableMs, idle };
  } finally {
    await app.quit();
    removeProfile(profile);
  }
}

/** A video call from a customer's browser, measured when it has gone on for a while. */
async function memoryInCall(app: RunningApp, origin: string): Promise<TreeMemory> {
  await watchConnections(app.page);
  await app.page.reload();
  const agent = new AgentPage(app.page);
  await expect(agent.status).toHaveText('Available');
  const browser = await launchBrowser();
  try {
    const customer = new CustomerPage(await openPage(browser, `${origin}/`));
    await customer.call('Ada');
    await agent.answer();
    await expectPicture(agent.page);
    await pause(IN_CALL_MS);
    const memory = memoryOfTree(app.electron.process().pid ?? 0);
    await customer.button('Hang up').click();
    await agent.finish();
    return memory;
  } finally {
    await browser.close();
  }
}

function describe(
  starts: readonly Start[],
  inCall: TreeMemory | undefined,
): Pick<Section, 'method' | 'figures' | 'tables'> {
  const available = starts.map(({ availableMs }) => availableMs);
  const idlePss = median(starts.map(({ idle }) => idle.pssBytes));
  const idlePrivate = median(starts.map(({ idle }) => idle.privateBytes));
  const call = inCall === undefined ? 'not measured' : `${mb(inCall.pssBytes)} (${mb(inCall.privateBytes)} private)`;
  return {
    figures: [
      noGoal('cold start of the desktop app to *Available*, median', ms(median(available))),
      noGoal('memory of all its processes, idle', `${mb(idlePss)} (${mb(idlePrivate)} private)`),
      noGoal('memory of all its processes, in a video call', call),
    ],
    tables: [
      {
        caption: 'Desktop app, from the start of its process, with an empty profile',
        header: DISTRIBUTION_HEADER,
        rows: [
          distributionRow(
            'sign-in form',
            starts.map(({ formMs }) => formMs),
          ),
          distributionRow('signed in and *Available*', available),
        ],
      },
    ],
    method: [
      'Start: the built app in Electron on a virtual display, with an empty profile each time, driven by Playwright, which attaches to it and types name and password. The password check alone takes the server a tenth of a second or more by design. Memory: proportional set size of the process tree, 3 s after *Available*, and 8 s into a video call.',
    ],
  };
}
