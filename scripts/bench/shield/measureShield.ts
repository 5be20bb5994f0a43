// The reply shield through the whole chain: mail program, desktop app, server, and back to the mail program and to the ringing.
import type { AgentPage } from '../../../tests/support/agentPage.ts';
import { startDesktop } from '../../../tests/support/desktop.ts';
import { RawCtiConnection } from '../../../tests/support/rawCtiConnection.ts';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { DISTRIBUTION_HEADER, distributionRow, ms, quantile } from '../measure/statistics.ts';
import { atMost, noGoal, type Section } from '../report/section.ts';
import { measureThunderbird, thunderbirdFigures, thunderbirdRows, type ThunderbirdTimes } from './thunderbirdTimes.ts';
import { withWaitingCustomer } from './waitingCustomer.ts';

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
  const desktop = await startDesktop();
  try {
    await withWaitingCustomer(desktop, async ({ agent, ctiFolder }) => {
      await measureReplies(agent, ctiFolder, runs, times);
      await measureVanishing(agent, ctiFolder, times);
    });
  } finally {
    await desktop.close();
  }
  return describe(times, await measureThunderbird());
}

/** One caller waits all the time: each begin takes the ringing back, each end rings again. */
async function measureReplies(agent: AgentPage, folder: string, runs: number, times: Times): Promise<void> {
  const connection = await RawCtiConnection.open(folder);
  for (let run = 0; run < runs; run += 1) {
    const id = `draft-${String(run)}`;
    const beganAtMs = performance.now();
    const silent = agent.incoming.waitFor({ state: 'hidden' }).then(() => performance.now() - beganAtMs);
    connection.say({ type: 'begin', id, mail: { kind: 'reply' } });
    await connection.hears(true);
    times.held.push(performance.now() - beganAtMs);
    times.silent.push(await silent);
    const sentAtMs = performance.now();
    connection.say({ type: 'end', id, outcome: 'sent' });
    await agent.incoming.waitFor({ state: 'visible' });
    times.rings.push(performance.now() - sentAtMs);
    await connection.hears(false);
  }
  await connection.vanish();
}

async function measureVanishing(agent: AgentPage, folder: string, times: Times): Promise<void> {
  for (let run = 0; run < VANISHED; run += 1) {
    const connection = await RawCtiConnection.open(folder, `vanishing-${String(run)}`);
    connection.say({ type: 'begin', id: 'draft', mail: { kind: 'reply' } });
    await agent.incoming.waitFor({ state: 'hidden' });
    const vanishedAtMs = performance.now();
    await connection.vanish();
    await agent.incoming.waitFor({ state: 'visible' });
    times.released.push(performance.now() - vanishedAtMs);
  }
}

function describe({ held, rings, silent, released }: Times, thunderbird: ThunderbirdTimes): Section {
  const p95 = (values: readonly number[]): number => quantile(values, 0.95);
  const most = Math.max(...released);
  return {
    id: 'shield',
    title: 'The reply shield',
    method: [
      'A CTI connection that says what a mail program says, over the app’s real socket; the desktop app in Electron, the real server, and one customer who waits throughout, so that each begin takes the ringing back and each end rings again. Times include the connection’s own look at what it heard, every 50 ms.',
      'Thunderbird: the real one with the extension, on the same chain, answering one mail after the other with real keys. A window is there when the window manager has taken it on, calls are held when the agent’s page says so, which it does when the server has acknowledged it; a mail is taken when the SMTP server has all of it. `VISAVIS_BENCH_MAILS` (20) says how many are answered.',
      'Thunderbird says what kind of mail it is (`compose.getComposeDetails`) only when the editor is ready; nothing can be begun before. A time below zero: it was held before the window manager had taken the window on.',
    ],
    figures: [
      atMost('Reply begun → acknowledged by the server, p95', '< 500 ms', HELD_GOAL_MS, p95(held), ms(p95(held))),
      atMost('Reply sent → it rings, p95', '< 1000 ms', RINGS_GOAL_MS, p95(rings), ms(p95(rings))),
      atMost('Mail program killed → it rings, most', '≤ 10 s', RELEASE_GOAL_MS, most, ms(most)),
      noGoal('Reply begun → the ringing is gone from the page, p95', ms(p95(silent))),
      ...thunderbirdFigures(thunderbird),
    ],
    tables: [
      {
        caption: 'From what the mail program says',
        header: DISTRIBUTION_HEADER,
        rows: [
          distributionRow('acknowledged', held),
          distributionRow('ringing gone', silent),
          distributionRow('rings again', rings),
          distributionRow('killed, rings again', released),
        ],
      },
      { caption: 'Thunderbird', header: DISTRIBUTION_HEADER, rows: thunderbirdRows(thunderbird) },
    ],
  };
}
