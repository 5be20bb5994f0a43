// The loopback interface's WebSocket over real sockets: who is let in, and that it is a CTI connection like any other.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WRONG_TOKENS_ALLOWED } from './guard.ts';
import { CRM, openBench, TOKEN, type LoopbackBench } from './loopbackBench.ts';

const HELLO = JSON.stringify({ type: 'hello', v: 1, client: 'crm', instance: 'crm1', version: '1' });
const BEGIN = JSON.stringify({ type: 'begin', id: 'a', mail: { kind: 'reply' } });

let bench: LoopbackBench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

type Opened = { readonly socket: WebSocket; readonly heard: string[] };

type Approach = { protocols?: string[]; headers?: Record<string, string>; path?: string };

/** Rejects with `401`, `403`, … when it is not let in. */
function open({ protocols = [], headers = {}, path = '/v1/socket' }: Approach): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${bench.loopback.port}${path}`, protocols, { headers });
    const heard: string[] = [];
    socket.on('message', (data: Buffer) => heard.push(data.toString()));
    socket.on('open', () => resolve({ socket, heard }));
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      reject(new Error(String(response.statusCode)));
    });
    socket.on('error', reject);
  });
}

const asTool = { headers: { authorization: `Bearer ${TOKEN}` } };
const asPage = { protocols: ['visavis.v1', `visavis.token.${TOKEN}`], headers: { origin: CRM } };

test.each([
  ['a tool', asTool],
  ['a page of the list', asPage],
])('[DOOR-46] %s says hello, begins a reply, hears of it; closing ends it', async (_who, approach) => {
  const { socket, heard } = await open(approach);
  socket.send(HELLO);
  socket.send(BEGIN);
  await vi.waitFor(() => expect(bench.noticed).toEqual(['begun']));
  expect(JSON.parse(heard[0] ?? '')).toMatchObject({ type: 'welcome' });
  socket.close();
  await vi.waitFor(() => expect(bench.noticed).toEqual(['begun', 'ended lost']));
});

test('[DOOR-43] the token that a page offered as a protocol is not sent back', async () => {
  const { socket } = await open(asPage);
  expect(socket.protocol).toBe('visavis.v1');
  socket.close();
});

test.each([
  ['no token', {}, '401'],
  ['a wrong token', { headers: { authorization: `Bearer ${'x'.repeat(38)}` } }, '401'],
  ['a wrong token as protocol', { protocols: ['visavis.v1', 'visavis.token.xxx'], headers: { origin: CRM } }, '401'],
  ['a token in the address', { path: `/v1/socket?token=${TOKEN}` }, '401'],
  ['another origin', { ...asPage, headers: { origin: 'https://evil.example' } }, '403'],
  ['the origin null', { ...asPage, headers: { origin: 'null' } }, '403'],
  ['a browser without origin', { ...asPage, headers: { 'sec-fetch-site': 'cross-site' } }, '403'],
  ['another host', { headers: { ...asTool.headers, host: 'evil.example' } }, '421'],
  ['another path', { ...asTool, path: '/v1/messages' }, '404'],
])('[DOOR-41][DOOR-42][DOOR-43] a WebSocket with %s is refused', async (_what, approach: Approach, status) => {
  await expect(open(approach)).rejects.toThrow(status);
  expect(bench.logged.filter((line) => line.startsWith('cti connection joined'))).toEqual([]);
});

test('[DOOR-43] guessing over WebSocket locks out as well; who is in stays in', async () => {
  const { socket, heard } = await open(asTool);
  socket.send(HELLO);
  for (let tries = 0; tries < WRONG_TOKENS_ALLOWED; tries += 1) await expect(open({})).rejects.toThrow('401');
  await expect(open(asTool)).rejects.toThrow('429');
  socket.send('{"type":"ping"}');
  await vi.waitFor(() => expect(heard).toContain('{"type":"pong"}'));
  socket.close();
});

test.each([
  ['binary', Buffer.from(HELLO)],
  ['no JSON', 'hello'],
  ['a message before hello', BEGIN],
  ['an unknown verb', '{"type":"call","to":"+33123456789"}'],
  ['too much', 'x'.repeat(20_000)],
])('[DOOR-46] %s closes it', async (_what, frame) => {
  const { socket } = await open(asTool);
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined);
  socket.send(frame);
  expect([1008, 1009]).toContain(await closed);
  expect(bench.noticed).toEqual([]);
});

test('[DOOR-46] one that does not say hello is closed soon', async () => {
  const { socket } = await open(asTool);
  expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(1006);
});
