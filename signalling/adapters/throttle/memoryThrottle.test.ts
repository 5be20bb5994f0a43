// Slowing down guesses, per account and per address.
import { expect, it } from 'vitest';
import { createMemoryThrottle } from './memoryThrottle.ts';
import { networkOf } from './networkOf.ts';

const few = { points: 2, durationSeconds: 60 };
const many = { points: 1000, durationSeconds: 60 };

async function refusals(attempts: [string, string][], settings: Parameters<typeof createMemoryThrottle>[0]) {
  const throttle = createMemoryThrottle(settings);
  const waits = [];
  for (const [name, address] of attempts) waits.push((await throttle.takeSignIn(name, address)).retryAfterMs !== null);
  return waits;
}

it('[WIRE-8] counts an account over all addresses, whatever the case of its letters', async () => {
  const settings = { signIn: many, signInPerAccount: few, signInPerAddress: many, callStart: many, handOver: many };
  const attempts: [string, string][] = [
    ['ann', '10.0.0.1'],
    ['Ann', '10.0.0.2'],
    ['ANN', '10.0.0.3'],
    ['bob', '10.0.0.1'],
  ];
  expect(await refusals(attempts, settings)).toEqual([false, false, true, false]);
});

it('[WIRE-8] counts an address over all accounts', async () => {
  const settings = { signIn: many, signInPerAccount: many, signInPerAddress: few, callStart: many, handOver: many };
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
    signIn: few,
    signInPerAccount: few,
    signInPerAddress: few,
    callStart: many,
    handOver: many,
  });
  for (let round = 0; round < 5; round += 1) {
    expect((await throttle.takeSignIn('ann', '10.0.0.1')).retryAfterMs).toBeNull();
    await throttle.forgiveSignIn('ann', '10.0.0.1');
  }
});

it('[WIRE-6] bounds the calls that one address may start', async () => {
  const throttle = createMemoryThrottle({
    signIn: many,
    signInPerAccount: many,
    signInPerAddress: many,
    callStart: few,
    handOver: many,
  });
  const waits = [];
  for (let count = 0; count < 3; count += 1) waits.push((await throttle.takeCallStart('10.0.0.1')).retryAfterMs);
  expect(waits.map((wait) => wait !== null)).toEqual([false, false, true]);
});

it('[HANDOVER-4] bounds the codes that one address may try, and does not count the right ones', async () => {
  const others = { signIn: many, signInPerAccount: many, signInPerAddress: many, callStart: many };
  const throttle = createMemoryThrottle({ ...others, handOver: few });
  const isRefused = async () => (await throttle.takeHandOver('10.0.0.1')).retryAfterMs !== null;
  for (let round = 0; round < 5; round += 1) {
    expect(await isRefused()).toBe(false);
    await throttle.forgiveHandOver('10.0.0.1');
  }
  expect([await isRefused(), await isRefused(), await isRefused()]).toEqual([false, false, true]);
  expect((await throttle.takeHandOver('10.0.0.2')).retryAfterMs).toBeNull();
});

it('[WIRE-8] takes all addresses of one IPv6 network as one', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::9'));
  expect(networkOf('2001:db8:1:3::9')).not.toBe(networkOf('2001:db8:1:2::9'));
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(networkOf('192.0.2.1')).toBe('192.0.2.1');
});
