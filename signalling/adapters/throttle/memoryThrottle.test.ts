// Slowing down guesses, per account and per address.
import { expect, it } from 'vitest';
import { callIdSchema, queueIdSchema } from '../../protocol/index.ts';
import { createMemoryThrottle } from './memoryThrottle.ts';
import { networkOf } from './networkOf.ts';

const few = { points: 2, durationSeconds: 60 };
const many = { points: 1000, durationSeconds: 60 };
const fewOfAccount = { free: 2, firstMs: 60_000, longestMs: 60_000, forgetAfterMs: 900_000 };
const manyOfAccount = { ...fewOfAccount, free: 1000 };
const lax = {
  signIn: many,
  signInPerAccount: manyOfAccount,
  signInPerAddress: many,
  code: manyOfAccount,
  handOver: many,
};

async function refusals(attempts: [string, string][], settings: Parameters<typeof createMemoryThrottle>[0]) {
  const throttle = createMemoryThrottle(settings);
  const waits = [];
  for (const [name, address] of attempts) waits.push((await throttle.takeSignIn(name, address)).retryAfterMs !== null);
  return waits;
}

it('[WIRE-8] counts an account over all addresses, whatever the case of its letters', async () => {
  const settings = { ...lax, signInPerAccount: fewOfAccount };
  const attempts: [string, string][] = [
    ['ann', '10.0.0.1'],
    ['Ann', '10.0.0.2'],
    ['ANN', '10.0.0.3'],
    ['bob', '10.0.0.1'],
  ];
  expect(await refusals(attempts, settings)).toEqual([false, false, true, false]);
});

it('[WIRE-8] counts an address over all accounts', async () => {
  const settings = { ...lax, signInPerAddress: few };
  const attempts: [string, string][] = [
    ['a', '10.0.0.1'],
    ['b', '10.0.0.1'],
    ['c', '10.0.0.1'],
    ['c', '10.0.0.2'],
  ];
  expect(await refusals(attempts, settings)).toEqual([false, false, true, false]);
});

it('[WIRE-8] does not count right passwords against anybody', async () => {
  const throttle = createMemoryThrottle({
    ...lax,
    signIn: few,
    signInPerAccount: fewOfAccount,
    signInPerAddress: few,
  });
  for (let round = 0; round < 5; round += 1) {
    expect((await throttle.takeSignIn('ann', '10.0.0.1')).retryAfterMs).toBeNull();
    await throttle.forgiveSignIn('ann', '10.0.0.1');
  }
});

it('[GUARD-2] lets nobody’s guesses stop the owner where they have signed in before', async () => {
  const settings = { ...lax, signIn: few, signInPerAccount: fewOfAccount, signInPerAddress: { ...few, points: 3 } };
  const throttle = createMemoryThrottle(settings);
  const isRefused = async (name: string, address: string) =>
    (await throttle.takeSignIn(name, address)).retryAfterMs !== null;
  await throttle.takeSignIn('ann', '10.0.0.1');
  await throttle.forgiveSignIn('ann', '10.0.0.1');
  // From elsewhere, until the account makes strangers wait …
  for (let stranger = 1; stranger < 10; stranger += 1) await throttle.takeSignIn('ann', `10.0.9.${stranger}`);
  expect(await isRefused('ann', '10.0.7.7')).toBe(true);
  // … and by other names in the owner’s own network, until that is full.
  for (let name = 0; name < 10; name += 1) await throttle.takeSignIn(`name-${name}`, '10.0.0.1');
  expect(await isRefused('bob', '10.0.0.1')).toBe(true);
  expect(await throttle.takeSignIn('Ann', '10.0.0.1')).toEqual({ retryAfterMs: null, isKnown: true });
});

it('[GUARD-2] counts a try nowhere else when one limit refuses it', async () => {
  const throttle = createMemoryThrottle({ ...lax, signIn: few, signInPerAccount: { ...fewOfAccount, free: 3 } });
  const isRefused = async (address: string) => (await throttle.takeSignIn('ann', address)).retryAfterMs !== null;
  // Sixty frames from one address: two are looked at.
  for (let count = 0; count < 60; count += 1) await isRefused('10.0.0.9');
  expect(await isRefused('10.0.0.1')).toBe(false);
  // The account now makes strangers wait: their tries are not counted to their network either.
  for (let count = 0; count < 60; count += 1) expect(await isRefused('10.0.0.2')).toBe(true);
  // A full network: what it tries is not counted to the accounts, which take no second try.
  const once = { ...fewOfAccount, free: 1 };
  const network = createMemoryThrottle({ ...lax, signInPerAddress: few, signInPerAccount: once });
  for (let count = 0; count < 60; count += 1) await network.takeSignIn(`name-${count}`, '10.0.0.9');
  expect((await network.takeSignIn('name-1', '10.0.0.1')).retryAfterMs).not.toBeNull();
  expect((await network.takeSignIn('name-50', '10.0.0.1')).retryAfterMs).toBeNull();
});

it('[GUARD-2] counts a try that the account’s pause refuses neither for the pair nor for the network', async () => {
  let nowMs = 0;
  const settings = { ...lax, signIn: few, signInPerAccount: { ...fewOfAccount, free: 1 }, signInPerAddress: few };
  const throttle = createMemoryThrottle(settings, () => nowMs);
  const isRefused = async () => (await throttle.takeSignIn('ann', '10.0.0.1')).retryAfterMs !== null;
  expect(await isRefused()).toBe(false);
  for (let count = 0; count < 10; count += 1) expect(await isRefused()).toBe(true);
  nowMs += 60_000;
  expect(await isRefused()).toBe(false);
});

it('[GUARD-1] does not count what was not looked at', async () => {
  const settings = { ...lax, signIn: few, signInPerAccount: fewOfAccount, signInPerAddress: few };
  const throttle = createMemoryThrottle(settings);
  for (let round = 0; round < 5; round += 1) {
    expect((await throttle.takeSignIn('ann', '10.0.0.1')).retryAfterMs).toBeNull();
    await throttle.returnSignIn('ann', '10.0.0.1');
  }
});

const start = (
  name: string,
  address: string,
  { queue = 'cards', maxPerMinute = 1000, perMinute = 1000, atOnce = 1000 },
) => ({
  callId: callIdSchema.parse(name),
  address,
  queueId: queueIdSchema.parse(queue),
  maxPerMinute,
  ofNetwork: { perMinute, atOnce },
});

it('[GUARD-5] bounds the calls that one network begins in a minute', async () => {
  const throttle = createMemoryThrottle(lax);
  const refusedBy = async (name: string, address: string) =>
    (await throttle.takeCallStart(start(name, address, { perMinute: 2 }))).refusedBy;
  expect([await refusedBy('1', '10.0.0.1'), await refusedBy('2', '10.0.0.1')]).toEqual([null, null]);
  expect(await throttle.takeCallStart(start('3', '10.0.0.1', { perMinute: 2 }))).toMatchObject({
    refusedBy: 'network',
    retryAfterMs: expect.any(Number) as number,
  });
  expect(await refusedBy('4', '10.0.0.2')).toBeNull();
});

it('[GUARD-5] bounds the calls of one network that go on at once, however they begin', async () => {
  const throttle = createMemoryThrottle(lax);
  const begin = (name: string, address: string) => throttle.takeCallStart(start(name, address, { atOnce: 2 }));
  const all = ['1', '2', '3'].map((name) => begin(name, `2001:db8:0:1::${name}`));
  expect((await Promise.all(all)).map(({ refusedBy }) => refusedBy)).toEqual([null, null, 'network']);
  throttle.endCall(callIdSchema.parse('1'));
  throttle.endCall(callIdSchema.parse('1'));
  const next = ['4', '5'].map((name) => begin(name, '2001:db8:0:1::9'));
  expect((await Promise.all(next)).map(({ refusedBy }) => refusedBy)).toEqual([null, 'network']);
});

it('[GUARD-5] bounds the calls that one queue takes in a minute, which cost their networks nothing', async () => {
  const throttle = createMemoryThrottle(lax);
  const refusedBy = async (name: string, queue: string) =>
    (await throttle.takeCallStart(start(name, '10.0.0.1', { queue, maxPerMinute: 1, perMinute: 2 }))).refusedBy;
  expect(await refusedBy('1', 'cards')).toBeNull();
  for (let count = 0; count < 5; count += 1) expect(await refusedBy(`again-${count}`, 'cards')).toBe('queue');
  expect(await refusedBy('2', 'loans')).toBeNull();
});

it('[HANDOVER-4] bounds the codes that one address may try, and does not count the right ones', async () => {
  const throttle = createMemoryThrottle({ ...lax, handOver: few });
  const isRefused = async () => (await throttle.takeHandOver('10.0.0.1')).retryAfterMs !== null;
  for (let round = 0; round < 5; round += 1) {
    expect(await isRefused()).toBe(false);
    await throttle.forgiveHandOver('10.0.0.1');
  }
  expect([await isRefused(), await isRefused(), await isRefused()]).toEqual([false, false, true]);
  expect((await throttle.takeHandOver('10.0.0.2')).retryAfterMs).toBeNull();
});

it('[WIRE-8] counts the sign-ins of one IPv6 network together, for a name and for all', async () => {
  const attempts = (names: readonly string[]) =>
    names.map((name, index): [string, string] => [name, `2001:db8:0:1::${index + 1}`]);
  const sameName = attempts(['ann', 'ann', 'ann']);
  expect(await refusals(sameName, { ...lax, signIn: few })).toEqual([false, false, true]);
  const others = attempts(['a', 'b', 'c']);
  expect(await refusals(others, { ...lax, signInPerAddress: few })).toEqual([false, false, true]);
  expect(await refusals([...others.slice(0, 2), ['c', '2001:db8:0:2::1']], { ...lax, signInPerAddress: few })).toEqual([
    false,
    false,
    false,
  ]);
});

it('[WIRE-8] takes all addresses of one IPv6 network as one', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::9'));
  expect(networkOf('2001:db8:1:3::9')).not.toBe(networkOf('2001:db8:1:2::9'));
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(networkOf('192.0.2.1')).toBe('192.0.2.1');
});

it('[FACTOR-2] counts codes of an account over all strangers, and apart where its owner has been', async () => {
  let nowMs = 0;
  const throttle = createMemoryThrottle({ ...lax, code: fewOfAccount }, () => nowMs);
  const waits = (...addresses: string[]) => addresses.map((address) => throttle.takeCode('Ann', address).retryAfterMs);
  await throttle.forgiveSignIn('ann', '10.0.0.9');
  expect(waits('10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.1')).toEqual([null, null, 60_000, 60_000]);
  expect(waits('10.0.0.9', '10.0.0.9', '10.0.0.9')).toEqual([null, null, 60_000]);
  expect(throttle.takeCode('bob', '10.0.0.1').retryAfterMs).toBeNull();
  nowMs = 60_000;
  expect(waits('10.0.0.3', '10.0.0.1')).toEqual([null, 60_000]);
  throttle.forgiveCode('ann', '10.0.0.3');
  expect(waits('10.0.0.1', '10.0.0.2', '10.0.0.3')).toEqual([null, null, 60_000]);
});

it('[WORK-1] says beforehand that a network has as many calls going on as it may: no work is done for nothing', async () => {
  const throttle = createMemoryThrottle(lax);
  const called = (name: string) => start(name, '10.0.0.1', { atOnce: 2 });
  const isFull = async () => (await throttle.callPressure(called('c'))).isFull;
  await throttle.takeCallStart(called('a'));
  expect(await isFull()).toBe(false);
  await throttle.takeCallStart(called('b'));
  expect(await isFull()).toBe(true);
  throttle.endCall(callIdSchema.parse('a'));
  expect(await isFull()).toBe(false);
});
