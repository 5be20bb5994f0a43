// Demo accounts and real ones keep apart.
import { expect, it } from 'vitest';
import { QUICK_PASSWORDS } from '../../testing/serviceBench.ts';
import { createMemoryStore } from '../store/memoryStore.ts';
import { accountsRefusal } from './accountsRefusal.ts';
import { addDemoAccounts } from './demoAccounts.ts';

it('[OPS-2][OPS-3] refuses demo accounts in production and real ones in demo mode', async () => {
  const store = createMemoryStore();
  expect(accountsRefusal(false, await store.listAccounts(), '/data')).toBeNull();
  await addDemoAccounts(store, QUICK_PASSWORDS);
  await addDemoAccounts(store, QUICK_PASSWORDS);
  const demo = await store.listAccounts();
  expect(demo.map(({ userName }) => userName)).toEqual(['agent', 'agent2', 'supervisor']);
  expect(accountsRefusal(true, demo, '/data')).toBeNull();
  expect(accountsRefusal(false, demo, '/data')).toContain('demo accounts (agent, agent2, supervisor)');
  const real = demo.map((account) => ({ ...account, demo: false }));
  expect(accountsRefusal(true, real, '/data')).toContain('real accounts');
});
