// Relayed messages a second and their delay, ours and bare in turns.
import { median, ms } from '../measure/statistics.ts';
import { atLeast, noGoal, type Section } from '../report/section.ts';
import type { Relay, RelayResult } from './relayLoad.ts';
import type { ServerRig } from './serverRig.ts';

type Round = RelayResult & { readonly serverCpuMs: number };

const ROUNDS = 6;
const ROUND_MS = 3000;
const STEADY_ROUNDS = 3;
const STEADY_PER_SECOND = 2000;
const OPEN_LIMIT_MS = 120_000;
const RATIO_GOAL = 0.6;

export async function measureRelay(rig: ServerRig): Promise<Pick<Section, 'method' | 'figures' | 'tables'>> {
  const { ours, bare, generator, sessionTokens } = rig;
  console.log(`  ${sessionTokens.length} calls, each with a pair of connections; as many bare pairs …`);
  await generator.order('openPairs', { ours: ours.origin, bare: bare.origin, sessionTokens }, OPEN_LIMIT_MS);
  // The first round of each warms both up and is thrown away.
  const full = await inTurns(rig, ROUNDS + 1, undefined, 'as fast as acknowledged');
  for (const relay of ['ours', 'bare'] as const) full[relay].shift();
  const steady = await inTurns(rig, STEADY_ROUNDS, STEADY_PER_SECOND, `${STEADY_PER_SECOND} a second`);

  const rate = (relay: Relay): number => median(full[relay].map(({ perSecond }) => perSecond));
  const ratio = median(
    full.ours.map(({ perSecond }, index) => perSecond / (full.bare[index]?.perSecond ?? Number.NaN)),
  );
  const refused = [...full.ours, ...steady.ours].reduce((sum, round) => sum + round.refused, 0);
  const cpu = (relay: Relay): number =>
    median(full[relay].map(({ serverCpuMs, relayed }) => (serverCpuMs * 1000) / relayed));
  const row = (name: string, rounds: readonly Round[]): string[] => [
    name,
    String(rounds.length),
    String(Math.round(median(rounds.map(({ perSecond }) => perSecond)))),
    ms(median(rounds.map(({ medianMs }) => medianMs)), 1),
    ms(median(rounds.map(({ p99Ms }) => p99Ms)), 1),
    `${median(rounds.map(({ serverCpuMs, relayed }) => (serverCpuMs * 1000) / relayed)).toFixed(0)} µs`,
    `${(median(rounds.map(({ generatorCpuShare }) => generatorCpuShare)) * 100).toFixed(0)} %`,
  ];
  return {
    figures: [
      atLeast(
        'relayed messages a second, ours against bare `ws`',
        `≥ ${RATIO_GOAL} ×`,
        RATIO_GOAL,
        ratio,
        `${ratio.toFixed(2)} × (${Math.round(rate('ours'))} against ${Math.round(rate('bare'))} a second)`,
      ),
      noGoal(
        `p99 delay at ${STEADY_PER_SECOND} messages a second, ours against bare`,
        `${ms(median(steady.ours.map(({ p99Ms }) => p99Ms)), 1)} against ${ms(median(steady.bare.map(({ p99Ms }) => p99Ms)), 1)}`,
      ),
      noGoal(
        'processor time of the server a relayed message, ours against bare',
        `${cpu('ours').toFixed(0)} µs against ${cpu('bare').toFixed(0)} µs (${(cpu('bare') / cpu('ours')).toFixed(2)} ×)`,
      ),
      noGoal('messages refused', String(refused)),
    ],
    tables: [
      {
        caption: 'Relaying media signals (median over rounds)',
        header: ['', 'rounds', 'a second', 'median delay', 'p99 delay', 'server CPU a message', 'generator CPU'],
        rows: [
          row('ours, as fast as acknowledged', full.ours),
          row('bare, as fast as acknowledged', full.bare),
          row(`ours, ${STEADY_PER_SECOND} a second`, steady.ours),
          row(`bare, ${STEADY_PER_SECOND} a second`, steady.bare),
        ],
      },
    ],
    method: [
      `Relay: ${sessionTokens.length} calls with both ends connected, one description of 5 kB to twelve candidates of 0.3 kB; rounds of ${ROUND_MS / 1000} s, ours and bare in turns. “As fast as acknowledged” has one frame of each end under way, so its delay is only the queue; the delay that matters is the one at a fixed rate (${STEADY_PER_SECOND} a second are 80 calls set up a second). With two cores, server and generator have one each: where the generator is at 100 % the server could do more.`,
    ],
  };
}

async function inTurns(
  rig: ServerRig,
  rounds: number,
  perSecond: number | undefined,
  what: string,
): Promise<Record<Relay, Round[]>> {
  const results: Record<Relay, Round[]> = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const relay of ['ours', 'bare'] as const) {
      const before = await rig[relay].read('cpu');
      const order = { relay, durationMs: ROUND_MS, perSecond };
      const result = await rig.generator.order('runRelay', order, ROUND_MS + 20_000);
      const serverCpuMs = (await rig[relay].read('cpu')).cpuMs - before.cpuMs;
      results[relay].push({ ...result, serverCpuMs });
    }
    const shown = (relay: Relay): string => {
      const last = results[relay].at(-1);
      return `${relay} ${Math.round(last?.perSecond ?? 0)} a second, p99 ${ms(last?.p99Ms ?? 0, 1)}`;
    };
    console.log(`  relay, ${what}, round ${round + 1}/${rounds}: ${shown('ours')}; ${shown('bare')}`);
  }
  return results;
}
