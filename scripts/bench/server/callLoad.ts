// Agents who answer whatever rings, and customers who come at a fixed rate, talk for a moment and hang up. Each call is
// set up and torn down in full: line, offer, answer, signals both ways, media reported, hang-up, wrap-up.
import {
  activityIdSchema,
  queueIdSchema,
  type AgentView,
  type CallId,
  type CustomerCall,
} from '../../../signalling/protocol/index.ts';
import { quantile } from '../measure/statistics.ts';
import { heard, inParallel, Line, noteTrouble, troubles } from './line.ts';
import { SIGNALS_OF_A_SIDE } from './signals.ts';

export type CallLoadOrder = {
  readonly origin: string;
  readonly callsPerSecond: number;
  readonly seconds: number;
  readonly talkMs: number;
};
export type CallLoadResult = {
  readonly started: number;
  readonly completed: number;
  readonly ringing: { readonly medianMs: number; readonly p99Ms: number };
  readonly signalled: { readonly medianMs: number; readonly p99Ms: number };
  readonly troubles: Readonly<Record<string, number>>;
  /** To all lines while the calls went on. */
  readonly notices: number;
  readonly generatorCpuShare: number;
};
export type LineOrder = { readonly origin: string; readonly topicId: string; readonly count: number };

const CONNECTING_AT_A_TIME = 32;
/** Customers come from other addresses than agents. */
const FIRST_CUSTOMER = 100_000;
const FIRST_WAITING = 400_000;
/** As the app does. */
const RENEW_MS = 5000;
/** How long calls that were late may still take after the last one started. */
const DRAIN_MS = 20_000;
const LOOK_MS = 50;

const agents: Line[] = [];
/** When each call rang first: often before its customer has the answer that names it. */
const rangAtMs = new Map<CallId, number>();
const rangAfterMs: number[] = [];

export async function connectAgents(origin: string, sessionTokens: readonly string[]): Promise<void> {
  await inParallel(sessionTokens.length, CONNECTING_AT_A_TIME, async (number) => {
    const handled = new Set<string>();
    const line: Line = await Line.open(origin, 'agent', number, {
      'agent.changed': (view) => answerAndFinish(line, view, handled),
    });
    await line.request('agent.resume', { sessionToken: sessionTokens[number] ?? '' });
    agents[number] = line;
  });
}

/** The first so many agents write, and go on writing. */
export async function beginWriting(count: number): Promise<void> {
  const activityId = activityIdSchema.parse('bench-mail');
  await inParallel(count, CONNECTING_AT_A_TIME, async (number) => {
    const agent = agents[number];
    if (agent === undefined) throw new Error('there are fewer agents');
    await agent.request('reply.begin', { activityId, source: 'bench', kind: 'reply', openForMs: 0, inputAgoMs: 0 });
    setTimeout(
      () => setInterval(() => agent.tell('reply.renew', { activityId, inputAgoMs: 0 }), RENEW_MS),
      (RENEW_MS * number) / count,
    );
  });
}

/** Customers who wait, and go on waiting. */
export async function joinLine({ origin, topicId, count }: LineOrder): Promise<void> {
  await inParallel(count, CONNECTING_AT_A_TIME, async (number) => {
    const line = await Line.open(origin, 'customer', FIRST_WAITING + number);
    await line.request('call.start', {
      requestId: `bench-waiting-${number}`,
      customerName: `Customer ${number}`,
      topicId: queueIdSchema.parse(topicId),
      media: 'video',
      language: 'en',
    });
  });
}

export async function makeAvailable(): Promise<void> {
  await inParallel(agents.length, CONNECTING_AT_A_TIME, async (number) => {
    await agents[number]?.request('agent.setIntent', { intent: { name: 'available' } });
  });
}

export function disconnectAgents(): void {
  for (const line of agents.splice(0)) line.close();
}

function answerAndFinish(line: Line, { work }: AgentView, handled: Set<string>): void {
  const once = (key: string, act: () => void): void => {
    if (handled.has(key)) return;
    handled.add(key);
    act();
  };
  if (work.name === 'ringing') {
    const { offerId, callId } = work.offer;
    once(offerId, () => {
      if (!rangAtMs.has(callId)) rangAtMs.set(callId, performance.now());
      line.tell('offer.answer', { offerId, withVideo: true });
    });
  } else if (work.name === 'inCall') {
    const { callId, generation } = work.call;
    once(callId, () => {
      for (const signal of SIGNALS_OF_A_SIDE) line.tell('peer.signal', { callId, generation, signal });
      line.tell('peer.reportConnected', { callId, generation });
    });
  } else if (work.name === 'wrapUp') {
    const { callId, reasons } = work.wrapUp;
    once(`wrapUp ${callId}`, () => {
      line.tell('wrapUp.finish', { callId, reasonId: reasons[0]?.id ?? '', notes: '' });
      handled.clear();
    });
  }
}

/** @returns how long the customer waited from the click to the agent's last signal, in milliseconds */
async function customerCalls(origin: string, number: number, talkMs: number): Promise<number> {
  const clickedAtMs = performance.now();
  let signalsHeard = 0;
  let signalledAfterMs = Number.NaN;
  let hasAnswered = false;
  const ended = Promise.withResolvers<undefined>();
  const line: Line = await Line.open(origin, 'customer', FIRST_CUSTOMER + number, {
    'call.changed': (call) => follow(call),
    'peer.signalled': () => {
      signalsHeard += 1;
      if (signalsHeard === SIGNALS_OF_A_SIDE.length) signalledAfterMs = performance.now() - clickedAtMs;
    },
  });
  const follow = ({ callId, phase }: CustomerCall): void => {
    if (phase.name === 'ended') ended.resolve(undefined);
    if (phase.name !== 'active' || hasAnswered) return;
    hasAnswered = true;
    const { generation } = phase;
    for (const signal of SIGNALS_OF_A_SIDE) line.tell('peer.signal', { callId, generation, signal });
    line.tell('peer.reportConnected', { callId, generation });
    setTimeout(() => line.tell('call.hangUp', {}), talkMs);
  };
  const [topic] = (await line.request('lobby.topics', {})).topics;
  if (topic === undefined) throw new Error('there is no topic');
  const askedMs = performance.now();
  const { call } = await line.request('call.start', {
    requestId: `bench-${number}-${Date.now()}`,
    customerName: `Customer ${number}`,
    topicId: topic.id,
    media: 'video',
    language: 'en',
  });
  await ended.promise;
  rangAfterMs.push((rangAtMs.get(call.callId) ?? Number.NaN) - askedMs);
  rangAtMs.delete(call.callId);
  line.close();
  if (signalsHeard !== SIGNALS_OF_A_SIDE.length) noteTrouble('signals missing');
  return signalledAfterMs;
}

export async function runCalls({ origin, callsPerSecond, seconds, talkMs }: CallLoadOrder): Promise<CallLoadResult> {
  troubles.clear();
  rangAfterMs.length = 0;
  const signalledMs: number[] = [];
  const planned = callsPerSecond * seconds;
  const heardBefore = heard.notices;
  const cpuBefore = process.cpuUsage();
  const beganAtMs = performance.now();
  let started = 0;
  let underWay = 0;
  while (started < planned || (underWay > 0 && performance.now() < beganAtMs + seconds * 1000 + DRAIN_MS)) {
    const due = Math.min(planned, ((performance.now() - beganAtMs) * callsPerSecond) / 1000);
    for (; started < due; started += 1) {
      underWay += 1;
      customerCalls(origin, started, talkMs)
        .then((tookMs) => signalledMs.push(tookMs))
        .catch(() => noteTrouble('call not set up'))
        .finally(() => (underWay -= 1));
    }
    await new Promise((resolve) => setTimeout(resolve, started < planned ? 5 : LOOK_MS));
  }
  if (underWay > 0) troubles.set('calls not ended in time', underWay);
  const { user, system } = process.cpuUsage(cpuBefore);
  const both = (values: readonly number[]): { medianMs: number; p99Ms: number } => ({
    medianMs: quantile(values, 0.5),
    p99Ms: quantile(values, 0.99),
  });
  return {
    started,
    completed: signalledMs.length,
    ringing: both(rangAfterMs),
    signalled: both(signalledMs.filter((value) => !Number.isNaN(value))),
    troubles: Object.fromEntries(troubles),
    notices: heard.notices - heardBefore,
    generatorCpuShare: (user + system) / 1000 / (performance.now() - beganAtMs),
  };
}
