// Signing in, resuming, taking over, wrapping up, and what an agent finds on record.
import { beforeEach, expect, it, vi } from 'vitest';
import { createBench, type Bench } from '../../testing/serviceBench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
});

const right = { userName: 'agent', password: 'demo' };
const wrong = { userName: 'agent', password: 'guess' };

it('[AGENT-1] begins away, and says what the server holds', async () => {
  const agent = await bench.connect('agent');
  const { agent: view } = await agent.does('agent.signIn', right);
  expect(view).toEqual({
    agentId: 'demo-agent',
    displayName: 'Alex Martin',
    role: 'agent',
    intent: { name: 'away', reason: 'break' },
    sinceMs: bench.clock.nowMs(),
    work: { name: 'idle' },
  });
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  expect(agent.view?.intent).toEqual({ name: 'available' });
});

it('[AGENT-3][AGENT-4] shows an intent chosen in a call as pending, and takes it up after Finish', async () => {
  const agent = await bench.agent();
  const zoe = await bench.customer();
  const callId = await agent.answers();
  await agent.does('agent.setIntent', { intent: { name: 'away', reason: 'lunch' } });
  expect(agent.view).toMatchObject({
    intent: { name: 'available' },
    pendingIntent: { name: 'away', reason: 'lunch' },
  });
  await zoe.does('call.hangUp', {});
  expect(await agent.tries('wrapUp.finish', { callId, reasonId: 'nonsense', notes: '' })).toBe('reasonUnknown');
  await agent.does('wrapUp.finish', { callId, reasonId: 'solved', notes: 'Card sent again.' });
  expect(agent.view).toMatchObject({ intent: { name: 'away', reason: 'lunch' }, work: { name: 'idle' } });
  expect(await agent.tries('wrapUp.finish', { callId, reasonId: 'solved', notes: '' })).toBe('notPossibleNow');
});

it('[STORE-3] lists the agent’s own calls, newest first, with reason and notes once they are written', async () => {
  const agent = await bench.agent();
  for (const name of ['Zoé', 'Yann']) {
    const customer = await bench.customer(name);
    const callId = await agent.answers();
    await bench.clock.advance(1000);
    await customer.does('call.hangUp', {});
    if (name === 'Zoé') await agent.does('wrapUp.finish', { callId, reasonId: 'solved', notes: 'All well.' });
  }
  const { records } = await agent.does('history.recent', { limit: 10 });
  expect(records.map(({ customerName }) => customerName)).toEqual(['Yann', 'Zoé']);
  const [yann, zoe] = records;
  expect(yann).not.toHaveProperty('reason');
  expect(zoe).toMatchObject({
    topic: { en: 'cards', fr: 'cards' },
    outcome: 'answered',
    endedBy: 'customer',
    endReason: 'hungUp',
    reason: { en: 'Solved', fr: 'Résolu' },
    notes: 'All well.',
  });
  const older = await agent.does('history.recent', { limit: 10, beforeMs: yann?.endedAtMs });
  expect(older.records).toEqual([zoe]);
  const billie = await bench.agent('agent2');
  expect((await billie.does('history.recent', { limit: 10 })).records).toEqual([]);
});

it('[STORE-8] lists what the agent missed with the caller’s name, as long as the call is known', async () => {
  const agent = await bench.agent();
  const zoe = await bench.customer('Zoé');
  await bench.clock.advance(20_000);
  expect(agent.view).toMatchObject({ intent: { name: 'away', reason: 'noAnswer' } });
  const expected = { customerName: 'Zoé', topic: { en: 'cards', fr: 'cards' }, media: 'video' };
  expect((await agent.does('history.missed', { limit: 10 })).missed).toMatchObject([expected]);
  await zoe.does('call.leaveLine', {});
  const { missed } = await agent.does('history.missed', { limit: 10 });
  expect(missed).toMatchObject([expected]);
  expect((missed[0]?.endedAtMs ?? 0) - (missed[0]?.rangAtMs ?? 0)).toBe(20_000);
  expect((await agent.does('history.recent', { limit: 10 })).records).toEqual([]);
  const billie = await bench.agent('agent2');
  expect((await billie.does('history.missed', { limit: 10 })).missed).toEqual([]);
  vi.spyOn(bench.service.store, 'findEndedCall').mockResolvedValue(null);
  expect((await agent.does('history.missed', { limit: 10 })).missed).toEqual([]);
});

it('[AGENT-5] lets the newer connection take over, with the call', async () => {
  const agent = await bench.agent();
  await bench.customer();
  const callId = await agent.answers();
  const elsewhere = await bench.connect('agent');
  const { agent: view } = await elsewhere.does('agent.signIn', right);
  expect(view.work).toMatchObject({ name: 'inCall', call: { callId } });
  expect(agent.notices.at(-1)?.name).toBe('session.replaced');
  expect(agent.closedWith).toBe('replaced');
  expect(await agent.tries('call.hangUp', {})).toBe('notSignedIn');
  await agent.drops();
  await bench.clock.advance(29_000);
  await elsewhere.does('call.hangUp', {});
  expect(elsewhere.view?.work.name).toBe('wrapUp');
});

it('[AGENT-6] resumes by token until it expires, counted from its last use', async () => {
  const agent = await bench.connect('agent');
  const { sessionToken } = await agent.does('agent.signIn', right);
  const HOUR_MS = 3_600_000;
  await bench.clock.advance(11 * HOUR_MS);
  await agent.does('session.ping', {});
  await agent.drops();
  await bench.clock.advance(11 * HOUR_MS);
  const back = await bench.connect('agent');
  expect((await back.does('agent.resume', { sessionToken })).agent.displayName).toBe('Alex Martin');
  await back.drops();
  await bench.clock.advance(12 * HOUR_MS);
  expect(await (await bench.connect('agent')).tries('agent.resume', { sessionToken })).toBe('sessionExpired');
});

it('[AGENT-6] stores no token', async () => {
  const agent = await bench.connect('agent');
  const { sessionToken } = await agent.does('agent.signIn', right);
  expect(await bench.store.findSession(sessionToken, bench.clock.nowMs())).toBeNull();
  const hash = bench.service.tokens.hash(sessionToken);
  expect(await bench.store.findSession(hash, bench.clock.nowMs())).toMatchObject({ agentId: 'demo-agent' });
});

it('[AGENT-7] ends the session on signing out, and the connection serves the next one', async () => {
  const agent = await bench.connect('agent');
  const { sessionToken } = await agent.does('agent.signIn', right);
  await agent.does('agent.signOut', {});
  expect(agent.notices).toEqual([]);
  expect(await agent.tries('agent.resume', { sessionToken })).toBe('sessionExpired');
  const next = await agent.does('agent.signIn', { userName: 'agent2', password: 'demo' });
  expect(next.agent.displayName).toBe('Billie Durand');
});

it('[AGENT-7] refuses to sign out with a call, and stays signed in', async () => {
  const agent = await bench.agent();
  const zoe = await bench.customer();
  expect(await agent.tries('agent.signOut', {})).toBe('notPossibleNow');
  await zoe.does('call.leaveLine', {});
  expect(agent.view?.work.name).toBe('idle');
  expect(await agent.tries('agent.signOut', {})).toBe('ok');
});

it('[WIRE-8] slows repeated wrong passwords of an account at an address, and forgives after a right one', async () => {
  const agent = await bench.connect('agent');
  for (let attempt = 0; attempt < 4; attempt += 1)
    expect(await agent.tries('agent.signIn', wrong)).toBe('wrongCredentials');
  expect(await agent.tries('agent.signIn', right)).toBe('ok');
  await agent.does('agent.signOut', {});
  for (let attempt = 0; attempt < 5; attempt += 1)
    expect(await agent.tries('agent.signIn', wrong)).toBe('wrongCredentials');
  const answer = await agent.asks('agent.signIn', right);
  expect(answer).toMatchObject({ problem: { code: 'tooManyAttempts' } });
  if ('problem' in answer) expect(answer.problem.retryAfterMs).toBeGreaterThan(1000);
  const elsewhere = await bench.connect('agent', '198.51.100.7');
  expect(await elsewhere.tries('agent.signIn', right)).toBe('ok');
});

it('[WIRE-8] says the same about an unknown name as about a wrong password', async () => {
  const agent = await bench.connect('agent');
  const unknown = await agent.asks('agent.signIn', { userName: 'nobody', password: 'guess' });
  expect(unknown).toEqual(await agent.asks('agent.signIn', wrong));
});

it('[AGENT-1] says that no telephone line is connected', async () => {
  const agent = await bench.agent();
  expect(await agent.tries('telephone.dial', { number: '+33123456789' })).toBe('telephoneUnavailable');
});
