// Pairs of connections that send each other media signals: as fast as they are acknowledged, or at a fixed rate. The same
// loop and the same frames drive our server and the bare relay.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { CallId, CustomerCall } from '../../../signalling/protocol/index.ts';
import { quantile } from '../measure/statistics.ts';
import { addressOf, inParallel, Line } from './line.ts';
import { SIGNALS_OF_A_SIDE } from './signals.ts';

export type Relay = 'ours' | 'bare';
export type RelayOrder = {
  readonly relay: Relay;
  readonly durationMs: number;
  /** Undefined: the next frame goes out when the last is acknowledged. */
  readonly perSecond: number | undefined;
};
export type RelayResult = {
  readonly relayed: number;
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly refused: number;
  readonly generatorCpuShare: number;
};

type End = { socket: WebSocket; frames: readonly string[]; sent: number; sentAtMs: number[]; partner: End | undefined };

const CONNECTING_AT_A_TIME = 32;
const FIRST_CUSTOMER = 200_000;
const FIRST_BARE = 300_000;
/** In `{"kind":"reply"` and in no other kind of frame there is a p at this place. */
const KIND_AT = 11;
const TICK_MS = 4;
const DRAIN_MS = 500;

const ends: Record<Relay, End[]> = { ours: [], bare: [] };
let latencies: number[] = [];
let refused = 0;
let onAcknowledged: (end: End) => void = () => undefined;

/** Puts as many calls through our server as there are tokens, and keeps them. */
export async function openCalls(origin: string, sessionTokens: readonly string[]): Promise<void> {
  await inParallel(sessionTokens.length, CONNECTING_AT_A_TIME, async (number) => {
    const talking = Promise.withResolvers<{ callId: CallId; generation: number }>();
    const agent: Line = await Line.open(origin, 'agent', number, {
      'agent.changed': ({ work }) => {
        if (work.name === 'ringing') agent.tell('offer.answer', { offerId: work.offer.offerId, withVideo: true });
        if (work.name === 'inCall') talking.resolve(work.call);
      },
    });
    await agent.request('agent.resume', { sessionToken: sessionTokens[number] ?? '' });
    await agent.request('agent.setIntent', { intent: { name: 'available' } });
    const call = await talking.promise;
    addPair('ours', await customerOf(call.callId), agent.socket, call.callId, call.generation);
    agent.tell('peer.reportConnected', { callId: call.callId, generation: call.generation });
  });

  /** Any free agent may get any call: the customer's end is found by its call. */
  async function customerOf(callId: string): Promise<WebSocket> {
    while (!customers.has(callId)) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    const socket = customers.get(callId);
    if (socket === undefined) throw new Error('a customer is missing');
    return socket;
  }
}

const customers = new Map<string, WebSocket>();

/** To be run beside `openCalls`. */
export async function openCustomers(origin: string, count: number): Promise<void> {
  await inParallel(count, CONNECTING_AT_A_TIME, async (number) => {
    let isActive = false;
    const customer: Line = await Line.open(origin, 'customer', FIRST_CUSTOMER + number, {
      'call.changed': (call) => take(call),
    });
    const take = ({ callId, phase }: CustomerCall): void => {
      if (phase.name !== 'active' || isActive) return;
      isActive = true;
      customers.set(callId, customer.socket);
      customer.tell('peer.reportConnected', { callId, generation: phase.generation });
    };
    const [topic] = (await customer.request('lobby.topics', {})).topics;
    if (topic === undefined) throw new Error('there is no topic');
    await customer.request('call.start', {
      requestId: `relay-${number}`,
      customerName: `Customer ${number}`,
      topicId: topic.id,
      media: 'video',
      language: 'en',
    });
  });
}

export async function openBarePairs(origin: string, count: number): Promise<void> {
  await inParallel(count, CONNECTING_AT_A_TIME, async (number) => {
    const [a, b] = await Promise.all(
      ['a', 'b'].map(async (side) => {
        const socket = new WebSocket(`${origin.replace('http', 'ws')}/${number}/${side}`, {
          localAddress: addressOf(FIRST_BARE + number),
          perMessageDeflate: false,
        });
        await once(socket, 'open');
        return socket;
      }),
    );
    // Ids as long as ours, so that the frames are equal in size.
    if (a !== undefined && b !== undefined) addPair('bare', a, b, 'AAAAAAAAAAAAAAAAAAAAAA', 1);
  });
}

function addPair(relay: Relay, a: WebSocket, b: WebSocket, callId: string, generation: number): void {
  const frames = SIGNALS_OF_A_SIDE.map((signal) =>
    JSON.stringify({ kind: 'request', id: 1, name: 'peer.signal', params: { callId, generation, signal } }),
  );
  const make = (socket: WebSocket): End => ({ socket, frames, sent: 0, sentAtMs: [], partner: undefined });
  const [first, second] = [make(a), make(b)];
  first.partner = second;
  second.partner = first;
  for (const end of [first, second]) {
    end.socket.removeAllListeners('message');
    end.socket.on('message', (data: Buffer) => receive(end, data));
    ends[relay].push(end);
  }
}

function receive(end: End, data: Buffer): void {
  if (data[KIND_AT] === 0x70) {
    if (!data.includes('"ok":true')) refused += 1;
    onAcknowledged(end);
    return;
  }
  const sentAtMs = end.partner?.sentAtMs.shift();
  if (sentAtMs !== undefined) latencies.push(performance.now() - sentAtMs);
}

function send(end: End): void {
  const frame = end.frames[end.sent % end.frames.length] ?? '';
  end.sent += 1;
  end.sentAtMs.push(performance.now());
  end.socket.send(frame);
}

export async function runRelay({ relay, durationMs, perSecond }: RelayOrder): Promise<RelayResult> {
  latencies = [];
  refused = 0;
  const all = ends[relay];
  for (const end of all) end.sentAtMs = [];
  const cpuBefore = process.cpuUsage();
  const beganAtMs = performance.now();
  const endsAtMs = beganAtMs + durationMs;
  if (perSecond === undefined) {
    onAcknowledged = (end) => {
      if (performance.now() < endsAtMs) send(end);
    };
    for (const end of all) send(end);
    await new Promise((resolve) => setTimeout(resolve, durationMs));
  } else {
    onAcknowledged = () => undefined;
    let sent = 0;
    while (performance.now() < endsAtMs) {
      const due = ((performance.now() - beganAtMs) * perSecond) / 1000;
      for (; sent < due; sent += 1) {
        const end = all[sent % all.length];
        if (end !== undefined) send(end);
      }
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
  }
  const relayed = latencies.length;
  const tookMs = performance.now() - beganAtMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  await new Promise((resolve) => setTimeout(resolve, DRAIN_MS));
  return {
    relayed,
    perSecond: (relayed * 1000) / tookMs,
    medianMs: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    refused,
    generatorCpuShare: (user + system) / 1000 / tookMs,
  };
}
