// `npm run simulate`: how agents, calls and the shield would fare; --erlang checks it, --curve shows what an event costs.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Failure } from './bootstrap/progress.mjs';
import { agentsCurve, lineCurve, type CurvePoint } from './simulate/curve.ts';
import { erlangC } from './simulate/erlangC.ts';
import { allWaits, figuresOf, shareWithin } from './simulate/figures.ts';
import { svgPlot, textPlot, type Plot } from './simulate/plot.ts';
import { FIGURES_HEAD, figuresRow, percent, seconds, table } from './simulate/report.ts';
import { arrivalsPerMs, DEFAULT_SCENARIO, type Scenario } from './simulate/scenario.ts';
import { simulate, type Outcome } from './simulate/simulation.ts';

/** Option → least and most it may be. */
const NUMBERS = {
  agents: [1, 1_000_000],
  calls: [10, 10_000_000],
  occupancy: [0.001, 10],
  'handling-s': [0.1, 36_000],
  writing: [0, 0.99],
  'writing-s': [0.1, 36_000],
  'interrupt-after-s': [0, 36_000],
  queues: [1, 200],
  'overflow-after-s': [0, 36_000],
  priority: [0, 1],
  'patience-s': [0.1, 360_000],
  'service-level-s': [0, 36_000],
  seed: [0, 4_294_967_295],
} as const satisfies Record<string, readonly [number, number]>;
type NumberName = keyof typeof NUMBERS;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

export function main(): Promise<void> {
  const { read, plotFile, isErlang, isCurve } = readOptions();
  const plot = isErlang ? erlangReport() : isCurve ? curveReport() : scenarioReport(scenarioOf(read));
  if (plot === null) return Promise.resolve();
  say(`\n${textPlot(plot)}`);
  if (plotFile !== undefined) writeFileSync(plotFile, svgPlot(plot));
  return Promise.resolve();
}

type Read = (name: NumberName) => number | undefined;

function readOptions(): {
  readonly read: Read;
  readonly plotFile: string | undefined;
  readonly isErlang: boolean;
  readonly isCurve: boolean;
} {
  const names = Object.keys(NUMBERS).map((name) => [name, { type: 'string' }] as const);
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      ...Object.fromEntries(names),
      plot: { type: 'string' },
      erlang: { type: 'boolean' },
      curve: { type: 'boolean' },
    },
  });
  const texts: Readonly<Record<string, string | boolean | undefined>> = values;
  const read: Read = (name) => {
    const text = texts[name];
    if (typeof text !== 'string') return undefined;
    const [least, most] = NUMBERS[name];
    const value = text.trim() === '' ? NaN : Number(text);
    if (value >= least && value <= most) return value;
    throw new Failure(`--${name} must be a number from ${least} to ${most}.`);
  };
  const plotFile = typeof texts['plot'] === 'string' ? texts['plot'] : undefined;
  return { read, plotFile, isErlang: texts['erlang'] === true, isCurve: texts['curve'] === true };
}

function scenarioOf(read: Read): Scenario {
  const ms = (name: NumberName): number | undefined => {
    const count = read(name);
    return count === undefined ? undefined : count * 1000;
  };
  const usual = DEFAULT_SCENARIO;
  return {
    agents: Math.round(read('agents') ?? usual.agents),
    calls: Math.round(read('calls') ?? usual.calls),
    occupancy: read('occupancy') ?? usual.occupancy,
    meanHandlingMs: ms('handling-s') ?? usual.meanHandlingMs,
    writingShare: read('writing') ?? 0.3,
    meanWritingMs: ms('writing-s') ?? usual.meanWritingMs,
    shield: true,
    interruptAfterMs: ms('interrupt-after-s') ?? null,
    queues: Math.round(read('queues') ?? usual.queues),
    overflowAfterMs: ms('overflow-after-s') ?? usual.overflowAfterMs,
    priorityShare: read('priority') ?? usual.priorityShare,
    meanPatienceMs: ms('patience-s') ?? null,
    serviceLevelMs: ms('service-level-s') ?? usual.serviceLevelMs,
    seed: read('seed') ?? usual.seed,
  };
}

/** With the shield, without it, and, when a threshold is given, with the shield and that. */
function scenarioReport(scenario: Scenario): Plot {
  const { agents, calls, occupancy, writingShare, interruptAfterMs, serviceLevelMs, priorityShare } = scenario;
  say(
    `${agents} agents, ${calls} calls, occupancy ${percent(occupancy)}, writing ${percent(writingShare)} of the time between calls`,
  );
  say(`service level: answered within ${seconds(serviceLevelMs)}\n`);
  const variants: [string, Scenario][] = [
    ['no shield', { ...scenario, shield: false, interruptAfterMs: null }],
    ['shield', { ...scenario, interruptAfterMs: null }],
  ];
  if (interruptAfterMs !== null) variants.push([`shield, ${seconds(interruptAfterMs)}`, scenario]);
  const runs = variants.map(([label, variant]) => ({ label, ...timed(() => simulate(variant)) }));
  const rows = runs.flatMap(({ label, outcome, tookMs }) => {
    const about = [
      String(outcome.interrupted),
      percent(outcome.gaveUp / calls),
      String(outcome.events),
      seconds(tookMs),
    ];
    const all = [label, ...figuresRow(figuresOf(allWaits(outcome), serviceLevelMs)), ...about];
    if (priorityShare === 0) return [all];
    const priority = figuresRow(figuresOf(outcome.priorityWaitsMs, serviceLevelMs));
    return [all, [`${label}: priority`, ...priority, '', '', '', '']];
  });
  say(table(['', ...FIGURES_HEAD, 'replies interrupted', 'gave up', 'events', 'took'], rows));
  const [open, shielded] = runs.map(({ outcome }) => figuresOf(allWaits(outcome), serviceLevelMs));
  if (open !== undefined && shielded !== undefined) {
    const points = ((open.serviceLevel - shielded.serviceLevel) * 100).toFixed(2);
    say(
      `\nThe shield costs ${points} points of service level and ${seconds(shielded.meanMs - open.meanMs)} of mean wait.`,
    );
  }
  return waitPlot(runs);
}

function timed(run: () => Outcome): { readonly outcome: Outcome; readonly tookMs: number } {
  const startedMs = performance.now();
  const outcome = run();
  return { outcome, tookMs: performance.now() - startedMs };
}

function waitPlot(runs: readonly { readonly label: string; readonly outcome: Outcome }[]): Plot {
  const waits = runs.map(({ label, outcome }) => ({ label, waitsMs: allWaits(outcome) }));
  const longestMs = Math.max(1000, ...waits.map(({ waitsMs }) => figuresOf(waitsMs, 0).p99Ms));
  const steps = Array.from({ length: 61 }, (_, step) => (step * longestMs) / 60);
  return {
    title: 'Answered within',
    xLabel: 's',
    yLabel: '% of calls',
    lines: waits.map(({ label, waitsMs }) => ({
      label,
      points: steps.map((ms) => [ms / 1000, shareWithin(waitsMs, ms) * 100] as const),
    })),
  };
}

/** Runs with different chance: the calls of one busy day are too alike to be judged alone. */
const ERLANG_SEEDS = [1, 2, 3, 4, 5, 6] as const;

function erlangReport(): null {
  const cases = [
    [5, 0.7],
    [10, 0.8],
    [20, 0.8],
    [50, 0.9],
    [200, 0.95],
  ] as const;
  const rows = cases.map(([agents, occupancy]) => {
    const scenario = { ...DEFAULT_SCENARIO, agents, occupancy, calls: 1_000_000 };
    const expected = erlangC({ ...scenario, arrivalsPerMs: arrivalsPerMs(scenario) });
    const found = ERLANG_SEEDS.map((seed) =>
      figuresOf(simulate({ ...scenario, seed }).waitsMs, scenario.serviceLevelMs),
    );
    const meanOf = (read: (figures: (typeof found)[number]) => number): number => mean(found.map(read));
    const deviations = found.map(({ meanMs }) => (meanMs / expected.meanWaitMs - 1) * 100);
    const pair = (wanted: string, got: string): string => `${wanted} / ${got}`;
    return [
      String(agents),
      String(occupancy),
      pair(percent(expected.waitShare), percent(meanOf(({ waitShare }) => waitShare))),
      pair(percent(expected.within(scenario.serviceLevelMs)), percent(meanOf(({ serviceLevel }) => serviceLevel))),
      pair(seconds(expected.meanWaitMs), seconds(meanOf(({ meanMs }) => meanMs))),
      `${mean(deviations).toFixed(2)} % ± ${standardError(deviations).toFixed(2)}`,
    ];
  });
  say(`Erlang C / simulated, ${ERLANG_SEEDS.length} runs of a million calls each\n`);
  say(table(['agents', 'occupancy', 'wait at all', 'within 20 s', 'mean wait', 'deviation of the mean'], rows));
  return null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of the mean of `values`. */
function standardError(values: readonly number[]): number {
  const centre = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}

function curveReport(): Plot {
  const [agents, line] = [agentsCurve(200_000), lineCurve()];
  const rows = (points: readonly CurvePoint[]): string[][] =>
    points.map((point) => [
      String(point.agents),
      String(point.calls),
      String(point.longestLine),
      String(point.events),
      `${point.microsecondsPerEvent.toFixed(2)} µs`,
    ]);
  const head = ['agents', 'calls', 'longest line', 'events', 'an event'];
  say(`Occupancy 0.9\n\n${table(head, rows(agents))}\n\nTwice the work of 100 agents\n\n${table(head, rows(line))}`);
  return {
    title: 'What one event costs',
    xLabel: 'agents, or calls in line',
    yLabel: 'µs an event',
    logX: true,
    lines: [
      { label: 'by agents', points: agents.map((one) => [one.agents, one.microsecondsPerEvent]) },
      { label: 'by calls in line', points: line.map((one) => [one.longestLine, one.microsecondsPerEvent]) },
    ],
  };
}
