// Behind which proxy who stands.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { createRecordingLog } from '../../testing/recordingLog.ts';
import { createClients } from './clients.ts';
import { createTrustedProxies, isNetwork, PRIVATE_NETWORKS } from './trustedProxies.ts';

const requestOf = (remoteAddress: string, headers: IncomingHttpHeaders = {}) =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;
const forwarded = (...addresses: string[]) => ({ 'x-forwarded-for': addresses.join(', ') });

function clientOf(proxies: readonly string[], request: IncomingMessage) {
  return createClients(proxies, createRecordingLog()).of(request);
}
const stranger = (address: string) => ({ address, isThisMachine: false });

it.each([
  ['the last that is no proxy of ours', ['10.0.0.0/8'], '10.0.0.1', ['6.6.6.6', '203.0.113.9', '10.0.0.2']],
  ['a proxy named by its address', ['192.0.2.1'], '192.0.2.1', ['6.6.6.6', '203.0.113.9']],
  ['IPv4 that a socket of both tells as IPv6', ['192.0.2.1'], '::ffff:192.0.2.1', ['::ffff:203.0.113.9']],
  ['with the port that some proxies add', ['192.0.2.1'], '192.0.2.1', ['203.0.113.9:5123']],
])('[GUARD-6] takes the client from trusted proxies only: %s', (_, proxies, peer, chain) => {
  expect(clientOf(proxies, requestOf(peer, forwarded(...chain)))).toEqual(stranger('203.0.113.9'));
});

it('[GUARD-6] knows IPv6 clients and proxies', () => {
  const request = requestOf('2001:db8::1', forwarded('[2001:db8:9::9]:443', '2001:db8::2'));
  expect(clientOf(['2001:db8::/64'], request)).toEqual(stranger('2001:db8:9::9'));
});

it('[GUARD-6] believes nobody else, and takes nonsense for nothing', () => {
  const chain = forwarded('6.6.6.6');
  expect(clientOf([], requestOf('203.0.113.9', chain))).toEqual(stranger('203.0.113.9'));
  expect(clientOf(['10.0.0.0/8'], requestOf('203.0.113.9', chain))).toEqual(stranger('203.0.113.9'));
  for (const nonsense of ['', 'unknown', '<script>', '6.6.6.6, unknown', ',']) {
    const request = requestOf('10.0.0.1', { 'x-forwarded-for': nonsense });
    expect(clientOf(['10.0.0.0/8'], request)).toEqual(stranger('10.0.0.1'));
  }
  // All of them ours: the first, who is somebody inside.
  const inside = requestOf('10.0.0.1', forwarded('10.0.0.7', '10.0.0.2'));
  expect(clientOf(['10.0.0.0/8'], inside)).toEqual(stranger('10.0.0.7'));
});

it('[GUARD-6] never takes what came through a proxy for a program on this machine', () => {
  const isThisMachine = (proxies: readonly string[], peer: string, headers: IncomingHttpHeaders = {}) =>
    clientOf(proxies, requestOf(peer, headers)).isThisMachine;
  expect(isThisMachine([], '127.0.0.1')).toBe(true);
  expect(isThisMachine([], '::ffff:127.0.0.1')).toBe(true);
  expect(isThisMachine([], '127.0.0.1', forwarded('203.0.113.9'))).toBe(false);
  expect(isThisMachine([], '127.0.0.1', { forwarded: 'for=203.0.113.9' })).toBe(false);
  // A proxy that adds no header.
  expect(isThisMachine(['127.0.0.1'], '127.0.0.1')).toBe(false);
  expect(isThisMachine(['127.0.0.1'], '127.0.0.1', forwarded('127.0.0.1'))).toBe(false);
  expect(isThisMachine(['127.0.0.1'], '127.0.0.2')).toBe(true);
  expect(isThisMachine([], '203.0.113.9')).toBe(false);
});

it('[GUARD-6] says once that a proxy is not believed', () => {
  const log = createRecordingLog();
  const clients = createClients(['10.0.0.1'], log);
  clients.of(requestOf('10.0.0.1', forwarded('203.0.113.9')));
  expect(log.lines).toEqual([]);
  for (let count = 0; count < 3; count += 1) clients.of(requestOf('10.0.0.2', forwarded('203.0.113.9')));
  expect(log.lines).toHaveLength(1);
  expect(log.lines[0]).not.toContain('203.0.113.9');
});

it('[GUARD-6] reads addresses and networks, and nothing else', () => {
  for (const right of ['10.0.0.1', '10.0.0.0/8', '::1', 'fc00::/7', ...PRIVATE_NETWORKS]) {
    expect([right, isNetwork(right)]).toEqual([right, true]);
  }
  for (const wrong of ['', 'proxy.example', '10.0.0.0/33', '::1/129', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0']) {
    expect([wrong, isNetwork(wrong)]).toEqual([wrong, false]);
  }
  const home = createTrustedProxies(PRIVATE_NETWORKS);
  expect(['127.0.0.1', '10.1.2.3', '192.168.1.1', '::1', 'fd00::1'].map((address) => home.has(address))).not.toContain(
    false,
  );
  expect(['8.8.8.8', '172.32.0.1', '2001:db8::1', '', 'x'].map((address) => home.has(address))).not.toContain(true);
});
