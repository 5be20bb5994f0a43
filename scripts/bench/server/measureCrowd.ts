// Five thousand signed-in agents: what each costs in memory, and fifty calls a second among them.
import { pause } from '../measure/progress.ts';
import type { ProbedProcess } from '../measure/probedProcess.ts';
import { mb, ms } from '../measure/statistics.ts';
import { atMost, noGoal, type Section } from '../report/section.ts';
import type { CallLoadResult } from './callLoad.ts';
import type { ServerRig } from './serverRig.ts';

const MEMORY_GOAL_BYTES = 40_000;
const CALLS_PER_SECOND = 50;
const SECONDS = 20;
const TALK_MS = 1000;
const SETTLE_MS = 3000;
const CONNECT_LIMIT_MS = 240_000;
const CALLS_LIMIT_MS = 90_000;
/** Connections that come and go first, so that compiled code and pools do not count as theirs. */
const WARM_UP = 200;

type PerConnection = { readonly rssBytes: number; readonly heapBytes: number };

export async function measureCrowd(rig: ServerRig): Promise<Pick<Section, 'method' | 'figures' | 'tables'>> {
  const { ours, bare, generator, sessionTokens } = rig;
  const count = sessionTokens.length;

  await generator.order('connectBare', { origin: bare.origin, count: WARM_UP }, CONNECT_LIMIT_MS);
  await generator.order('disconnectBare', undefined, CONNECT_LIMIT_MS);
  const bareCost = await costOf(bare, count, () =>
    generator.order('connectBare', { origin: bare.origin, count }, CONNECT_LIMIT_MS),
  );
  await generator.order('disconnectBare', undefined, CONNECT_LIMIT_MS);
  console.log(`  ${count} bare connections: ${kb(bareCost.rssBytes)} each`);

  const signIn = (tokens: string[]): Promise<void> =>
    generator.order('connectAgents', { origin: ours.origin, sessionTokens: tokens }, CONNECT_LIMIT_MS);
  await signIn(sessionTokens.slice(0, WARM_UP));
  await generator.order('disconnectAgents', undefined, CONNECT_LIMIT_MS);
  const beganAtMs = performance.now();
  const ourCost = await costOf(ours, count, () => signIn(sessionTokens));
  console.log(`  ${count} signed-in agents: ${kb(ourCost.rssBytes)} each`);
  const signInMs = performance.now() - beganAtMs - 2 * SETTLE_MS;
  await generator.order('makeAvailable', undefined, CONNECT_LIMIT_MS);

  console.log(`  ${CALLS_PER_SECOND} calls a second for ${SECONDS} s …`);
  const before = await ours.read('cpu');
  const order = { origin: ours.origin, callsPerSecond: CALLS_PER_SECOND, seconds: SECONDS, talkMs: TALK_MS };
  const load = await generator.order('runCalls', order, CALLS_LIMIT_MS);
  const after = await ours.read('cpu');
  return {
    ...describe(count, load, ourCost, bareCost),
    tables: [
      {
        caption: `${count} agents, ${CALLS_PER_SECOND} calls a second for ${SECONDS} s`,
        header: ['', 'median', 'p99'],
        rows: [
          ['asked to ringing', ms(load.ringing.medianMs), ms(load.ringing.p99Ms)],
          ['connecting to last signal of the agent', ms(load.signalled.medianMs), ms(load.signalled.p99Ms)],
        ],
      },
      {
        caption: 'Memory a connection, resident (heap with buffers)',
        header: ['', 'bytes'],
        rows: [
          ['signed-in agent', `${kb(ourCost.rssBytes)} (${kb(ourCost.heapBytes)})`],
          ['bare `ws`', `${kb(bareCost.rssBytes)} (${kb(bareCost.heapBytes)})`],
          ['server after the calls, resident', mb(after.rssBytes)],
          [`signing ${count} agents in`, `${(signInMs / 1000).toFixed(1)} s`],
          ['processor time of the server a call', ms((after.cpuMs - before.cpuMs) / Math.max(1, load.completed), 1)],
          ['generator', `${(load.generatorCpuShare * 100).toFixed(0)} % of a core`],
        ],
      },
    ],
  };
}

function describe(
  count: number,
  load: CallLoadResult,
  ourCost: PerConnection,
  bareCost: PerConnection,
): Pick<Section, 'method' | 'figures'> {
  const over = ourCost.rssBytes - bareCost.rssBytes;
  const planned = CALLS_PER_SECOND * SECONDS;
  const errors = Object.values(load.troubles).reduce((sum, number) => sum + number, 0) + planned - load.completed;
  const named = Object.entries(load.troubles).map(([name, number]) => `${number} × ${name}`);
  return {
    figures: [
      atMost(
        'memory of a connected agent over bare `ws`',
        '< 40 kB',
        MEMORY_GOAL_BYTES,
        over,
        `${kb(over)} (heap alone ${kb(ourCost.heapBytes - bareCost.heapBytes)})`,
      ),
      atMost(
        `${count} agents, ${CALLS_PER_SECOND} calls a second set up and torn down`,
        'no error',
        0,
        errors,
        `${load.completed} of ${planned} calls, ${errors === 0 ? 'no error' : [`${errors} errors`, ...named].join(', ')}`,
      ),
      noGoal('asked to ringing under that load, p99', ms(load.ringing.p99Ms)),
    ],
    method: [
      `Memory: resident set after three full collections, with ${count} connections less with none, divided by their number; the same of a bare \`ws\` server is taken off. Sockets in the kernel are in neither. Agents are signed in by session tokens put into the store beforehand.`,
      `Calls: each is a new connection that joins the line, is offered, answered, exchanges 13 signals a side, reports media, talks ${TALK_MS / 1000} s, hangs up; the agent finishes wrap-up. Any problem answered, unexpected close, missing signal or call not over in time is an error.`,
    ],
  };
}

async function costOf(server: ProbedProcess, count: number, connect: () => Promise<void>): Promise<PerConnection> {
  await pause(SETTLE_MS);
  const before = await server.read('memory');
  await connect();
  await pause(SETTLE_MS);
  const after = await server.read('memory');
  return {
    rssBytes: (after.rssBytes - before.rssBytes) / count,
    heapBytes: (after.heapBytes - before.heapBytes) / count,
  };
}

function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
