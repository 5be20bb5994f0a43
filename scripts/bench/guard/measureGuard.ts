// What people notice of an attack: pages and an agent's sign-in while ninety others guess passwords without a break, what one
// network can hold, and how soon somebody who may not be any more is out.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { pause } from '../measure/progress.ts';
import { startProbed } from '../measure/probedProcess.ts';
import { median, ms, quantile } from '../measure/statistics.ts';
import { atMost, noGoal, type Section } from '../report/section.ts';
import { addAgents } from '../server/agentsInStore.ts';
import { Line } from '../server/line.ts';
import { guessWithoutEnd, type Guessing } from './guessing.ts';
import { heldByOneNetwork } from './oneNetwork.ts';
import { timesOfRevocations } from './revocations.ts';

const GOAL_RATIO = 3;
const GUESSERS = 90;
const PAGE_EVERY_MS = 20;
const SIGN_INS_MS = 10_000;
const RIGHT = { userName: 'bench0', password: 'the same for all' };
/** Of the agent, and of who takes connections: no guesser has them. */
const AGENT = 200_000;
const TAKER = 200_001;
const REVOCATIONS = 20;
const CLOSED_WITHIN_MS = 1000;
const CONNECTIONS_TRIED = 1000;

type Times = { readonly pagesMs: readonly number[]; readonly signInsMs: readonly number[] };
type Others = { readonly revokedMs: readonly number[]; readonly held: number };

export async function measureGuard(): Promise<Section> {
  const pages = countFromEnv('VISAVIS_BENCH_PAGES', 600);
  const dataDir = mkdtempSync(join(tmpdir(), 'visavis-bench-'));
  await addAgents(dataDir, 1);
  const settings = { VISAVIS_DEMO: '0', VISAVIS_HOST: '127.0.0.1', VISAVIS_PORT: '0', VISAVIS_LOG_LEVEL: 'info' };
  const server = await startProbed('signalling/main.ts', { ...settings, VISAVIS_DATA_DIR: dataDir });
  let guessing: Guessing | undefined;
  try {
    await timesOfPages(server.origin, 50);
    const idle: Times = {
      pagesMs: await timesOfPages(server.origin, pages),
      signInsMs: await timesOfSignIns(server.origin, () => pause(SIGN_INS_MS)),
    };
    const others: Others = {
      revokedMs: await timesOfRevocations(server.origin, dataDir, RIGHT, AGENT, REVOCATIONS),
      held: await heldByOneNetwork(server.origin, TAKER, CONNECTIONS_TRIED),
    };
    guessing = await guessWithoutEnd(server.origin, GUESSERS);
    await pause(1000);
    let pagesMs: readonly number[] = [];
    const signInsMs = await timesOfSignIns(server.origin, async () => {
      pagesMs = await timesOfPages(server.origin, pages);
    });
    const storm = { pagesMs, signInsMs };
    return describe(idle, storm, guessing.counts(), others);
  } finally {
    guessing?.stop();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function timesOfPages(origin: string, pages: number): Promise<number[]> {
  const timesMs: number[] = [];
  for (let count = 0; count < pages; count += 1) {
    timesMs.push(await timed(async () => (await fetch(`${origin}/`)).text()));
    await pause(PAGE_EVERY_MS);
  }
  return timesMs;
}

/** Of an agent who signs in and out as long as `meanwhile` takes. */
async function timesOfSignIns(origin: string, meanwhile: () => Promise<void>): Promise<number[]> {
  const timesMs: number[] = [];
  const line = await Line.open(origin, 'agent', AGENT);
  const until = { isOver: false };
  const over = meanwhile().finally(() => (until.isOver = true));
  while (!until.isOver) {
    timesMs.push(await timed(() => line.request('agent.signIn', RIGHT)));
    await line.request('agent.signOut', {});
  }
  await over;
  line.close();
  return timesMs;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganAtMs = performance.now();
  await work();
  return performance.now() - beganAtMs;
}

function describe(
  idle: Times,
  storm: Times,
  { looked, refused }: ReturnType<Guessing['counts']>,
  { revokedMs, held }: Others,
): Section {
  const p99 = (values: readonly number[]): number => quantile(values, 0.99);
  const pages = p99(storm.pagesMs) / p99(idle.pagesMs);
  const signIns = p99(storm.signInsMs) / p99(idle.signInsMs);
  const against = (now: readonly number[], before: readonly number[]): string =>
    `${(p99(now) / p99(before)).toFixed(1)} × (${ms(p99(now), 1)} against ${ms(p99(before), 1)})`;
  const row = (name: string, values: readonly number[]): string[] => [
    name,
    String(values.length),
    ms(median(values), 1),
    ms(p99(values), 1),
  ];
  return {
    id: 'guard',
    title: 'Under attack',
    method: [
      `Our server as it ships and its real pages. ${GUESSERS} guessers, each from an address of their own, give a wrong password for a name of their own, again as soon as they are answered (half a second later when too many wait). The page is fetched every ${PAGE_EVERY_MS} ms, and an agent signs in and out without a break, who has signed in from their address before: unloaded one after the other, under the storm both at once.`,
      `An agent's sessions are ended in the store by another process, ${REVOCATIONS} times. ${CONNECTIONS_TRIED} connections from one address say hello and nothing else.`,
    ],
    figures: [
      atMost(
        'page p99 under a storm of sign-ins, against unloaded',
        `≤ ${GOAL_RATIO} ×`,
        GOAL_RATIO,
        pages,
        against(storm.pagesMs, idle.pagesMs),
      ),
      noGoal(
        `sign-in p99 under the storm, against unloaded (${signIns.toFixed(1)} ×)`,
        `${ms(p99(storm.signInsMs))} against ${ms(p99(idle.signInsMs))}`,
      ),
      noGoal('guesses looked at, and sent away', `${looked}, ${refused}`),
      atMost(
        'from a revocation to the closed socket, longest',
        `≤ ${ms(CLOSED_WITHIN_MS)}`,
        CLOSED_WITHIN_MS,
        Math.max(...revokedMs),
        `${ms(Math.max(...revokedMs))} (median ${ms(median(revokedMs))})`,
      ),
      noGoal(`of ${CONNECTIONS_TRIED} connections of one network that only say hello, held`, String(held)),
    ],
    tables: [
      {
        caption: 'Times to the whole answer',
        header: ['', 'count', 'median', 'p99'],
        rows: [
          row('page, unloaded', idle.pagesMs),
          row('page, storm', storm.pagesMs),
          row('sign-in, unloaded', idle.signInsMs),
          row('sign-in, storm', storm.signInsMs),
        ],
      },
    ],
  };
}
