// `npm run agents` on a store in memory.
import { beforeEach, expect, it } from 'vitest';
import { QUICK_PASSWORDS } from '../../testing/serviceBench.ts';
import type { Store } from '../../service/ports/store.ts';
import { createMemoryStore } from '../store/memoryStore.ts';
import { randomTokens } from '../tokens/randomTokens.ts';
import { runAgentsCommand } from './agentsCommand.ts';

let store: Store;
beforeEach(() => {
  store = createMemoryStore();
});

function run(args: readonly string[], password = 'long enough') {
  return runAgentsCommand(args, {
    store,
    dataDir: '/data',
    passwords: QUICK_PASSWORDS,
    tokens: randomTokens,
    askPassword: () => Promise.resolve({ password }),
  });
}

it('[OPS-6] adds an agent who can sign in', async () => {
  const outcome = await run(['add', 'ann', '--display', 'Ann Berg', '--role', 'supervisor']);
  expect(outcome).toEqual({ ok: true, text: 'Added ann (Ann Berg, supervisor) to /data.' });
  const account = await store.findAccount('ann');
  expect(account).toMatchObject({ displayName: 'Ann Berg', role: 'supervisor', demo: false });
  expect(await QUICK_PASSWORDS.verify('long enough', account?.passwordHash ?? null)).toBe(true);
});

it.each([
  [['add', 'b b'], 'cannot be a name'],
  [['add', ''], 'cannot be a name'],
  [['add', 'ANN'], 'already an agent ANN'],
  [['add', 'bob', '--role', 'boss'], '--role must be agent or supervisor'],
  [['add', 'bob', '--display', ' '], '--display must be'],
  [['remove', 'bob'], 'no agent bob'],
  [['password', 'bob'], 'no agent bob'],
  [['add'], 'Usage'],
  [['add', 'bob', '--nonsense'], 'Usage'],
  [['frobnicate', 'bob'], 'Usage'],
  [[], 'Usage'],
])('[OPS-6] refuses %j in a sentence', async (args, words) => {
  await run(['add', 'ann']);
  const outcome = await run(args);
  expect(outcome.ok).toBe(false);
  expect(outcome.text).toContain(words);
  expect(await store.listAccounts()).toHaveLength(1);
});

it('[OPS-6] refuses a short password', async () => {
  expect(await run(['add', 'ann'], 'short')).toEqual({ ok: false, text: 'A password has 8 to 200 characters.' });
});

it('[OPS-6] lists, changes passwords and removes', async () => {
  expect((await run(['list'])).text).toContain('no agents');
  await run(['add', 'ann']);
  expect((await run(['list'])).text).toBe('ann\tann\tagent');
  expect((await run(['password', 'Ann'], 'another one')).ok).toBe(true);
  expect(await QUICK_PASSWORDS.verify('another one', (await store.findAccount('ann'))?.passwordHash ?? null)).toBe(
    true,
  );
  expect((await run(['remove', 'ann'])).ok).toBe(true);
  expect(await store.listAccounts()).toEqual([]);
});
