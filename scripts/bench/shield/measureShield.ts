// The reply shield through the whole chain: door, desktop app, server, and back to the door and to the ringing.
import { join } from 'node:path';
import { AgentPage } from '../../../tests/support/agentPage.ts';
import { CustomerPage } from '../../../tests/support/customerPage.ts';
import { startDesktop } from '../../../tests/support/desktop.ts';
import { makeProfile, removeProfile, startApp } from '../../../tests/support/electronApp.ts';
import { RawDoor } from '../../../tests/support/rawDoor.ts';
import { startServer } from '../../../tests/support/signallingServer.ts';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { DISTRIBUTION_HEADER, distributionRow, ms, quantile } from '../measure/statistics.ts';
import { launchBrowser } from '../media/openPages.ts';
import { atMost, noGoal, type Section } from '../report/section.ts';

const HELD_GOAL_MS = 500;
const RINGS_GOAL_MS = 1000;
/** Heartbeat and reconnect grace, as the engine's policy has them by default. */
const RELEASE_GOAL_MS = 10_000;
const VANISHED = 5;

type Times = {
  readonly held: number[];
  readonly rings: number[];
  readonly silent: number[];
  readonly released: number[];
};

export async function measureShield(): Promise<Section> {
  const runs = countFromEnv('VISAVIS_BENCH_REPLIES', 60);
  const times: Times = { held: [], rings: [], silent: [], released: [] };
  const server = await startServer({ VISAVIS_RING_TIMEOUT_MS: '600000' });
  const desktop = await startDesktop();
  const profile = makeProfile();
  const browser = await launchBrowser();
  const app = await startApp({ desktop, profile, env: { VISAVIS_SERVER_URL: server.origin } });
  try {
    const agent = new AgentPage(app.page);
    await agent.goAvailable();
    const page = await (await browser.newContext({ permissions: ['camera', 'microphone'], locale: 'en-GB' })).newPage();
    await page.goto(server.origin);
    await new CustomerPage(page).call('Ada Lovelace', 'voice');
    await agent.incoming.waitFor({ state: 'visible' });
    await measureReplies(agent, join(profile, 'cti'), runs, times);
    await measureVanishing(agent, join(profile, 'cti'), times);
  } finally {
    await app.quit();
    await browser.close();
    removeProfile(profile);
    await desktop.close();
    await server.dispose();
  }
  return describe(times);
}

/** One caller waits all the time: each begin takes the ringing back, each end rings again. */
async function measureReplies(agent: AgentPage, folder: string, runs: number, times: Times): Promise<void> {
  const door = await RawDoor.open(folder);
  for (let run = 0; run < runs; run += 1) {
    const id = `draft-${String(run)}`;
    const beganAtMs = performance.now();
    const silent = agent.incoming.waitFor({ state: 'hidden' }).then(() => performance.now() - beganAtMs);
    door.say({ type: 'begin', id, mail: { kind: 'reply' } });
    await door.hears(true);
    times.held.push(performance.now() - beganAtMs);
    times.silent.push(await silent);
    const sentAtMs = performance.now();
    door.say({ type: 'end', id, outcome: 'sent' });
    await agent.incoming.waitFor({ state: 'visible' });
    times.rings.push(performance.now() - sentAtMs);
    await door.hears(false);
  }
  await door.vanish();
}

async function measureVanishing(agent: AgentPage, folder: string, times: Times): Promise<void> {
  for (let run = 0; run < VANISHED; run += 1) {
    const door = await RawDoor.open(folder, `vanishing-${String(run)}`);
    door.say({ type: 'begin', id: 'draft', mail: { kind: 'reply' } });
    await agent.incoming.waitFor({ state: 'hidden' });
    const vanishedAtMs = performance.now();
    await door.vanish();
    await agent.incoming.waitFor({ state: 'visible' });
    times.released.push(performance.now() - vanishedAtMs);
  }
}

function describe({ held, rings, silent, released }: Times): Section {
  const p95 = (values: readonly number[]): number => quantile(values, 0.95);
  const most = Math.max(...released);
  return {
    id: 'shield',
    title: 'The reply shield',
    method: [
      'A door that says what a mail program says, over the app’s real socket; the desktop app in Electron, the real server, and one customer who waits throughout, so that each begin takes the ringing back and each end rings again. Times include the door’s own look at what it heard, every 50 ms.',
      'What a mail program adds before it says anything is printed by the journeys with Thunderbird and Roundcube.',
    ],
    figures: [
      atMost('Reply begun → acknowledged by the server, p95', '< 500 ms', HELD_GOAL_MS, p95(held), ms(p95(held))),
      atMost('Reply sent → it rings, p95', '< 1000 ms', RINGS_GOAL_MS, p95(rings), ms(p95(rings))),
      atMost('Mail program killed → it rings, most', '≤ 10 s', RELEASE_GOAL_MS, most, ms(most)),
      noGoal('Reply begun → the ringing is gone from the page, p95', ms(p95(silent))),
    ],
    tables: [
      {
        caption: 'From what the door says',
        header: DISTRIBUTION_HEADER,
        rows: [
          distributionRow('acknowledged', held),
          distributionRow('ringing gone', silent),
          distributionRow('rings again', rings),
          distributionRow('killed, rings again', released),
        ],
      },
    ],
  };
}
