// The loopback interface over real sockets: what a tool may do with it, and everything that others may not.
import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ctiMessageSchema } from '../../../contract/cti.ts';
import { LOCKED_OUT_MS, WRONG_TOKENS_ALLOWED } from './guard.ts';
import { CRM, openBench, rightHeaders, TOKEN, type LoopbackBench } from './loopbackBench.ts';
import { openLoopback } from './openLoopback.ts';

const HELLO = JSON.stringify({ type: 'hello', v: 1, client: 'crm', instance: 'crm1', version: '1' });
const BEGIN = JSON.stringify({ type: 'begin', id: 'a', mail: { kind: 'reply' } });
const WRONG = 'x'.repeat(TOKEN.length);

let bench: LoopbackBench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const right = (): ReturnType<typeof rightHeaders> => rightHeaders(bench.loopback.port);
const withoutToken = (): ReturnType<typeof rightHeaders> => ({ ...right(), authorization: undefined });

test('[DOOR-47] a tool says hello, begins and ends, and hears what it has to with each answer', async () => {
  const hello = await bench.knock({ headers: right(), body: HELLO });
  expect(hello.status).toBe(200);
  expect(JSON.parse(hello.text)).toMatchObject({ answers: [{ type: 'welcome' }, { type: 'state', callsHeld: false }] });
  expect((await bench.knock({ headers: right(), body: BEGIN })).status).toBe(200);
  expect(bench.noticed).toEqual(['begun']);
  await bench.knock({ headers: right(), body: '{"type":"end","id":"a","outcome":"sent"}' });
  expect(bench.noticed).toEqual(['begun', 'ended sent']);
});

test('[DOOR-47] another instance is another connection; one without a name, or without a hello, is none', async () => {
  await bench.knock({ headers: right(), body: HELLO });
  const other = await bench.knock({ headers: { ...right(), 'visavis-instance': 'crm2' }, body: BEGIN });
  expect(other).toMatchObject({ status: 409, text: '{"answers":[{"type":"problem","code":"helloRequired"}]}' });
  for (const instance of [undefined, '', 'a b', 'x'.repeat(65)]) {
    const headers = { ...right(), 'visavis-instance': instance };
    expect((await bench.knock({ headers, body: BEGIN })).status).toBe(400);
  }
  expect(bench.noticed).toEqual([]);
});

test('[DOOR-40] it listens on 127.0.0.1 and on no other address of this machine', async () => {
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((one) => one !== undefined && one.address !== '127.0.0.1' && !one.address.startsWith('fe80'))
    .map((one) => one?.address ?? '');
  for (const address of ['127.0.0.2', ...others]) expect(await isListening(address, bench.loopback.port)).toBe(false);
  expect(await isListening('127.0.0.1', bench.loopback.port)).toBe(true);
});

test('[DOOR-40] a port that is taken is said and stops nothing', async () => {
  const logged: string[] = [];
  const write = (message: string): number => logged.push(message);
  const second = await openLoopback({
    policy: { port: bench.loopback.port, token: TOKEN, origins: [] },
    engine: { join: () => expect.unreachable() },
    log: { debug: write, info: write, warn: write, error: write },
  });
  expect(second).toBeUndefined();
  expect(logged).toEqual(['cti loopback not opened']);
});

test.each([
  ['a name that leads here', 'evil.example'],
  ['the same with the port', 'evil.example:PORT'],
  ['localhost', 'localhost:PORT'],
  ['no port', '127.0.0.1'],
  ['another port', '127.0.0.1:1'],
  ['another way to write it', '127.1:PORT'],
  ['IPv6', '[::1]:PORT'],
  ['a name around it', '127.0.0.1:PORT.evil.example'],
])('[DOOR-41] DNS rebinding: Host with %s is refused, even with the token', async (_what, host) => {
  const headers = { ...right(), host: host.replace('PORT', String(bench.loopback.port)) };
  expect((await bench.knock({ headers, body: HELLO })).status).toBe(421);
  expect((await bench.knock({ method: 'GET', path: '/v1/state', headers })).status).toBe(421);
  expect((await bench.knock({ method: 'OPTIONS', headers: { ...headers, origin: CRM } })).status).toBe(421);
});

test('[DOOR-41] a request without Host, or with two, says nothing and does nothing', async () => {
  const { port } = bench.loopback;
  const rest = `Authorization: Bearer ${TOKEN}\r\nVisavis-Instance: crm1\r\nContent-Type: application/json\r\nContent-Length: ${HELLO.length}\r\nConnection: close\r\n\r\n${HELLO}`;
  expect(await bench.sayRaw(`POST /v1/messages HTTP/1.1\r\n${rest}`)).toMatch(/^HTTP\/1\.1 400/);
  const two = `Host: evil.example\r\nHost: 127.0.0.1:${port}\r\n`;
  expect(await bench.sayRaw(`POST /v1/messages HTTP/1.1\r\n${two}${rest}`)).toMatch(/^HTTP\/1\.1 4(00|21)/);
  expect(bench.logged.filter((line) => line.startsWith('cti connection joined'))).toEqual([]);
});

test.each([
  'https://evil.example',
  'null',
  '',
  'http://crm.example.org',
  'https://crm.example.org:8443',
  'https://crm.example.org.evil.example',
  'https://CRM.example.org',
  'https://crm.example.org/',
  'https://crm.example.org, https://evil.example',
])('[DOOR-42] Origin “%s” is refused, with the token too, and is told nothing', async (origin) => {
  const answer = await bench.knock({ headers: { ...right(), origin }, body: HELLO });
  expect(answer).toMatchObject({ status: 403, text: '' });
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  const preflight = await bench.knock({ method: 'OPTIONS', headers: { ...withoutToken(), origin } });
  expect(preflight.status).not.toBe(204);
  expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');
});

test('[DOOR-42] a page of the list is let in and may read; the answer names it alone', async () => {
  const preflight = await bench.knock({
    method: 'OPTIONS',
    headers: { host: right()['host'], origin: CRM, 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers).toMatchObject({ 'access-control-allow-origin': CRM, vary: 'Origin' });
  const answer = await bench.knock({
    headers: { ...right(), origin: CRM, 'sec-fetch-site': 'cross-site' },
    body: HELLO,
  });
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({ 'access-control-allow-origin': CRM });
  expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
});

test("[DOOR-42] a browser's request without Origin is refused, a tool's is not", async () => {
  const headers = { ...right(), 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
  expect((await bench.knock({ method: 'GET', path: '/v1/state', headers })).status).toBe(403);
  expect((await bench.knock({ headers, body: HELLO })).status).toBe(403);
  expect((await bench.knock({ headers: right(), body: HELLO })).status).toBe(200);
});

test("[DOOR-42] a tool made with Node's own fetch is let in", async () => {
  const { authorization, 'content-type': type, 'visavis-instance': instance } = right();
  const answer = await fetch(`http://127.0.0.1:${bench.loopback.port}/v1/messages`, {
    method: 'POST',
    headers: {
      authorization: String(authorization),
      'content-type': String(type),
      'visavis-instance': String(instance),
    },
    body: HELLO,
  });
  expect(answer.status).toBe(200);
});

test('[DOOR-42] a page elsewhere that guesses tokens locks nobody out', async () => {
  for (let tries = 0; tries < WRONG_TOKENS_ALLOWED * 3; tries += 1) {
    const headers = { ...right(), authorization: `Bearer ${WRONG}`, origin: 'https://evil.example' };
    expect((await bench.knock({ headers, body: HELLO })).status).toBe(403);
  }
  expect((await bench.knock({ headers: right(), body: HELLO })).status).toBe(200);
});

test.each([
  ['none', undefined],
  ['a wrong one', `Bearer ${WRONG}`],
  ['a part of it', `Bearer ${TOKEN.slice(0, -1)}`],
  ['more than it', `Bearer ${TOKEN}x`],
  ['an empty one', 'Bearer '],
  ['another scheme', `Basic ${TOKEN}`],
])('[DOOR-43] token: %s is refused', async (_what, authorization) => {
  expect(await bench.knock({ headers: { ...right(), authorization }, body: HELLO })).toMatchObject({
    status: 401,
    text: '',
  });
});

test('[DOOR-43] a token in the address is not read', async () => {
  for (const path of [`/v1/messages?token=${TOKEN}`, `/v1/messages?access_token=${TOKEN}`])
    expect((await bench.knock({ path, headers: withoutToken(), body: HELLO })).status).toBe(401);
});

test('[DOOR-43] after five wrong tokens the right one is refused too, for a minute; no token is ever logged', async () => {
  const guess = (token: string): Promise<{ status: number }> =>
    bench.knock({ headers: { ...right(), authorization: `Bearer ${token}` }, body: HELLO });
  for (let tries = 0; tries < WRONG_TOKENS_ALLOWED; tries += 1) expect((await guess(WRONG)).status).toBe(401);
  expect((await guess(WRONG)).status).toBe(429);
  expect((await guess(TOKEN)).status).toBe(429);
  bench.passMs(LOCKED_OUT_MS);
  expect((await guess(TOKEN)).status).toBe(200);
  expect(bench.logged.join('\n')).not.toContain(TOKEN);
  expect(bench.logged.join('\n')).not.toContain(WRONG);
});

test.each([
  undefined,
  'text/plain',
  'text/plain; application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json-patch+json',
])('[DOOR-44] CSRF: content of type %s is refused, from a listed page too', async (type) => {
  const headers = { ...right(), origin: CRM, 'content-type': type };
  expect((await bench.knock({ headers, body: HELLO })).status).toBe(415);
  expect(bench.logged.filter((line) => line.startsWith('cti connection joined'))).toEqual([]);
});

test('[DOOR-44] a body larger than one message, or headers without end, are cut off', async () => {
  const big = await bench.knock({ headers: right(), body: 'x'.repeat(20_000) });
  expect(big.status).toBe(413);
  const head = `GET /v1/state HTTP/1.1\r\nHost: ${String(right()['host'])}\r\nX: ${'x'.repeat(20_000)}`;
  expect(await bench.sayRaw(head)).toMatch(/^HTTP\/1\.1 431/);
  expect((await bench.knock({ headers: right(), body: HELLO })).status).toBe(200);
});

test('[DOOR-44] what is not a message of the protocol is said and ends the connection', async () => {
  await bench.knock({ headers: right(), body: HELLO });
  const answer = await bench.knock({ headers: right(), body: '{"type":"call","to":"+33123456789"}' });
  expect(answer).toMatchObject({ status: 409, text: '{"answers":[{"type":"problem","code":"malformed"}]}' });
});

test('[DOOR-45] GET changes nothing, wherever it asks and whatever it brings', async () => {
  await bench.knock({ headers: right(), body: HELLO });
  for (const path of ['/v1/messages', '/v1/messages?type=begin&id=a&kind=reply', '/v1/state', '/', '/v1/call?to=1']) {
    const { status } = await bench.knock({ method: 'GET', path, headers: right(), body: BEGIN });
    expect([200, 404, 405]).toContain(status);
  }
  expect(bench.noticed).toEqual([]);
  expect((await bench.knock({ method: 'POST', path: '/v1/state', headers: right(), body: BEGIN })).status).toBe(405);
  const state = await bench.knock({ method: 'GET', path: '/v1/state', headers: right() });
  expect(JSON.parse(state.text)).toEqual({ state: { type: 'state', callsHeld: false, cause: 'none' } });
  expect(state.headers).toMatchObject({ 'cache-control': 'no-store' });
});

test('[DOOR-45] no message of the protocol starts or answers a call', () => {
  const types = ctiMessageSchema._zod.def.options.map((option) => [...option._zod.def.shape.type._zod.values][0]);
  expect(types.sort()).toEqual(['begin', 'end', 'focus', 'hello', 'ping', 'sendFailed', 'sending', 'sync', 'touch']);
});

function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const say = (is: boolean) => (): void => {
      socket.destroy();
      resolve(is);
    };
    socket.on('connect', say(true)).on('error', say(false)).on('timeout', say(false));
  });
}

test('[DOOR-47] a tool that falls silent is closed, and its mail ends', async () => {
  const impatient = await openBench({ heartbeatMs: 50 });
  const headers = rightHeaders(impatient.loopback.port);
  await impatient.knock({ headers, body: HELLO });
  await impatient.knock({ headers, body: BEGIN });
  await vi.waitFor(() => expect(impatient.noticed).toEqual(['begun', 'ended lost']), { timeout: 5_000 });
  expect((await impatient.knock({ headers, body: BEGIN })).status).toBe(409);
  await impatient.close();
});
