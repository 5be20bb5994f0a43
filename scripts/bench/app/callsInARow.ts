// Many calls one after the other in the same two pages and on the same server: nothing may grow.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countFromEnv } from '../measure/countFromEnv.ts';
import type { Reading } from '../measure/probe.ts';
import { startProbed, type ProbedProcess } from '../measure/probedProcess.ts';
import { repeat } from '../measure/progress.ts';
import { slope } from '../measure/statistics.ts';
import { connectCall, endCall } from '../media/oneCall.ts';
import { launchBrowser, openPages, type TwoPages } from '../media/openPages.ts';
import type { Figure, Section } from '../report/section.ts';
import { openInspector, readHealth, type PageHealth } from './pageHealth.ts';

type Sample = {
  readonly calls: number;
  readonly agent: PageHealth;
  readonly customer: PageHealth;
  readonly server: Reading;
};

const LIMIT_MS = 20 * 60_000;
const SAMPLES = 20;
const RING_MS = 0;

export async function measureCallsInARow(): Promise<Pick<Section, 'method' | 'figures' | 'tables'>> {
  const count = countFromEnv('VISAVIS_BENCH_CALLS', 200);
  const dataDir = mkdtempSync(join(tmpdir(), 'visavis-bench-'));
  const settings = { VISAVIS_DEMO: '1', VISAVIS_PORT: '0', VISAVIS_WEB_DIR: join(process.cwd(), 'out') };
  const server = await startProbed('signalling/main.ts', { ...settings, VISAVIS_DATA_DIR: dataDir });
  const browser = await launchBrowser();
  try {
    const pages = await openPages(server.origin, { agent: browser, customer: browser });
    const take = await createSampler(pages, server);
    const every = Math.max(1, Math.round(count / SAMPLES));
    const samples: Sample[] = [];
    let calls = 0;
    const failures = await repeat({ name: 'call', count, limitMs: LIMIT_MS }, async (index) => {
      await connectCall(pages, index % 2 === 0 ? 'video' : 'voice', RING_MS);
      await endCall(pages);
      calls += 1;
      if (calls % every !== 0) return '';
      const sample = await take(calls);
      samples.push(sample);
      return shortly(sample);
    });
    return describe(calls, failures, samples);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function createSampler(pages: TwoPages, server: ProbedProcess): Promise<(calls: number) => Promise<Sample>> {
  const agentInspector = await openInspector(pages.agent.page);
  const customerInspector = await openInspector(pages.customer.page);
  return async (calls) => ({
    calls,
    agent: await readHealth(pages.agent.page, agentInspector),
    customer: await readHealth(pages.customer.page, customerInspector),
    server: await server.read('memory'),
  });
}

function shortly({ agent, customer, server }: Sample): string {
  const page = ({ heapBytes, nodes, listeners, openConnections, keptConnections }: PageHealth): string =>
    `${(heapBytes / 1e6).toFixed(2)} MB, ${nodes} nodes, ${listeners} listeners, ${openConnections}+${keptConnections} connections`;
  return `agent ${page(agent)}; customer ${page(customer)}; server ${(server.heapBytes / 1e6).toFixed(2)} MB`;
}

type Line = {
  readonly name: string;
  readonly read: (sample: Sample) => number;
  readonly digits?: number;
  /** What it may grow by a call, over the second half. */
  readonly flat: number;
};

const megabytes = 1e6;
/** A hundred calls a day and a month without a restart: 2,000 calls. Two megabytes in a thousand calls are no leak that anybody meets. */
const FLAT_HEAP_MB = 0.002;

function pageLines(side: 'agent' | 'customer'): Line[] {
  return [
    { name: `${side}: heap, MB`, read: (s) => s[side].heapBytes / megabytes, digits: 2, flat: FLAT_HEAP_MB },
    { name: `${side}: DOM nodes`, read: (s) => s[side].nodes, flat: 0.25 },
    { name: `${side}: event listeners`, read: (s) => s[side].listeners, flat: 0.05 },
    { name: `${side}: open connections`, read: (s) => s[side].openConnections, flat: 0 },
    { name: `${side}: closed connections kept`, read: (s) => s[side].keptConnections, flat: 0.05 },
    { name: `${side}: intervals`, read: (s) => s[side].intervals, flat: 0.005 },
  ];
}

const LINES: readonly Line[] = [
  ...pageLines('agent'),
  ...pageLines('customer'),
  { name: 'server: heap with buffers, MB', read: (s) => s.server.heapBytes / megabytes, digits: 2, flat: FLAT_HEAP_MB },
  { name: 'server: file descriptors', read: (s) => s.server.fileDescriptors, flat: 0.02 },
  { name: 'server: timers', read: (s) => s.server.resources['Timeout'] ?? 0, flat: 0.02 },
  { name: 'server: sockets', read: (s) => s.server.resources['TCPSocketWrap'] ?? 0, flat: 0.02 },
];

function describe(
  calls: number,
  failures: number,
  samples: readonly Sample[],
): Pick<Section, 'method' | 'figures' | 'tables'> {
  const late = samples.slice(Math.floor(samples.length / 2));
  const growing: string[] = [];
  const rows = LINES.map(({ name, read, digits = 0, flat }) => {
    const growth = slope(
      late.map((sample) => sample.calls),
      late.map(read),
    );
    if (growth > flat) growing.push(name);
    const at = (sample: Sample | undefined): string => (sample === undefined ? '–' : read(sample).toFixed(digits));
    const middle = samples[Math.floor((samples.length - 1) / 2)];
    return [
      name,
      at(samples[0]),
      at(middle),
      at(samples.at(-1)),
      growth.toFixed(digits + 3),
      growth > flat ? 'grows' : 'flat',
    ];
  });
  const verdict: Figure = {
    name: `${calls} calls in a row: heap, handles, connections and timers flat`,
    goal: 'flat',
    measured:
      failures === 0 && growing.length === 0
        ? 'flat'
        : [`${failures} calls failed`, ...growing.map((name) => `${name} grows`)].join('; '),
    verdict: failures === 0 && growing.length === 0 ? 'met' : 'missed',
  };
  const numberOf = (sample: Sample | undefined): string => `call ${sample?.calls ?? '–'}`;
  return {
    figures: [verdict],
    tables: [
      {
        caption: 'After collecting garbage; slope by least squares over the second half',
        header: [
          '',
          numberOf(samples[0]),
          numberOf(samples[Math.floor((samples.length - 1) / 2)]),
          numberOf(samples.at(-1)),
          'slope a call',
          '',
        ],
        rows,
      },
    ],
    method: [
      'Calls in a row: video and voice in turns, never reloading, each hung up as soon as picture and sound have come both ways and its wrap-up finished. Heap after `HeapProfiler.collectGarbage`, nodes and listeners from `Performance.getMetrics`; the server is `signalling/main.ts` with a probe loaded before it.',
    ],
  };
}
