// Pages, health and figures over real HTTP.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Server, ServerOptions } from '../../server.ts';
import { Client, startTestServer, until } from '../../testing/serverBench.ts';
import { createMemoryStore } from '../store/memoryStore.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-web-'));
  for (const page of ['customer', 'agent']) {
    mkdirSync(join(folder, page, 'assets'), { recursive: true });
    writeFileSync(join(folder, page, 'index.html'), `<!doctype html><title>${page}</title>`);
    writeFileSync(join(folder, page, 'assets', 'index-Ab3dEf_9.js'), 'export {};');
    writeFileSync(join(folder, page, 'assets', 'plain.svg'), '<svg/>');
    writeFileSync(join(folder, page, '.hidden'), 'hidden');
  }
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  mkdirSync(join(folder, 'main'));
  writeFileSync(join(folder, 'main', 'index.js'), 'secret');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'link'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let server: Server;
afterEach(() => server.kill());
async function start(changes: Partial<ServerOptions> = {}): Promise<void> {
  server = await startTestServer({ webDir: folder, ...changes });
}
const get = (path: string, init: RequestInit = {}) => fetch(`${server.origin}${path}`, { redirect: 'manual', ...init });

/** As it stands, without the tidying that fetch does to paths. */
function getRaw(path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

it('[OPS-7] serves the customer’s page at / and the agent’s below /agent/', async () => {
  await start();
  expect(await (await get('/?topic=cards&lang=fr')).text()).toContain('customer');
  expect(await (await get('/agent/')).text()).toContain('agent');
  const moved = await get('/agent');
  expect([moved.status, moved.headers.get('location')]).toEqual([308, '/agent/']);
});

it('[OPS-7] sends the policy headers with everything, refusals included', async () => {
  await start();
  for (const path of ['/', '/agent/', '/assets/index-Ab3dEf_9.js', '/healthz', '/nothing']) {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port}`);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=(self), microphone=(self)');
  }
});

it('[OPS-7] lets hashed assets be kept and asks again for everything else', async () => {
  await start();
  const caching = async (path: string) => (await get(path)).headers.get('cache-control');
  expect(await caching('/assets/index-Ab3dEf_9.js')).toBe('public, max-age=31536000, immutable');
  expect(await caching('/agent/assets/index-Ab3dEf_9.js')).toBe('public, max-age=31536000, immutable');
  expect(await caching('/assets/plain.svg')).toBe('no-cache');
  expect(await caching('/')).toBe('no-cache');
});

it.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/agent/../secret.txt',
  '/agent/..%2f..%2fsecret.txt',
  '/..%5csecret.txt',
  '//etc/passwd',
  '/%00',
  '/.hidden',
  '/agent/.hidden',
  '/link',
  '/main/index.js',
  '/assets/',
])('[OPS-7] keeps everything outside the built pages unread: %s', async (path) => {
  await start();
  const { status, body } = await getRaw(path);
  expect([400, 403, 404]).toContain(status);
  expect(body).not.toContain('secret');
  expect(body).not.toContain('root:');
});

it('[OPS-7] says so when the pages have not been built', async () => {
  await start({ webDir: '/nonexistent' });
  const response = await get('/');
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('npm run build');
});

it('[OPS-4] is alive and ready, and not ready when the store does not answer', async () => {
  const store = createMemoryStore();
  await start({ store });
  expect((await get('/healthz')).status).toBe(200);
  expect(await (await get('/readyz')).json()).toEqual({ status: 'ready', rooms: 'off' });
  store.check = () => Promise.reject(new Error('gone'));
  await server.kill();
  await start({ store });
  expect((await get('/readyz')).status).toBe(503);
  expect((await get('/healthz')).status).toBe(200);
});

it('[OPS-4][WIRE-10] is not ready and takes no newcomer while it shuts down', async () => {
  await start();
  const deaf = await new Client(server).says('customer');
  deaf.socket.pause();
  const stopped = server.stop();
  await new Promise((resolve) => setImmediate(resolve));
  expect((await get('/readyz')).status).toBe(503);
  expect(await new Client(server).opened()).toBe(503);
  deaf.socket.resume();
  await stopped;
});

it('[OPS-4] counts connections, calls, agents, requests and commits', async () => {
  await start();
  const agent = await new Client(server).says('agent');
  await agent.does('agent.signIn', { userName: 'agent', password: 'demo' });
  await agent.asks('no.such', {});
  const text = await (await get('/metrics')).text();
  expect(text).toContain('visavis_connections 1');
  expect(text).toContain('visavis_agents{work="idle"} 1');
  expect(text).toContain('visavis_calls{phase="waiting"} 0');
  expect(text).toContain('visavis_requests_total{name="agent.signIn",result="ok"} 1');
  expect(text).toContain('visavis_requests_total{name="unknown",result="unknownRequest"} 1');
  expect(text).toContain('visavis_commit_seconds_count 1');
});

it('[OPS-4] keeps the figures to this machine unless they are public', async () => {
  await start();
  const proxied = { headers: { 'x-forwarded-for': '203.0.113.9' } };
  expect((await get('/metrics', proxied)).status).toBe(404);
  await server.kill();
  await start({ metrics: 'public' });
  expect((await get('/metrics', proxied)).status).toBe(200);
});

it('[GUARD-6] keeps the figures from whoever comes through a proxy, also one that adds no header', async () => {
  await start({ trustedProxies: ['127.0.0.1'] });
  expect((await get('/metrics')).status).toBe(404);
  await server.kill();
  await start({ trustedProxies: ['192.0.2.1'] });
  expect((await get('/metrics')).status).toBe(200);
});

/** Opens a connection, asks so often and keeps it. */
async function keptConnection(requests = 1): Promise<{ socket: Socket; answered: () => string }> {
  const socket = connect(server.port, '127.0.0.1');
  let answered = '';
  socket.on('error', () => undefined);
  socket.on('data', (data: Buffer) => (answered += data.toString()));
  await once(socket, 'connect');
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(requests));
  return { socket, answered: () => answered };
}

it('[GUARD-7] idle connections are kept for a next request, but no more than so many: who was idle longest goes', async () => {
  await start();
  const open = async (count: number) => {
    const opened = await Promise.all(Array.from({ length: count }, () => keptConnection()));
    await until(() => opened.every(({ answered }) => answered().includes('"ok"')));
    return opened;
  };
  const [early, late] = [await open(100), await open(500)];
  await until(() => early.every(({ socket }) => socket.closed));
  expect(late.filter(({ socket }) => socket.closed)).toEqual([]);
  const [again] = late;
  again?.socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  await until(() => again?.answered().match(/"ok"/g)?.length === 2);
  for (const { socket } of late) socket.destroy();
});

it('[GUARD-7] one connection serves so many requests, says that it ends, and serves no more', async () => {
  await start();
  const { socket, answered } = await keptConnection(1001);
  await until(() => answered().includes(' 503 '));
  expect(answered().match(/ 200 OK/g)).toHaveLength(1000);
  expect(answered()).toMatch(/connection: close\r\n\r\n{"status":"ok"}HTTP\/1.1 503/i);
  socket.destroy();
});
