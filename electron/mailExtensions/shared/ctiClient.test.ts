// The CTI client with a port that a test holds in its hands: what is said, what is told again, and when it comes back.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CtiMessage } from '../../contract/cti.ts';
import { createCtiClient, type CtiClient, type CtiPortEvents } from './ctiClient.ts';

type Port = { said: CtiMessage[]; events: CtiPortEvents };
let ports: Port[];
let client: CtiClient;
const last = (): Port => {
  const port = ports.at(-1);
  if (port === undefined) throw new Error('no port');
  return port;
};
const welcome = (): void => last().events.onMessage({ type: 'welcome', heartbeatMs: 5_000, callsHeld: false });

beforeEach(() => {
  vi.useFakeTimers();
  ports = [];
  client = createCtiClient({
    client: 'thunderbird',
    version: '1',
    instance: 'i',
    nowMs: () => Date.now(),
    openPort: (events) => {
      const said: CtiMessage[] = [];
      ports.push({ said, events });
      return { post: (message) => said.push(message), close: () => undefined };
    },
  });
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
});

test('[DOOR-7] says hello, then after welcome what is open, then what happens, and at most one touch a second', () => {
  client.begin('d', 'reply');
  client.touch('d');
  expect(last().said).toEqual([{ type: 'hello', v: 1, client: 'thunderbird', instance: 'i', version: '1' }]);
  welcome();
  vi.advanceTimersByTime(1_000);
  client.touch('d');
  client.touch('d');
  client.sending('d');
  client.sendFailed('d');
  client.touch('d');
  client.end('d', 'sent');
  client.touch('d');
  expect(last().said.slice(1)).toEqual([
    { type: 'sync', list: [{ id: 'd', mail: { kind: 'reply' }, state: 'typing' }] },
    { type: 'touch', id: 'd' },
    { type: 'sending', id: 'd' },
    { type: 'sendFailed', id: 'd' },
    { type: 'touch', id: 'd' },
    { type: 'end', id: 'd', outcome: 'sent' },
  ]);
});

test('[WRITE-4] the first key after calls were let through is told at once, however soon after the last', () => {
  client.begin('d', 'reply');
  welcome();
  client.touch('d');
  client.touch('d');
  last().events.onMessage({ type: 'state', callsHeld: true, cause: 'reply' });
  client.touch('d');
  expect(last().said.filter(({ type }) => type === 'touch')).toHaveLength(1);
  last().events.onMessage({ type: 'state', callsHeld: false, cause: 'locked' });
  client.touch('d');
  client.touch('d');
  expect(last().said.filter(({ type }) => type === 'touch')).toHaveLength(2);
});

test('[DOOR-7] comes back by itself, pings as told, and tells all again', () => {
  welcome();
  client.begin('d', 'reply');
  last().events.onClosed();
  expect(client.status()).toEqual({ reach: 'unreachable' });
  vi.advanceTimersByTime(250);
  expect(ports).toHaveLength(2);
  welcome();
  vi.advanceTimersByTime(10_000);
  expect(last().said.slice(1)).toEqual([
    { type: 'sync', list: [{ id: 'd', mail: { kind: 'reply' }, state: 'open' }] },
    { type: 'ping' },
    { type: 'ping' },
  ]);
});

test('[DOOR-7] an app that went away behind the relay is waited for; a mail it does not know is told again', () => {
  welcome();
  client.begin('d', 'reply');
  last().events.onMessage({ type: 'problem', code: 'appNotRunning' });
  expect(client.status()).toEqual({ reach: 'unreachable' });
  const said = last().said.length;
  client.touch('d');
  expect(last().said).toHaveLength(said);
  welcome();
  last().events.onMessage({ type: 'problem', code: 'unknownDraft' });
  const sync = { type: 'sync', list: [{ id: 'd', mail: { kind: 'reply' }, state: 'typing' }] };
  expect(last().said.slice(said)).toEqual([sync, sync]);
});

test('[DOOR-35] a mail that is told of late is told as it was left, not as if somebody typed', () => {
  welcome();
  client.begin('d', 'reply', 'typing');
  client.begin('e', 'reply', 'sending');
  const mail = { kind: 'reply' };
  expect(last().said.slice(2)).toEqual([
    { type: 'sync', list: [{ id: 'd', mail, state: 'typing' }] },
    {
      type: 'sync',
      list: [
        { id: 'd', mail, state: 'typing' },
        { id: 'e', mail, state: 'sending' },
      ],
    },
  ]);
});

test('[WRITE-4] a key that came while the app was away is not counted as told: the next one is', () => {
  client.begin('d', 'reply');
  client.touch('d');
  welcome();
  client.touch('d');
  client.touch('d');
  expect(last().said.slice(1)).toEqual([
    { type: 'sync', list: [{ id: 'd', mail: { kind: 'reply' }, state: 'typing' }] },
    { type: 'touch', id: 'd' },
  ]);
});

test('[DOOR-7] a version that the app does not speak is not tried again at once', () => {
  last().events.onMessage({ type: 'problem', code: 'unsupportedVersion' });
  expect(client.status()).toEqual({ reach: 'outdated' });
  vi.advanceTimersByTime(60_000);
  expect(ports).toHaveLength(1);
});
