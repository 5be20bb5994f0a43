// What goes into the audit log, and what never does.
import { expect, it } from 'vitest';
import { createMemoryStore } from '../../adapters/store/memoryStore.ts';
import { createBench } from '../../testing/serviceBench.ts';

async function bench() {
  const store = createMemoryStore();
  return { ...(await createBench(store)), store };
}
const kinds = (store: ReturnType<typeof createMemoryStore>): string[] => store.audit.map(({ kind }) => kind);

it('[AUDIT-3] signing in, failing to, signing out and what was done to accounts are noted', async () => {
  const { store, connect, agent, service } = await bench();
  const alex = await agent();
  const stranger = await connect('agent', '192.0.2.9');
  await stranger.tries('agent.signIn', { userName: 'agent', password: 'wrong' });
  await stranger.tries('agent.signIn', { userName: 'nobody', password: 'wrong' });
  await alex.does('account.changePassword', { currentPassword: 'demo', newPassword: 'long enough' });
  await alex.does('agent.signOut', {});
  expect(store.audit.map(({ kind, facts }) => [kind, facts['agentId']])).toEqual([
    ['signedIn', 'demo-agent'],
    ['signInFailed', 'demo-agent'],
    ['signInFailed', null],
    ['passwordChanged', 'demo-agent'],
    ['signedOut', 'demo-agent'],
  ]);
  const billie = await agent('agent2');
  const account = await store.findAccount('agent2');
  if (account !== null) await store.removeAccount(account.agentId, 0);
  await service.revocations.look();
  expect(billie.closedWith).toBe('sessionEnded');
  expect(kinds(store).at(-1)).toBe('sessionsEnded');
});

it('[AUDIT-3] whoever reads a record is noted before they are told, and nobody else’s name stands in the log', async () => {
  const { store, agent, customer } = await bench();
  const alex = await agent();
  const zoe = await customer('Zoé Untold');
  const callId = await alex.answers();
  const entry = { kind: 'chat', messageId: 'm', text: 'SECRET-WORDS' } as const;
  await alex.does('call.addEntry', { callId, entryId: 'e', entry });
  await zoe.does('call.hangUp', {});
  await alex.does('wrapUp.finish', { callId, reasonId: 'solved', notes: 'SECRET-NOTES' });
  await alex.does('history.entries', { callId });
  await alex.does('history.recent', { limit: 10 });
  expect(store.audit.slice(-2)).toMatchObject([
    { kind: 'recordRead', facts: { agentId: 'demo-agent', callId, what: 'entries' } },
    { kind: 'recordsListed', facts: { what: 'recent', records: 1, callIds: callId } },
  ]);
  expect(JSON.stringify(store.audit)).not.toMatch(/Zoé|SECRET|Alex|Everyday/);

  const append = store.appendAudit.bind(store);
  Object.assign(store, { appendAudit: () => Promise.reject(new Error('no space')) });
  expect(await alex.tries('history.entries', { callId })).toBe('internal');
  Object.assign(store, { appendAudit: append });
  expect(await alex.tries('history.entries', { callId })).toBe('ok');
});

it('[AUDIT-3] a list of missed calls, which tells names, is noted with the calls that it tells of', async () => {
  const { store, clock, agent, customer } = await bench();
  const alex = await agent();
  const listed = () => store.audit.filter(({ kind }) => kind === 'recordsListed').map(({ facts }) => facts);
  expect(await alex.does('history.missed', { limit: 10 })).toEqual({ missed: [] });
  await customer('Zoé Untold');
  const { callId } = alex;
  await clock.advance(20_000);
  expect(listed()).toEqual([]);
  const append = store.appendAudit.bind(store);
  Object.assign(store, { appendAudit: () => Promise.reject(new Error('no space')) });
  expect(await alex.tries('history.missed', { limit: 10 })).toBe('internal');
  Object.assign(store, { appendAudit: append });
  expect((await alex.does('history.missed', { limit: 10 })).missed).toHaveLength(1);
  // The same call, missed once more.
  await alex.does('agent.setIntent', { intent: { name: 'available' } });
  await clock.advance(20_000);
  expect((await alex.does('history.missed', { limit: 10 })).missed).toHaveLength(2);
  expect(JSON.stringify(store.audit)).not.toContain('Zoé');
  const facts = { agentId: 'demo-agent', what: 'missed', callIds: callId };
  expect(listed()).toEqual([
    { ...facts, records: 1 },
    { ...facts, records: 2 },
  ]);
});

it('[AUDIT-4] whoever guesses names fills a line a minute, which says how many', async () => {
  const { store, clock, connect } = await bench();
  const guess = async (address: string): Promise<string> =>
    (await connect('agent', address)).tries('agent.signIn', { userName: `nobody${address}`, password: 'wrong' });
  for (let count = 1; count <= 20; count += 1) expect(await guess(`192.0.2.${String(count)}`)).toBe('wrongCredentials');
  expect(store.audit.map(({ facts }) => facts)).toEqual([{ agentId: null, wrong: 'password', tries: 1 }]);
  await clock.advance(60_000);
  await guess('192.0.2.99');
  expect(store.audit.map(({ facts }) => facts).slice(1)).toEqual([{ agentId: null, wrong: 'password', tries: 20 }]);
});
