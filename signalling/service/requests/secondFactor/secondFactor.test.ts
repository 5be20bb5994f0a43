// Signing in with a second factor, setting one up, and losing it.
import { Secret, TOTP } from 'otpauth';
import { beforeEach, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createMemoryStore } from '../../../adapters/store/memoryStore.ts';
import { createBench, type Bench, type Person } from '../../../testing/serviceBench.ts';
import { DEFAULT_POLICIES } from '../../policies.ts';

const RIGHT = { userName: 'agent', password: 'demo' };
const STEP_MS = 30_000;

let bench: Bench;
let audited: ReturnType<typeof createMemoryStore>['audit'];
beforeEach(async () => {
  const store = createMemoryStore();
  audited = store.audit;
  bench = await createBench(store);
});

/** What an authenticator app shows now, or so many steps from now. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: bench.clock.nowMs() + steps * STEP_MS });
const wrongFor = (secret: string): string => {
  const right = [-1, 0, 1].map((steps) => codeOf(secret, steps));
  return ['000000', '111111', '222222', '333333'].find((code) => !right.includes(code)) ?? '';
};
const nextStep = () => bench.clock.advance(STEP_MS);
const want = (...requiredFor: ('agent' | 'supervisor')[]): void => {
  bench.service.policies.current = { ...DEFAULT_POLICIES, secondFactor: { requiredFor } };
};

async function setUp(): Promise<{ owner: Person; secret: string; recoveryCodes: readonly string[] }> {
  const owner = await bench.agent();
  const { secret } = await owner.does('account.beginSecondFactor', { password: 'demo' });
  const { recoveryCodes } = await owner.does('account.confirmSecondFactor', { code: codeOf(secret) });
  await nextStep();
  return { owner, secret, recoveryCodes };
}
async function entering(address?: string): Promise<Person> {
  const person = await bench.connect('agent', address);
  expect(await person.does('agent.beginSignIn', RIGHT)).toEqual({ next: 'code' });
  return person;
}
const kinds = (): string[] => audited.map(({ kind }) => kind);

it('[FACTOR-1] without a second factor the two steps are one', async () => {
  const person = await bench.connect('agent');
  expect(await person.tries('agent.beginSignIn', { ...RIGHT, password: 'wrong' })).toBe('wrongCredentials');
  expect(await person.does('agent.beginSignIn', RIGHT)).toMatchObject({ next: 'signedIn', agent: { role: 'agent' } });
  expect(await person.does('account.secondFactor', {})).toEqual({ isRequired: false });
});

it('[FACTOR-1] asks for a code after the password, and answers nothing else meanwhile', async () => {
  const { secret } = await setUp();
  const person = await entering();
  const requests = {
    'account.sessions': {},
    'agent.setIntent': { intent: { name: 'available' } },
    'account.secondFactor': {},
  };
  for (const [name, params] of Object.entries(requests)) {
    expect(await person.asks(name, params)).toMatchObject({ problem: { code: 'notSignedIn' } });
  }
  expect(await person.tries('agent.completeSignIn', {})).toBe('wrongCode');
  const typed = codeOf(secret).replace(/^.../, '$& ');
  const { sessionToken, ...rest } = await person.does('agent.completeSignIn', { code: typed });
  expect(Object.keys(rest)).toEqual(['agent']);
  // A session that is taken up asks for nothing.
  const again = await bench.connect('agent');
  await again.does('agent.resume', { sessionToken });
  expect((await again.does('account.secondFactor', {})).on?.recoveryCodesLeft).toBe(10);
});

it('[FACTOR-1] takes a code of one step before and after, and no code twice, on whichever connection', async () => {
  const { secret } = await setUp();
  const code = codeOf(secret, 1);
  const [first, second] = [await entering(), await entering('192.0.2.2')];
  const both = await Promise.all([
    first.tries('agent.completeSignIn', { code }),
    second.tries('agent.completeSignIn', { code }),
  ]);
  expect(both.sort()).toEqual(['ok', 'wrongCode']);
  const third = await entering();
  expect(await third.tries('agent.completeSignIn', { code })).toBe('wrongCode');
  // Nor one of before the one that was used.
  expect(await third.tries('agent.completeSignIn', { code: codeOf(secret) })).toBe('wrongCode');
  await nextStep();
  await nextStep();
  expect(await third.tries('agent.completeSignIn', { code: codeOf(secret, -2) })).toBe('wrongCode');
  expect(await third.tries('agent.completeSignIn', { code: codeOf(secret) })).toBe('ok');
});

it('[FACTOR-1] forgets the password after ten minutes, and when it was changed meanwhile', async () => {
  const { owner, secret } = await setUp();
  const late = await entering();
  await bench.clock.advance(600_000);
  expect(await late.tries('agent.completeSignIn', { code: codeOf(secret) })).toBe('notSignedIn');
  const person = await entering();
  await owner.does('account.changePassword', { currentPassword: 'demo', newPassword: 'another one' });
  expect(await person.tries('agent.completeSignIn', { code: codeOf(secret) })).toBe('sessionExpired');
  expect(await person.tries('agent.completeSignIn', { code: codeOf(secret) })).toBe('notSignedIn');
});

it('[FACTOR-1] a session that is taken up between the two steps ends the entering, and opens no other account', async () => {
  want('supervisor');
  const helper = await bench.agent('agent2');
  const { sessionToken } = await (await bench.connect('agent')).does('agent.signIn', { ...RIGHT, userName: 'agent2' });
  const person = await bench.connect('agent');
  expect(await person.does('agent.beginSignIn', { ...RIGHT, userName: 'supervisor' })).toEqual({ next: 'setUp' });
  await person.does('agent.resume', { sessionToken });
  const { secret } = await person.does('account.beginSecondFactor', { password: 'demo' });
  await person.does('account.confirmSecondFactor', { code: codeOf(secret) });
  expect(await person.tries('agent.completeSignIn', {})).toBe('notSignedIn');
  expect(helper.closedWith).toBe('replaced');
  expect((await person.does('account.sessions', {})).sessions).not.toHaveLength(0);
});

it('[FACTOR-4] who knows only a password of before sets nothing up', async () => {
  want('agent');
  const owner = await bench.connect('agent');
  await owner.does('agent.beginSignIn', RIGHT);
  const { secret } = await owner.does('account.beginSecondFactor', {});
  const [late, later] = [await bench.connect('agent'), await bench.connect('agent')];
  for (const person of [late, later]) expect(await person.does('agent.beginSignIn', RIGHT)).toEqual({ next: 'setUp' });
  const { secret: other } = await late.does('account.beginSecondFactor', {});
  const account = await bench.store.findAccount('agent');
  if (account !== null) {
    const { agentId } = account;
    const change = { passwordHash: 'another', keep: null, atMs: bench.clock.nowMs() };
    await bench.store.setPasswordHash(agentId, change);
  }
  expect(await late.tries('account.confirmSecondFactor', { code: codeOf(other) })).toBe('sessionExpired');
  expect(await later.tries('account.beginSecondFactor', {})).toBe('sessionExpired');
  expect(await owner.tries('account.confirmSecondFactor', { code: codeOf(secret) })).toBe('sessionExpired');
});

it('[FACTOR-2] slows guesses of codes down, whoever has the password, and tells the owner', async () => {
  const { owner, secret } = await setUp();
  const wrong = wrongFor(secret);
  const answers: string[] = [];
  for (let guess = 0; guess < 12; guess += 1) {
    const stranger = await entering(`203.0.113.${guess}`);
    answers.push(await stranger.tries('agent.completeSignIn', { code: wrong }));
  }
  // The right password in between clears nothing, and neither does another address.
  expect(answers).toEqual([...Array<string>(5).fill('wrongCode'), ...Array<string>(7).fill('tooManyAttempts')]);
  // Even the right code, from a stranger's network.
  const stranger = await entering('203.0.113.99');
  expect(await stranger.tries('agent.completeSignIn', { code: codeOf(secret) })).toBe('tooManyAttempts');
  // Where the owner has been before nothing of it counts.
  const there = await entering();
  expect(await there.tries('agent.completeSignIn', { code: codeOf(secret) })).toBe('ok');
  expect((await there.does('agent.failedSignIns', {})).count).toBe(5);
  expect(audited.filter(({ facts }) => facts['wrong'] === 'code')).toHaveLength(5);
  expect(owner.closedWith).toBe('replaced');
});

it('[FACTOR-2] a wrong password is told before anything about codes', async () => {
  await setUp();
  const person = await bench.connect('agent', '203.0.113.1');
  expect(await person.tries('agent.beginSignIn', { ...RIGHT, password: 'guess' })).toBe('wrongCredentials');
  expect(await person.tries('agent.completeSignIn', { code: '123456' })).toBe('notSignedIn');
  for (let guess = 0; guess < 5; guess += 1) await person.tries('agent.beginSignIn', { ...RIGHT, password: 'guess' });
  // The limit holds for the right password, too: whether it is right is not told.
  expect(await person.tries('agent.beginSignIn', RIGHT)).toBe('tooManyAttempts');
});

it('[FACTOR-3] takes each recovery code once, says how many are left, and gives new ones for a code', async () => {
  const { secret, recoveryCodes } = await setUp();
  const [code = '', other = ''] = recoveryCodes;
  const [first, second] = [await entering(), await entering()];
  expect(await first.does('agent.completeSignIn', { code: code.toUpperCase() })).toMatchObject({
    recoveryCodesLeft: 9,
  });
  expect(await second.tries('agent.completeSignIn', { code })).toBe('wrongCode');
  expect(await second.tries('agent.completeSignIn', { code: codeOf(secret) })).toBe('ok');
  await nextStep();
  expect(await second.tries('account.renewRecoveryCodes', { code: wrongFor(secret) })).toBe('wrongCode');
  const renewed = await second.does('account.renewRecoveryCodes', { code: codeOf(secret) });
  expect(new Set([...recoveryCodes, ...renewed.recoveryCodes]).size).toBe(20);
  const third = await entering();
  expect(await third.tries('agent.completeSignIn', { code: other })).toBe('wrongCode');
  expect(await third.tries('agent.completeSignIn', { code: renewed.recoveryCodes[9] ?? '' })).toBe('ok');
  expect(kinds().filter((kind) => kind.startsWith('recovery'))).toEqual([
    'recoveryCodeUsed',
    'recoveryCodesRenewed',
    'recoveryCodeUsed',
  ]);
});

it('[FACTOR-4] where it is required nothing works before it is set up', async () => {
  want('agent');
  const person = await bench.connect('agent');
  expect(await person.does('agent.beginSignIn', RIGHT)).toEqual({ next: 'setUp' });
  expect(await person.tries('agent.completeSignIn', {})).toBe('notPossibleNow');
  expect(await person.tries('agent.setIntent', { intent: { name: 'available' } })).toBe('notSignedIn');
  const { secret, address } = await person.does('account.beginSecondFactor', {});
  expect(address).toContain(secret);
  expect(await person.tries('account.confirmSecondFactor', { code: wrongFor(secret) })).toBe('wrongCode');
  const { recoveryCodes } = await person.does('account.confirmSecondFactor', { code: codeOf(secret) });
  expect(recoveryCodes).toHaveLength(10);
  await person.does('agent.completeSignIn', {});
  expect(await person.does('account.secondFactor', {})).toMatchObject({ isRequired: true });
  await nextStep();
  expect(await person.tries('account.endSecondFactor', { code: codeOf(secret) })).toBe('notPossibleNow');
  // Of another role, who must not.
  expect(
    await (await bench.connect('agent')).does('agent.beginSignIn', { ...RIGHT, userName: 'supervisor' }),
  ).toMatchObject({ next: 'signedIn' });
});

it('[FACTOR-4] whoever is signed in sets it up with the password and turns it off with a code', async () => {
  const { owner, secret } = await setUp();
  expect(await owner.tries('account.beginSecondFactor', { password: 'demo' })).toBe('notPossibleNow');
  expect(await owner.tries('account.endSecondFactor', { code: wrongFor(secret) })).toBe('wrongCode');
  await owner.does('account.endSecondFactor', { code: codeOf(secret) });
  expect(await owner.does('account.secondFactor', {})).toEqual({ isRequired: false });
  expect(await owner.tries('account.renewRecoveryCodes', { code: codeOf(secret) })).toBe('notPossibleNow');
  expect(await owner.tries('account.beginSecondFactor', {})).toBe('wrongCredentials');
  expect(await owner.tries('account.beginSecondFactor', { password: 'guess' })).toBe('wrongCredentials');
  // Nothing is left of it when it is begun and not confirmed.
  const begun = await owner.does('account.beginSecondFactor', { password: 'demo' });
  await bench.clock.advance(600_000);
  expect(await owner.tries('account.confirmSecondFactor', { code: codeOf(begun.secret) })).toBe('notPossibleNow');
  expect(await owner.does('account.secondFactor', {})).toEqual({ isRequired: false });
  expect(kinds().filter((kind) => kind.startsWith('secondFactor'))).toEqual(['secondFactorOn', 'secondFactorOff']);
});

it('[FACTOR-5] the operator’s reset ends the sessions, and the owner is told for a week, whoever signs in first', async () => {
  const { owner } = await setUp();
  await bench.store.resetSecondFactor(
    (await bench.store.findAccount('agent'))?.agentId ?? ('' as never),
    bench.clock.nowMs(),
  );
  const atMs = bench.clock.nowMs();
  await bench.service.revocations.look();
  expect(owner.closedWith).toBe('sessionEnded');
  const back = await bench.agent();
  expect(await back.does('account.factorReset', {})).toEqual({ atMs });
  // Not the first to sign in: whoever talked the help desk into it was quicker.
  expect(await back.does('account.factorReset', {})).toEqual({ atMs });
  await bench.clock.advance(7 * 86_400_000 - 1);
  const late = await bench.agent();
  expect(await late.does('account.factorReset', {})).toEqual({ atMs });
  await bench.clock.advance(1);
  expect(await late.does('account.factorReset', {})).toEqual({});
});

/** As an app of version 0.1.0 parses a refusal: strictly, with the codes it knows. */
const REFUSAL_OF_0_1 = z.strictObject({
  code: z.enum([
    'badParams',
    'unknownRequest',
    'unsupportedVersion',
    'topicUnknown',
    'queueClosed',
    'reasonUnknown',
    'wrongCredentials',
    'notSignedIn',
    'sessionExpired',
    'notAllowed',
    'alreadyInCall',
    'callNotFound',
    'callEnded',
    'offerGone',
    'agentUnknown',
    'replyGone',
    'staleGeneration',
    'notPossibleNow',
    'recordFull',
    'documentUnknown',
    'handOverGone',
    'telephoneUnavailable',
    'tooManyRequests',
    'tooManyAttempts',
    'lineFull',
    'shuttingDown',
    'internal',
  ]),
  detail: z.optional(z.string().check(z.maxLength(500))),
  retryAfterMs: z.optional(z.int().check(z.minimum(0))),
});

it('[FACTOR-6] an app of before is refused in a way that it can say, with a second factor and where one is required', async () => {
  await setUp();
  want('supervisor');
  for (const userName of ['agent', 'supervisor']) {
    const old = await bench.connect('agent');
    const answer = await old.asks('agent.signIn', { userName, password: 'demo', replies: [] });
    const { code } = REFUSAL_OF_0_1.parse('problem' in answer ? answer.problem : null);
    expect(code).toBe('unsupportedVersion');
    expect(old.closedWith).toBeNull();
    // It is not half in either.
    expect(await old.tries('agent.completeSignIn', { code: '123456' })).toBe('notSignedIn');
    expect(await old.tries('agent.signIn', { userName: 'agent2', password: 'demo' })).toBe('ok');
  }
});
