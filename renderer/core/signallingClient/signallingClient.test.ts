import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CLOSE, PROTOCOL_VERSION } from '../../../signalling/protocol/index.ts';
import { SignallingClient, type ConnectionState } from './signallingClient.ts';

/** A socket whose other end is the test. */
class FakeSocket {
  static readonly made: FakeSocket[] = [];
  readonly sent: { id: number; name: string; params: unknown }[] = [];
  readyState: number = WebSocket.CONNECTING;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    FakeSocket.made.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as FakeSocket['sent'][number]);
  }
  close(): void {
    this.drop(1000);
  }
  accept(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }
  drop(code: number): void {
    if (this.readyState === WebSocket.CLOSED) return;
    this.readyState = WebSocket.CLOSED;
    this.onclose?.({ code });
  }
  say(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  async greet(): Promise<void> {
    this.accept();
    const hello = this.sent.find((request) => request.name === 'session.hello');
    const result = { protocolVersion: PROTOCOL_VERSION, serverTimeMs: 5_000, heartbeatIntervalMs: 10_000, demo: true };
    this.say({ kind: 'reply', id: hello?.id, ok: true, result });
    await vi.advanceTimersByTimeAsync(0);
  }
}

function latest(): FakeSocket {
  const socket = FakeSocket.made.at(-1);
  if (!socket) throw new Error('no socket was made');
  return socket;
}

function createClient(onHello = () => Promise.resolve()): { client: SignallingClient; states: ConnectionState[] } {
  const client = new SignallingClient({
    url: 'ws://test/ws',
    party: 'customer',
    clientName: 'test',
    language: 'en',
    onHello,
    createSocket: () => new FakeSocket() as unknown as WebSocket,
  });
  const states: ConnectionState[] = [];
  client.onState((state) => states.push(state));
  return { client, states };
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

it('[APP-5] says hello, then runs what takes things up again, then is open', async () => {
  const order: string[] = [];
  const { client, states } = createClient(() => {
    order.push('hello');
    return Promise.resolve();
  });
  client.onState((state) => order.push(state));
  client.open();
  await latest().greet();
  expect(order).toEqual(['connecting', 'hello', 'open']);
  expect(states).toEqual(['connecting', 'open']);
  expect(client.demo).toBe(true);
});

it('[APP-5] connects again by itself when the connection drops, and answers what was under way', async () => {
  const { client, states } = createClient();
  client.open();
  await latest().greet();
  const pending = client.request('lobby.topics', {});
  latest().drop(1006);
  expect(await pending).toEqual({ ok: false, problem: { code: 'unreachable' } });
  await vi.advanceTimersByTimeAsync(500);
  await latest().greet();
  expect(FakeSocket.made).toHaveLength(2);
  expect(states).toEqual(['connecting', 'open', 'reconnecting', 'open']);
});

it('[APP-5] notices a path that died silently by its own heartbeat', async () => {
  const { client, states } = createClient();
  client.open();
  await latest().greet();
  await vi.advanceTimersByTimeAsync(10_000 + 10_000 + 1);
  expect(states.at(-1)).toBe('reconnecting');
});

it('[APP-5] looks at its connection at once when the machine wakes up', async () => {
  const { client, states } = createClient();
  client.open();
  await latest().greet();
  client.probe();
  expect(latest().sent.at(-1)?.name).toBe('session.ping');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(states.at(-1)).toBe('reconnecting');
  client.probe();
  await latest().greet();
  expect(states.at(-1)).toBe('open');
});

it('[AGENT-5] stays away once a newer window took over, until it is asked to take the place back', async () => {
  const { client, states } = createClient();
  client.open();
  await latest().greet();
  latest().say({ kind: 'notice', name: 'session.replaced', payload: {} });
  latest().drop(CLOSE.replaced);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.made).toHaveLength(1);
  expect(states.at(-1)).toBe('replaced');
  client.takeOver();
  await latest().greet();
  expect(states.at(-1)).toBe('open');
});

it('[SESSION-2] connects again without calling the connection lost when the session was ended', async () => {
  const { client, states } = createClient();
  client.open();
  await latest().greet();
  latest().drop(CLOSE.sessionEnded);
  await vi.advanceTimersByTimeAsync(500);
  await latest().greet();
  expect(states).toEqual(['connecting', 'open', 'connecting', 'open']);
});

it('[WIRE-1] gives up with a state of its own when the server speaks another version', async () => {
  const { client, states } = createClient();
  client.open();
  latest().accept();
  latest().say({ kind: 'reply', id: latest().sent[0]?.id, ok: false, problem: { code: 'unsupportedVersion' } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states.at(-1)).toBe('refused');
  expect(FakeSocket.made).toHaveLength(1);
});

it('[WIRE-10] comes back when a restarting server says it should', async () => {
  const { client } = createClient();
  client.open();
  await latest().greet();
  latest().say({ kind: 'notice', name: 'session.closing', payload: { reason: 'serverRestart', retryAfterMs: 3_000 } });
  latest().drop(CLOSE.serverRestart);
  await vi.advanceTimersByTimeAsync(2_900);
  expect(FakeSocket.made).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(FakeSocket.made).toHaveLength(2);
});

it('[WIRE-3] drops frames and results that no schema knows', async () => {
  const { client } = createClient();
  const heard: unknown[] = [];
  client.on('call.changed', (call) => heard.push(call));
  client.open();
  await latest().greet();
  latest().say({ kind: 'notice', name: 'call.changed', payload: { surprise: true } });
  latest().say({ kind: 'noise' });
  const answer = client.request('lobby.topics', {});
  latest().say({ kind: 'reply', id: latest().sent.at(-1)?.id, ok: true, result: { topics: 'none' } });
  expect(await answer).toEqual({ ok: false, problem: { code: 'internal' } });
  expect(heard).toEqual([]);
});

it('[WIRE-22] takes what a later server says, without what it does not know, and says so once', async () => {
  const said = vi.spyOn(console, 'info').mockImplementation(() => undefined);
  const { client } = createClient();
  client.open();
  await latest().greet();
  const heard: unknown[] = [];
  client.on('session.closing', (payload) => heard.push(payload));
  const payload = { reason: 'serverRestart', retryAfterMs: 5 };
  latest().say({ kind: 'notice', name: 'call.ofTomorrow', payload: {} });
  latest().say({ kind: 'notice', name: 'session.closing', payload: { ...payload, more: 1 }, trace: 'x' });
  latest().say({ kind: 'notice', name: 'session.closing', payload: { ...payload, reason: 'ofTomorrow' } });
  expect(heard).toEqual([payload]);
  expect([client.unknown.fields, client.unknown.skipped]).toEqual([2, 2]);
  expect(said).toHaveBeenCalledTimes(1);
  const answer = client.request('session.ping', {});
  latest().say({ kind: 'reply', id: latest().sent.at(-1)?.id, ok: false, problem: { code: 'ofTomorrow' } });
  expect(await answer, 'what is not understood is a failure at once').toMatchObject({ problem: { code: 'internal' } });
  client.close();
});

it('[WIRE-23] says what it can do, and hello once more without it to a server that knows no such field', async () => {
  const { client } = createClient();
  client.open();
  latest().accept();
  const [first] = latest().sent;
  const capabilities = ['unknownFields', 'consult', 'callsInHand', 'mouthPrompts', 'screenHint', 'rooms', 'signing'];
  expect(first?.params).toMatchObject({ capabilities });
  latest().say({ kind: 'reply', id: first?.id, ok: false, problem: { code: 'badParams' } });
  await vi.advanceTimersByTimeAsync(0);
  const second = latest().sent[1];
  expect(second?.name).toBe('session.hello');
  expect(second?.params).not.toHaveProperty('capabilities');
  const result = { protocolVersion: PROTOCOL_VERSION, serverTimeMs: 5_000, heartbeatIntervalMs: 10_000, demo: true };
  latest().say({ kind: 'reply', id: second?.id, ok: true, result });
  await vi.advanceTimersByTimeAsync(0);
  expect(client.state).toBe('open');
  const proof = { publicKey: 'k'.repeat(43), signature: 's'.repeat(86) };
  const consent = {
    customerId: 'c'.repeat(22),
    textVersion: '1',
    locale: 'en',
    withdrawalHash: 'a'.repeat(64),
  } as const;
  void client.request('identity.consent', { ...consent, proof } as never);
  expect(latest().sent.at(-1)?.params).toEqual(consent);
  client.close();
});
