// The figures for Prometheus, in a registry of their own. What is so now is read when it is asked for.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter } from '../../service/ports/meter.ts';
import type { MediaBridgeEvent } from '../../service/ports/mediaBridge.ts';
import type { Store } from '../../service/ports/store.ts';
import { createRoomMetrics, type RoomGauges } from './roomMetrics.ts';

/** What is counted at the moment of asking. */
export type Gauges = {
  readonly connections: number;
  readonly callsByPhase: Readonly<Record<string, number>>;
  readonly agentsByWork: Readonly<Record<string, number>>;
  readonly rooms: RoomGauges;
};
export type PromMeter = Meter & {
  /** A browser says that a page broke its policy. */
  policyBroken(directive: string): void;
  /** What the media server tells. */
  observeRooms(event: MediaBridgeEvent): void;
  readonly contentType: string;
  render(gauges: Gauges): Promise<string>;
  /** The same store, with the duration of its commits observed. */ timed(store: Store): Store;
};

export function createPromMeter(): PromMeter {
  const registry = new Registry();
  const registers = [registry];
  const connections = new Gauge({ name: 'visavis_connections', help: 'Open WebSocket connections.', registers });
  const calls = new Gauge({ name: 'visavis_calls', help: 'Calls by phase.', labelNames: ['phase'], registers });
  const agents = new Gauge({ name: 'visavis_agents', help: 'Agents by work.', labelNames: ['work'], registers });
  const requests = new Counter({
    name: 'visavis_requests_total',
    help: 'Requests answered, by name and result.',
    labelNames: ['name', 'result'],
    registers,
  });
  const leftOut = createLeftOut(registers);
  const offers = new Counter({
    name: 'visavis_offers_total',
    help: 'Offers ended, by result.',
    labelNames: ['result'],
    registers,
  });
  const ended = new Counter({
    name: 'visavis_calls_ended_total',
    help: 'Calls ended, by outcome.',
    labelNames: ['outcome'],
    registers,
  });
  const shields = new Counter({
    name: 'visavis_shields_ended_total',
    help: 'Mails that kept calls away, by how that ended.',
    labelNames: ['how'],
    registers,
  });
  const rooms = createRoomMetrics(registers);
  const policyReports = createPolicyReports(registers);
  const commits = new Histogram({
    name: 'visavis_commit_seconds',
    help: 'Duration of one commit of the store.',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1],
    registers,
  });

  return {
    contentType: registry.contentType,
    requestAnswered: (name, result) => requests.inc({ name, result }),
    fieldsLeftOut: (name, count) => leftOut.inc({ name }, count),
    policyBroken: (directive) => policyReports.inc({ directive }),
    observeRooms: (event) => rooms.observe(event),
    offerEnded: (result) => offers.inc({ result }),
    callEnded: (outcome) => ended.inc({ outcome }),
    shieldEnded: (how) => shields.inc({ how }),
    async render(gauges) {
      connections.set(gauges.connections);
      calls.reset();
      for (const [phase, count] of Object.entries(gauges.callsByPhase)) calls.set({ phase }, count);
      rooms.set(gauges.rooms);
      agents.reset();
      for (const [work, count] of Object.entries(gauges.agentsByWork)) agents.set({ work }, count);
      return registry.metrics();
    },
    timed: (store) => timedStore(store, commits),
  };
}

function createPolicyReports(registers: Registry[]): Counter<'directive'> {
  return new Counter({
    name: 'visavis_policy_reports_total',
    help: 'Broken content security policies that browsers reported, by directive.',
    labelNames: ['directive'],
    registers,
  });
}

function createLeftOut(registers: Registry[]): Counter<'name'> {
  return new Counter({
    name: 'visavis_unknown_fields_total',
    help: 'Fields of requests that this release does not know and left out, by request.',
    labelNames: ['name'],
    registers,
  });
}

function timedStore(store: Store, commits: Histogram): Store {
  return {
    ...store,
    async commit(changes) {
      const observe = commits.startTimer();
      try {
        await store.commit(changes);
      } finally {
        observe();
      }
    },
  };
}
