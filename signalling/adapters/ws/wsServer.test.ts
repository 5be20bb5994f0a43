// The wire on real sockets: what a connection may do, and how it ends when it does more.
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { CLOSE, MAX_FRAME_BYTES, type Params } from '../../protocol/index.ts';
import type { Server, ServerOptions } from '../../server.ts';
import { helloAs } from '../../testing/serviceBench.ts';
import { Client, startTestServer, until } from '../../testing/serverBench.ts';
import { createMemoryStore } from '../store/memoryStore.ts';

let server: Server;
afterEach(() => server.kill());

async function start(changes: Partial<ServerOptions> = {}): Promise<void> {
  server = await startTestServer(changes);
}
const startOf = (customerName: string): Params<'call.start'> => ({
  requestId: 'r1',
  customerName,
  topicId: 'cards' as Params<'call.start'>['topicId'],
  media: 'video',
  language: 'en',
});
const signIn = { userName: 'agent', password: 'demo' };

it('[WIRE-1] closes a connection that asks for something before hello', async () => {
  await start();
  const client = new Client(server);
  await client.opened();
  client.send('session.ping', {});
  expect(await client.closed()).toEqual({ code: CLOSE.helloRequired, reason: 'helloRequired' });
});

it.each(['no json', '[]', '{"kind":"request","id":0,"name":"x","params":{}}', '{"kind":"notice"}', 'null'])(
  '[WIRE-2] closes on a frame that is no envelope, and goes on: %s',
  async (frame) => {
    await start();
    const [client, other] = [await new Client(server).says('customer'), await new Client(server).says('customer')];
    client.socket.send(frame);
    expect(await client.closed()).toEqual({ code: CLOSE.malformedFrame, reason: 'malformedFrame' });
    await other.does('session.ping', {});
  },
);

it('[WIRE-2] closes on a binary frame, one that is too large and one that is no UTF-8', async () => {
  await start();
  const [binary, large, garbled] = await Promise.all([1, 2, 3].map(() => new Client(server).says('customer')));
  binary?.socket.send(Buffer.from('{"kind":"request","id":1,"name":"session.ping","params":{}}'));
  large?.socket.send(JSON.stringify({ kind: 'request', id: 9, name: 'x', params: 'x'.repeat(MAX_FRAME_BYTES) }));
  garbled?.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
  expect((await binary?.closed())?.code).toBe(CLOSE.malformedFrame);
  expect((await large?.closed())?.code).toBe(CLOSE.tooLarge);
  expect((await garbled?.closed())?.code).toBe(1007);
  await (await new Client(server).says('customer')).does('session.ping', {});
});

it('[WIRE-5] closes a connection that does not say hello in time', async () => {
  await start({ limits: { helloDeadlineMs: 250 } });
  const silent = new Client(server);
  const polite = await new Client(server).says('customer');
  expect(await silent.closed()).toEqual({ code: CLOSE.helloTimeout, reason: 'helloTimeout' });
  expect(polite.closedWith).toBeNull();
});

it('[WIRE-6] answers too many messages with problems, and closes on far more', async () => {
  await start({ limits: { burst: 5, perSecond: 0.01, flood: 20 } });
  const client = await new Client(server).says('customer');
  for (let count = 0; count < 10; count += 1) client.send('session.ping', {});
  await until(() => client.frames.length === 11);
  const refused = client.frames.filter((frame) => frame.kind === 'reply' && !frame.ok);
  expect(refused).toHaveLength(6);
  expect(refused[0]).toMatchObject({ problem: { code: 'tooManyRequests' } });
  for (let count = 0; count < 30; count += 1) client.send('session.ping', {});
  expect(await client.closed()).toEqual({ code: CLOSE.flooded, reason: 'flooded' });
});

it('[WIRE-7] refuses upgrades from foreign origins with 403, and other paths with 404', async () => {
  await start({ publicOrigin: 'https://calls.example.com' });
  const status = (options: object) => new Client(server, options).opened();
  expect(await status({ origin: 'https://evil.example' })).toBe(403);
  expect(await status({ origin: `http://127.0.0.1:${server.port + 1}` })).toBe(403);
  expect(await status({ origin: 'https://calls.example.com' })).toBe(101);
  expect(await status({ origin: `http://localhost:${server.port}` })).toBe(101);
  expect(await status({ origin: 'visavis-app://agent' })).toBe(101);
  expect(await status({ origin: undefined })).toBe(101);
  expect(await status({ origin: undefined, headers: { 'x-forwarded-for': '203.0.113.9' } })).toBe(403);
  const response = await fetch(`${server.origin}/ws`);
  expect(response.status).toBe(404);
});

it('[GUARD-6] lets nobody be an agent without an origin who comes through a proxy, and counts clients apart', async () => {
  await start({ trustedProxies: ['127.0.0.1'], limits: { maxBeforeHelloPerNetwork: 1 } });
  const from = (address: string) => new Client(server, { headers: { 'x-forwarded-for': address } });
  expect(await new Client(server, { origin: undefined }).opened()).toBe(403);
  const [first, other] = [from('203.0.113.1'), from('203.0.113.2')];
  expect([await first.opened(), await other.opened()]).toEqual([101, 101]);
  // The network of the first is full: what else stands in front of its address is made up.
  expect(await from('6.6.6.6, 203.0.113.1').opened()).toBe(101);
  expect((await first.closed()).code).toBe(CLOSE.helloTimeout);
  await other.says('customer');
});

it('[GUARD-4] counts the connections of one IPv6 network together', async () => {
  await start({ trustedProxies: ['127.0.0.1'], limits: { maxBeforeHelloPerNetwork: 1 } });
  const from = (address: string) => new Client(server, { headers: { 'x-forwarded-for': address } });
  const [first, elsewhere] = [from('2001:db8:0:1::1'), from('2001:db8:0:2::1')];
  expect([await first.opened(), await elsewhere.opened()]).toEqual([101, 101]);
  expect(await from('2001:db8:0:1::2').opened()).toBe(101);
  expect((await first.closed()).code).toBe(CLOSE.helloTimeout);
  await elsewhere.says('customer');
});

it('[WIRE-7] takes the desktop app and local programs as agents only', async () => {
  await start();
  for (const origin of ['visavis-app://agent', undefined]) {
    const client = new Client(server, { origin });
    await client.opened();
    expect(await client.asks('session.hello', helloAs('customer'))).toMatchObject({ problem: { code: 'notAllowed' } });
    expect(await client.asks('session.hello', helloAs('agent'))).toMatchObject({ ok: true });
  }
});

it('[WIRE-10] tells every client to come back before it closes', async () => {
  await start();
  const clients = await Promise.all([new Client(server).says('customer'), new Client(server).says('agent')]);
  await server.stop();
  for (const client of clients) {
    expect(client.notices('session.closing')).toEqual([{ reason: 'serverRestart', retryAfterMs: 1000 }]);
    expect(await client.closed()).toEqual({ code: 1012, reason: 'serverRestart' });
  }
  await expect(fetch(`${server.origin}/healthz`)).rejects.toThrow();
});

it('[WIRE-10][STORE-2] counts nobody as dropped who was sent away, and goes on where it was', async () => {
  const store = createMemoryStore();
  await start({ store });
  const agent = await new Client(server).says('agent');
  const { sessionToken } = await agent.does('agent.signIn', signIn);
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  await server.stop();
  await start({ store });
  const back = await new Client(server).says('agent');
  expect((await back.does('agent.resume', { sessionToken })).agent.intent).toEqual({ name: 'available' });
});

it('[WIRE-12] closes the connection of a slow reader, and spares the others', async () => {
  await start({ limits: { maxBufferedBytes: 20_000, burst: 5000, perSecond: 5000 } });
  const agent = await new Client(server).says('agent');
  await agent.does('agent.signIn', signIn);
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  const zoe = await new Client(server).says('customer');
  const { call } = await zoe.does('call.start', startOf('Zoé'));
  await until(() => agent.notices('agent.changed').at(-1)?.work.name === 'ringing');
  const work = agent.notices('agent.changed').at(-1)?.work;
  if (work?.name !== 'ringing') throw new Error('it rings');
  await agent.does('offer.answer', { offerId: work.offer.offerId, withVideo: true });
  agent.socket.pause();
  const signal = { type: 'offer', sdp: 'v=0'.padEnd(30_000, 'x') } as const;
  for (let count = 0; count < 400; count += 1) zoe.send('peer.signal', { callId: call.callId, generation: 1, signal });
  await zoe.does('session.ping', {});
  agent.socket.resume();
  expect(await agent.closed()).toEqual({ code: CLOSE.slowReader, reason: 'slowReader' });
  expect(zoe.closedWith).toBeNull();
});

it('[WIRE-13] closes a connection that does not answer heartbeats, and treats it as dropped', async () => {
  await start({ limits: { heartbeatIntervalMs: 200 } });
  const agent = new Client(server, { autoPong: false });
  await agent.says('agent');
  await agent.does('agent.signIn', signIn);
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  const alive = await new Client(server).says('customer');
  expect(await agent.closed()).toEqual({ code: CLOSE.heartbeatLost, reason: 'heartbeatLost' });
  const { call } = await alive.does('call.start', startOf('Zoé'));
  expect(call.phase.name).toBe('waiting');
  const metrics = await (await fetch(`${server.origin}/metrics`)).text();
  expect(metrics).toContain('visavis_agents{work="offline"} 1');
});

it('[WIRE-15] bounds connections, and those before hello per network', async () => {
  await start({ limits: { maxBeforeHelloPerNetwork: 2, maxConnections: 4 } });
  const status = () => new Client(server).opened();
  const [first, second] = [new Client(server), new Client(server)];
  await first.opened();
  await second.opened();
  const third = await new Client(server).says('customer');
  expect(await first.closed()).toEqual({ code: CLOSE.helloTimeout, reason: 'helloTimeout' });
  await second.says('customer');
  for (const client of [second, third]) await client.does('session.ping', {});
  await new Client(server).says('customer');
  await new Client(server).says('customer');
  expect(await status()).toBe(503);
});

it('[GUARD-4] lets whoever has been nobody longest make room in a network that is full, and keeps who is known', async () => {
  await start({ limits: { maxGreetedPerNetwork: 3 } });
  const agent = await new Client(server).says('agent');
  await agent.does('agent.signIn', signIn);
  const caller = await new Client(server).says('customer');
  await caller.does('call.start', startOf('Zoé'));
  const idle = [];
  for (let count = 0; count < 5; count += 1) idle.push(await new Client(server).says('customer'));
  for (const gone of idle.slice(0, 2)) {
    expect(await gone.closed()).toEqual({ code: CLOSE.serverRestart, reason: 'serverRestart' });
    expect(gone.notices('session.closing')).toEqual([{ reason: 'serverRestart', retryAfterMs: 30_000 }]);
  }
  for (const client of [agent, caller, ...idle.slice(2)]) await client.does('session.ping', {});
  const elsewhere = await new Client(server, { localAddress: '127.0.0.9' }).says('customer');
  await elsewhere.does('session.ping', {});
  // Signed out, or with a call that is over, they are nobody again.
  await agent.does('agent.signOut', {});
  await caller.does('call.leaveLine', {});
  await caller.does('session.ping', {});
  expect((await idle[2]?.closed())?.code).toBe(CLOSE.serverRestart);
  expect((await idle[3]?.closed())?.code).toBe(CLOSE.serverRestart);
  for (const client of [agent, caller, idle[4]]) await client?.does('session.ping', {});
});

it('[GUARD-4] takes a customer whose call was ended by others for nobody again', async () => {
  await start({ limits: { maxGreetedPerNetwork: 1, heartbeatIntervalMs: 200 } });
  const agent = await new Client(server).says('agent');
  await agent.does('agent.signIn', signIn);
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  const caller = await new Client(server).says('customer');
  await caller.does('call.start', startOf('Zoé'));
  const idle = await new Client(server).says('customer');
  await until(() => agent.notices('agent.changed').at(-1)?.work.name === 'ringing');
  const work = agent.notices('agent.changed').at(-1)?.work;
  if (work?.name !== 'ringing') throw new Error('it rings');
  await agent.does('offer.answer', { offerId: work.offer.offerId, withVideo: true });
  expect(idle.closedWith).toBeNull();
  await agent.does('call.hangUp', {});
  expect((await idle.closed()).code).toBe(CLOSE.serverRestart);
  await caller.does('session.ping', {});
});

it('[GUARD-4] keeps connections for those who sign in or take a call up again', async () => {
  await start({ limits: { maxConnections: 8, maxGreeted: 4, maxGreetedPerNetwork: 4 } });
  const network = (number: number) => ({ localAddress: `127.0.0.${number}` });
  const caller = await new Client(server, network(9)).says('customer');
  const { callToken } = await caller.does('call.start', startOf('Zoé'));
  caller.socket.terminate();
  const strangers = [];
  for (let count = 0; count < 12; count += 1) {
    strangers.push(await new Client(server, network(1 + (count % 4))).says('customer'));
  }
  const agent = await new Client(server, network(8)).says('agent');
  await agent.does('agent.signIn', signIn);
  const back = await new Client(server, network(9)).says('customer');
  await back.does('call.resume', { callToken });
  for (const client of [agent, back]) await client.does('session.ping', {});
  expect(strangers.filter(({ closedWith }) => closedWith === null).length).toBeLessThanOrEqual(4);
});

it('[WIRE-16] sends the reply before the notices it causes, and no older view after it', async () => {
  await start();
  const agent = await new Client(server).says('agent');
  await agent.does('agent.signIn', signIn);
  agent.frames.length = 0;
  for (let round = 0; round < 5; round += 1) {
    agent.send('agent.setIntent', { intent: { name: 'available' } });
    agent.send('agent.setIntent', { intent: { name: 'away', reason: 'lunch' } });
  }
  await until(() => agent.frames.length === 20);
  expect(agent.frames.map(({ kind }) => kind)).toEqual(Array.from({ length: 10 }, () => ['reply', 'notice']).flat());
});

it('[WIRE-2] survives a client that breaks off in the middle of a frame or an upgrade', async () => {
  await start();
  const half = connect(server.port, '127.0.0.1');
  half.write('GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgr');
  half.destroy();
  const client = await new Client(server).says('customer');
  client.socket.terminate();
  await (await new Client(server).says('customer')).does('session.ping', {});
});

it('[CALL-7][CALL-9] carries a whole call', async () => {
  await start();
  const agent = await new Client(server).says('agent');
  await agent.does('agent.signIn', signIn);
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  const zoe = await new Client(server).says('customer');
  const { call } = await zoe.does('call.start', startOf('Zoé'));
  await until(() => agent.notices('agent.changed').at(-1)?.work.name === 'ringing');
  const work = agent.notices('agent.changed').at(-1)?.work;
  if (work?.name !== 'ringing') throw new Error('it rings');
  await agent.does('offer.answer', { offerId: work.offer.offerId, withVideo: true });
  await until(() => zoe.notices('call.changed').at(-1)?.phase.name === 'active');
  const signal = { type: 'offer', sdp: 'v=0' } as const;
  await agent.does('peer.signal', { callId: call.callId, generation: 1, signal });
  await until(() => zoe.notices('peer.signalled').length === 1);
  await zoe.does('call.hangUp', {});
  await until(() => agent.notices('agent.changed').at(-1)?.work.name === 'wrapUp');
  await agent.does('wrapUp.finish', { callId: call.callId, reasonId: 'solved', notes: 'Done.' });
  const { records } = await agent.does('history.recent', { limit: 5 });
  expect(records).toMatchObject([{ customerName: 'Zoé', outcome: 'answered', notes: 'Done.' }]);
});
