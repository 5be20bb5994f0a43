// Sessions that end against the will of who is in them.
import { beforeEach, expect, it } from 'vitest';
import type { CallId } from '../../protocol/index.ts';
import { callPhase } from '../../domain/call/call.ts';
import { createBench, QUICK_PASSWORDS, type Bench, type Person } from '../../testing/serviceBench.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
});

const alexId = async () => {
  const account = await bench.store.findAccount('agent');
  if (account === null) throw new Error('no such account');
  return account.agentId;
};
/** As another process does it, which has nothing but the store. */
const changePasswordElsewhere = async (): Promise<void> => {
  const passwordHash = await QUICK_PASSWORDS.hash('another one');
  await bench.store.setPasswordHash(await alexId(), { passwordHash, keep: null, atMs: bench.clock.nowMs() });
};
const endOf = (person: Person): unknown[] => [
  person.closedWith,
  person.notices.filter(({ name }) => name === 'session.ended').map(({ payload }) => payload),
];

const onlyPhase = (): string | undefined => [...bench.service.runner.state.calls.values()].map(callPhase)[0]?.name;

async function talking(): Promise<{ alex: Person; zoe: Person; callId: CallId }> {
  const alex = await bench.agent();
  const zoe = await bench.customer();
  return { alex, zoe, callId: await alex.answers() };
}

it('[SESSION-2] a password changed elsewhere closes the connection, and the token opens nothing', async () => {
  const alex = await bench.connect('agent');
  const { sessionToken } = await alex.does('agent.signIn', { userName: 'agent', password: 'demo' });
  await changePasswordElsewhere();
  await bench.service.revocations.look();
  expect(endOf(alex)).toEqual(['sessionEnded', [{ reason: 'accountChanged' }]]);
  expect(await (await bench.connect('agent')).tries('agent.resume', { sessionToken })).toBe('sessionExpired');
});

it('[SESSION-2] the customer in the call keeps their place: back at the head of the line, and answered by somebody else', async () => {
  const { alex, zoe, callId } = await talking();
  const yann = await bench.customer('Yann');
  await changePasswordElsewhere();
  await bench.service.revocations.look();
  expect(alex.closedWith).toBe('sessionEnded');
  expect(zoe.call?.phase).toMatchObject({ name: 'waiting', position: 1 });
  await bench.clock.advance(1000);
  expect(yann.call?.phase).toMatchObject({ name: 'waiting', position: 2 });
  const billie = await bench.agent('agent2');
  expect(await billie.answers()).toBe(callId);
  // What is still on its way from the conversation before is of an earlier generation.
  expect(zoe.call?.phase).toMatchObject({ name: 'active', generation: 2 });
  await billie.does('call.hangUp', {});
  expect(bench.counted.filter((one) => one.startsWith('call '))).toEqual(['call answered']);
});

it('[SESSION-2] what rings goes on to somebody else, and nobody has missed it', async () => {
  const alex = await bench.agent();
  await bench.customer();
  expect(alex.view?.work.name).toBe('ringing');
  await changePasswordElsewhere();
  await bench.service.revocations.look();
  expect(onlyPhase()).toBe('waiting');
  expect(bench.counted).toContain('offer withdrawn');
});

it('[SESSION-2] a removed account whose connection has just dropped gives its call back, too', async () => {
  const { alex, zoe } = await talking();
  await alex.drops();
  await bench.store.removeAccount(await alexId(), bench.clock.nowMs());
  await bench.service.revocations.look();
  expect(zoe.call?.phase).toMatchObject({ name: 'waiting', position: 1 });
});

it('[SESSION-2] who is a supervisor no more reads no board', async () => {
  const sam = await bench.connect('agent');
  await sam.does('agent.signIn', { userName: 'supervisor', password: 'demo' });
  expect(await sam.tries('board.read', {})).toBe('ok');
  const account = await bench.store.findAccount('supervisor');
  await bench.store.setRole(account?.agentId ?? (await alexId()), 'agent', bench.clock.nowMs());
  await bench.service.revocations.look();
  expect(sam.closedWith).toBe('sessionEnded');
  expect(await sam.tries('board.read', {})).toBe('notSignedIn');
});

it('[SESSION-1] a heartbeat never brings back a session that was ended', async () => {
  const alex = await bench.connect('agent');
  const { sessionToken } = await alex.does('agent.signIn', { userName: 'agent', password: 'demo' });
  await bench.store.endSessions(await alexId(), { keep: null }, bench.clock.nowMs());
  // The heartbeat comes before anybody has looked.
  bench.clock.jump(11 * MINUTE_MS);
  await alex.does('session.ping', {});
  expect(alex.closedWith).toBe('sessionEnded');
  expect(await (await bench.connect('agent')).tries('agent.resume', { sessionToken })).toBe('sessionExpired');
});

it('[SESSION-1] a session in use ends a week after signing in', async () => {
  const alex = await bench.connect('agent');
  await alex.does('agent.signIn', { userName: 'agent', password: 'demo' });
  for (let hours = 0; hours < 7 * 24; hours += 11) {
    expect(alex.closedWith).toBeNull();
    await bench.clock.advance(11 * HOUR_MS);
    await alex.does('session.ping', {});
  }
  expect(endOf(alex)).toEqual(['sessionEnded', [{ reason: 'expired' }]]);
});

it('[SESSION-1] the settings say how long', async () => {
  bench.service.policies.current = { ...bench.service.policies.current, sessions: { idleMs: HOUR_MS, maxMs: DAY_MS } };
  const alex = await bench.connect('agent');
  const { sessionToken } = await alex.does('agent.signIn', { userName: 'agent', password: 'demo' });
  await alex.drops();
  await bench.clock.advance(HOUR_MS);
  expect(await (await bench.connect('agent')).tries('agent.resume', { sessionToken })).toBe('sessionExpired');
});

it('[SESSION-3] signed out elsewhere, an agent finishes the call and its wrap-up first', async () => {
  const { alex, callId } = await talking();
  await bench.store.endSessions(await alexId(), { keep: null }, bench.clock.nowMs());
  await bench.service.revocations.look();
  expect(alex.view?.work.name).toBe('inCall');
  await alex.does('call.hangUp', {});
  await bench.service.revocations.look();
  expect(alex.closedWith).toBeNull();
  await alex.does('wrapUp.finish', { callId, reasonId: 'solved', notes: 'all said' });
  await bench.service.revocations.look();
  expect(endOf(alex)).toEqual(['sessionEnded', [{ reason: 'signedOut' }]]);
});

it('[SESSION-3] signed out elsewhere between two calls, an agent is out at once', async () => {
  const alex = await bench.agent();
  await bench.store.endSessions(await alexId(), { keep: null }, bench.clock.nowMs());
  await bench.service.revocations.look();
  expect(alex.closedWith).toBe('sessionEnded');
  expect((await bench.customer()).call?.phase.name).not.toBe('ringing');
});

it('[SESSION-4] an agent sees where they are signed in, and ends the others', async () => {
  const first = await bench.connect('agent');
  await first.does('agent.signIn', { userName: 'agent', password: 'demo' });
  await bench.clock.advance(HOUR_MS);
  const alex = await bench.connect('agent');
  await alex.does('agent.signIn', { userName: 'agent', password: 'demo' });
  const { sessions } = await alex.does('account.sessions', {});
  const nowMs = bench.clock.nowMs();
  expect(sessions).toMatchObject([
    { device: 'Bench · Linux', startedAtMs: nowMs, lastSeenAtMs: nowMs, isThis: true },
    { startedAtMs: nowMs - HOUR_MS, isThis: false },
  ]);
  const [own, other] = sessions.map(({ sessionId }) => sessionId);
  expect(await alex.tries('account.endSessions', { sessionId: own })).toBe('notPossibleNow');
  expect(await alex.does('account.endSessions', { sessionId: other })).toEqual({ ended: 1 });
  expect((await alex.does('account.sessions', {})).sessions).toHaveLength(1);
  expect(await alex.does('account.endSessions', {})).toEqual({ ended: 0 });
  expect(alex.closedWith).toBeNull();
});

it('[SESSION-4] nobody ends the sessions of somebody else', async () => {
  const [alex, billie] = [await bench.agent(), await bench.agent('agent2')];
  const { sessions } = await billie.does('account.sessions', {});
  expect(await alex.does('account.endSessions', { sessionId: sessions[0]?.sessionId })).toEqual({ ended: 0 });
  await bench.service.revocations.look();
  expect(billie.closedWith).toBeNull();
});

it('[SESSION-5] who changes their password stays, also in a call; all other places need the new one', async () => {
  const first = await bench.connect('agent');
  const { sessionToken } = await first.does('agent.signIn', { userName: 'agent', password: 'demo' });
  const { alex } = await talking();
  await alex.does('account.changePassword', { currentPassword: 'demo', newPassword: 'long enough' });
  await bench.service.revocations.look();
  expect(alex.closedWith).toBeNull();
  expect(alex.view?.work.name).toBe('inCall');
  const elsewhere = await bench.connect('agent');
  expect(await elsewhere.tries('agent.resume', { sessionToken })).toBe('sessionExpired');
  expect(await elsewhere.tries('agent.signIn', { userName: 'agent', password: 'demo' })).toBe('wrongCredentials');
  expect(await elsewhere.tries('agent.signIn', { userName: 'agent', password: 'long enough' })).toBe('ok');
});

it('[SESSION-5] needs the password before, and slows guesses down', async () => {
  const alex = await bench.agent();
  const guess = { currentPassword: 'wrong', newPassword: 'long enough' };
  const answers: string[] = [];
  for (let count = 0; count < 8; count += 1) answers.push(await alex.tries('account.changePassword', guess));
  expect(answers[0]).toBe('wrongCredentials');
  expect(answers.at(-1)).toBe('tooManyAttempts');
  expect(await alex.tries('account.changePassword', { ...guess, newPassword: 'short' })).toBe('badParams');
});
