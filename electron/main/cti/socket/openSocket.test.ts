// The CTI socket with real sockets and our own relay at the other end: who gets in, what is refused, and what a restart does.
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFrameReader, frameOf } from '../../../relay/nativeFrames.ts';
import { runRelay } from '../../../relay/relay.ts';
import { socketPath, type SocketPath } from '../../../relay/socketPath.ts';
import { createReplyEngine, type ReplyEngine } from '../engine/createReplyEngine.ts';
import { DEFAULT_REPLY_POLICY } from '../engine/replyPolicy.ts';
import { openSocket, type CtiSocket } from './openSocket.ts';

const HELLO = { type: 'hello', v: 1, client: 'thunderbird', instance: 'i', version: '1' };
const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
let folder: string;
let place: SocketPath;
let opened: { engine: ReplyEngine; listener: CtiSocket | undefined }[];

beforeEach(() => {
  vi.clearAllMocks();
  folder = mkdtempSync(path.join(tmpdir(), 'visavis-cti-'));
  place = socketPath({ env: { VISAVIS_CTI_DIR: path.join(folder, 'own') }, platform: 'linux', home: '', userName: '' });
  opened = [];
});

afterEach(async () => {
  for (const { engine, listener } of opened) {
    engine.dispose();
    await listener?.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

async function open(helloWithinMs = 5_000): Promise<{ engine: ReplyEngine; listener: CtiSocket | undefined }> {
  const engine = createReplyEngine({
    policy: DEFAULT_REPLY_POLICY,
    run: 'r',
    log,
    notify: () => undefined,
    clock: {
      nowMs: () => performance.now(),
      startTimer: (delayMs, onDue) => {
        const timer = setTimeout(onDue, delayMs);
        return () => clearTimeout(timer);
      },
    },
  });
  const both = { engine, listener: await openSocket({ place, engine, log, helloWithinMs }) };
  opened.push(both);
  return both;
}

/** Sends the lines, and resolves with all that came back when the app has closed the connection. */
function talk(...lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(place.address, () => socket.write(lines.map((line) => `${line}\n`).join('')));
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
  });
}

/** A mail program behind our relay. */
function mailProgram(): { say: (message: object) => void; heard: unknown[]; leave: () => void; left: Promise<void> } {
  const input = new PassThrough();
  const output = new PassThrough();
  const heard: unknown[] = [];
  const read = createFrameReader(100_000, (json) => heard.push(JSON.parse(json)));
  output.on('data', read);
  const left = runRelay({ input, output, address: place.address, retryMs: 20 });
  return { heard, left, say: (message) => input.write(frameOf(JSON.stringify(message))), leave: () => input.end() };
}

test('[DOOR-4] the socket is 0600 in a folder that is 0700', async () => {
  await open();
  expect(statSync(place.address).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(place.address)).mode & 0o777).toBe(0o700);
});

test('[DOOR-4] a folder that others may enter is not used, and the log says so', async () => {
  await open();
  await opened.pop()?.listener?.close();
  chmodSync(path.dirname(place.address), 0o750);
  expect((await open()).listener).toBeUndefined();
  expect(log.error).toHaveBeenCalledWith('cti socket refused', { why: 'openToOthers' });
});

test('[DOOR-5] the first app keeps the socket; a socket that was left over by a crash is replaced', async () => {
  await open();
  expect((await open()).listener).toBeUndefined();
  expect(log.warn).toHaveBeenCalledWith('cti socket taken by another instance');
  for (const { listener } of opened.splice(0)) await listener?.close();
  writeFileSync(place.address, '');
  expect((await open()).listener).toBeDefined();
});

test.each([
  ['anything before hello', '{"type":"ping"}', 'helloRequired'],
  ['another version', '{"type":"hello","v":2,"shiny":true}', 'unsupportedVersion'],
  ['no JSON', 'hello', 'malformed'],
  ['a field that could hold text', JSON.stringify({ ...HELLO, subject: 'x' }), 'malformed'],
])('[DOOR-3] %s is refused and the connection closed', async (_what, line, code) => {
  await open();
  expect(await talk(line)).toBe(`{"type":"problem","code":"${code}"}\n`);
});

test('[DOOR-3] a line that is too long and a connection that never says hello are closed', async () => {
  await open(50);
  expect(await talk('x'.repeat(20_000))).toBe('');
  expect(await talk()).toBe('');
});

test('[DOOR-6] through the relay: welcome, mails, an app that restarts, and a mail program that ends', async () => {
  const program = mailProgram();
  await expect.poll(() => program.heard).toContainEqual({ type: 'problem', code: 'appNotRunning' });
  program.say(HELLO);
  const first = await open();
  await expect.poll(() => program.heard).toContainEqual(expect.objectContaining({ type: 'welcome' }));
  program.say({ type: 'begin', id: 'd', mail: { kind: 'reply' } });
  await expect.poll(() => first.engine.list()).toHaveLength(1);

  first.engine.dispose();
  await first.listener?.close();
  opened.pop();
  const again = program.heard.length;
  const second = await open();
  await expect.poll(() => program.heard.slice(again)).toContainEqual(expect.objectContaining({ type: 'welcome' }));
  program.say({ type: 'sync', list: [{ id: 'd', mail: { kind: 'reply' }, state: 'typing' }] });
  await expect.poll(() => second.engine.list()).toHaveLength(1);

  program.leave();
  await program.left;
  expect(existsSync(place.address)).toBe(true);
});

test('[DOOR-6] the relay ends when the mail program announces more than a message may hold', async () => {
  await open();
  const input = new PassThrough();
  const left = runRelay({ input, output: new PassThrough(), address: place.address });
  input.write(Buffer.from([0xff, 0xff, 0xff, 0x7f]));
  await expect(left).resolves.toBeUndefined();
});

test.each([
  [{ XDG_RUNTIME_DIR: '/run/user/7' }, 'linux', '/run/user/7/visavis/cti.sock'],
  [{}, 'linux', '/home/ada/.visavis/cti.sock'],
  [{ VISAVIS_CTI_DIR: '/x', XDG_RUNTIME_DIR: '/run' }, 'linux', '/x/cti.sock'],
  [{}, 'win32', '\\\\.\\pipe\\visavis-cti-Ada_B'],
])('[DOOR-4] with %j on %s app and relay meet at %s', (env, platform, address) => {
  expect(socketPath({ env, platform, home: '/home/ada', userName: 'Ada B' }).address).toBe(address);
});
