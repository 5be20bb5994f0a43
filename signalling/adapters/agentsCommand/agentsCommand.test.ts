// `npm run agents` on a store in memory.
import { beforeEach, expect, it } from 'vitest';
import { agentIdSchema } from '../../protocol/index.ts';
import { QUICK_PASSWORDS } from '../../testing/serviceBench.ts';
import { sessionOf } from '../store/accounts.contract.ts';
import { createMemoryStore } from '../store/memoryStore.ts';
import { randomTokens } from '../tokens/randomTokens.ts';
import { runAgentsCommand } from './agentsCommand.ts';

let store: ReturnType<typeof createMemoryStore>;
beforeEach(() => {
  store = createMemoryStore();
});

function run(args: readonly string[], password = 'long enough') {
  return runAgentsCommand(args, {
    store,
    dataDir: '/data',
    clock: { nowMs: () => Date.UTC(2026, 10, 28, 9, 30) },
    passwords: QUICK_PASSWORDS,
    tokens: randomTokens,
    askPassword: () => Promise.resolve({ password }),
  });
}

it('[OPS-6][AUDIT-3] adds an agent who can sign in', async () => {
  const outcome = await run(['add', 'ann', '--display', 'Ann Berg', '--role', 'supervisor']);
  expect(outcome).toEqual({ ok: true, text: 'Added ann (Ann Berg, supervisor) to /data.' });
  const account = await store.findAccount('ann');
  expect(account).toMatchObject({ displayName: 'Ann Berg', role: 'supervisor', demo: false });
  expect(await QUICK_PASSWORDS.verify('long enough', account?.passwordHash ?? null)).toBe(true);
  expect(noted()).toEqual([['accountAdded', { agentId: account?.agentId, role: 'supervisor' }]]);
});

/** What stands in the audit log. */
const noted = () => store.audit.map(({ kind, facts }) => [kind, facts]);

it.each([
  [['add', 'b b'], 'cannot be a name'],
  [['add', ''], 'cannot be a name'],
  [['add', 'ANN'], 'already an agent ANN'],
  [['add', 'bob', '--role', 'boss'], '--role must be agent or supervisor'],
  [['add', 'bob', '--display', ' '], '--display must be'],
  [['remove', 'bob'], 'no agent bob'],
  [['password', 'bob'], 'no agent bob'],
  [['sessions', 'bob'], 'no agent bob'],
  [['sign-out', 'bob'], 'no agent bob'],
  [['role', 'bob', 'agent'], 'no agent bob'],
  [['role', 'ann', 'boss'], 'must be agent or supervisor'],
  [['role', 'ann'], 'Usage'],
  [['second-factor', 'ann'], 'Usage'],
  [['second-factor', 'ann', 'on'], 'only be turned off here'],
  [['second-factor', 'bob', 'off'], 'no agent bob'],
  [['remove', 'ann', 'bob'], 'Usage'],
  [['toString', 'ann'], 'Usage'],
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

it('[OPS-6][AUDIT-3] lists, changes passwords and removes', async () => {
  expect((await run(['list'])).text).toContain('no agents');
  await run(['add', 'ann']);
  expect((await run(['list'])).text).toBe('ann\tann\tagent');
  expect((await run(['password', 'Ann'], 'another one')).ok).toBe(true);
  expect(await QUICK_PASSWORDS.verify('another one', (await store.findAccount('ann'))?.passwordHash ?? null)).toBe(
    true,
  );
  const agentId = (await store.findAccount('ann'))?.agentId;
  expect((await run(['remove', 'ann'])).ok).toBe(true);
  expect(noted().slice(1)).toEqual([
    ['passwordChanged', { agentId, by: null }],
    ['accountRemoved', { agentId }],
  ]);
  expect(await store.listAccounts()).toEqual([]);
});

it('[SESSION-6][AUDIT-3] says where an agent is signed in, and signs them out', async () => {
  await run(['add', 'ann']);
  const { agentId } = (await store.findAccount('ann')) ?? { agentId: agentIdSchema.parse('nobody') };
  expect((await run(['sessions', 'ann'])).text).toBe('ann is not signed in anywhere.');
  expect((await run(['sign-out', 'ann'])).text).toBe('ann is not signed in anywhere.');
  const startedAtMs = Date.UTC(2026, 10, 28, 8);
  const times = { startedAtMs, lastSeenAtMs: startedAtMs + 60_000, expiresAtMs: startedAtMs + 43_200_000 };
  await store.addSession(sessionOf(agentId, 'hash', times));
  await store.addSession(sessionOf(agentId, 'other', { ...times, device: '', lastSeenAtMs: startedAtMs }));
  expect((await run(['sessions', 'ANN'])).text.split('\n')).toEqual([
    'Firefox · Windows\tsince 2026-11-28T08:00Z\tlast seen 2026-11-28T08:01Z',
    'unknown device\tsince 2026-11-28T08:00Z\tlast seen 2026-11-28T08:00Z',
  ]);
  expect((await run(['sign-out', 'ann'])).text).toContain('sessions ended: 2');
  expect(await store.sessionsOf(agentId, 0)).toEqual([]);
  expect(noted().slice(1)).toEqual([['sessionsEnded', { agentId, by: null, ended: 2 }]]);
});

it('[SESSION-6][AUDIT-3] changes a role', async () => {
  await run(['add', 'ann']);
  expect((await run(['role', 'ann', 'supervisor'])).text).toContain('ann is supervisor now');
  const account = await store.findAccount('ann');
  expect(account?.role).toBe('supervisor');
  expect(noted().slice(1)).toEqual([['roleChanged', { agentId: account?.agentId, role: 'supervisor' }]]);
});

it('[FACTOR-5] says who has a second factor, and turns it off', async () => {
  await run(['add', 'ann']);
  await run(['add', 'bob']);
  const { agentId } = (await store.findAccount('ann')) ?? { agentId: agentIdSchema.parse('nobody') };
  expect((await run(['second-factor', 'ann', 'off'])).text).toBe('ann has no second factor.');
  await store.addSecondFactor(agentId, { secret: 'A', step: 1, sinceMs: 1, recoveryCodeHashes: [] });
  expect((await run(['list'])).text.split('\n')).toEqual(['ann\tann\tagent\tsecond factor', 'bob\tbob\tagent']);
  expect((await run(['second-factor', 'ANN', 'off'])).text).toContain('Turned the second factor of ann off.');
  expect((await run(['list'])).text.split('\n')).toEqual(['ann\tann\tagent', 'bob\tbob\tagent']);
  expect(await store.findFactorReset(agentId, 0)).toBe(Date.UTC(2026, 10, 28, 9, 30));
});
