// Consent, checks and templates: who may do what, what goes on record, and that nobody is ever searched for.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { expect, it, vi } from 'vitest';
import {
  CONSENT_TEXT_VERSION,
  customerIdSchema,
  identityRequests,
  type CallId,
  type CustomerId,
  type Params,
} from '../../../protocol/index.ts';
import { createBench, type Bench, type Person } from '../../../testing/serviceBench.ts';
import { DEFAULT_POLICIES } from '../../policies.ts';

const ADA = customerIdSchema.parse('A'.repeat(22));
const BOB = customerIdSchema.parse('B'.repeat(22));
const TOKEN = 'w'.repeat(43);
const DAY_MS = 24 * 60 * 60 * 1000;

const consentOf = (customerId: CustomerId): Params<'identity.consent'> => ({
  customerId,
  textVersion: CONSENT_TEXT_VERSION,
  locale: 'en',
  withdrawalHash: createHash('sha256').update(TOKEN).digest('hex'),
  possession: TOKEN,
});
/** Who knows what Ada is called by, and not her key: with a secret of their own, or with nothing. */
const THIEVES: readonly Params<'identity.consent'>[] = [
  { ...consentOf(ADA), possession: undefined },
  {
    ...consentOf(ADA),
    possession: 't'.repeat(43),
    withdrawalHash: createHash('sha256').update('t'.repeat(43)).digest('hex'),
  },
  { ...consentOf(ADA), possession: 't'.repeat(43) },
];
const seen = (outcome: Params<'identity.finish'>['outcome'], liveness: 'passed' | 'failed' = 'passed') => ({
  model: 'face/128',
  liveness,
  steps: [{ prompt: 'blink' as const, result: 'passed' as const }],
  outcome,
  hints: [],
});
const sealed = (text: string) => ({
  model: 'face/128',
  nonce: Buffer.alloc(12, 7).toString('base64'),
  sealed: Buffer.from(text.padEnd(30, '.')).toString('base64'),
  name: 'Ada Lovelace',
  proof: 'passport' as const,
  reference: 'K-1815',
});

async function talking(): Promise<{ bench: Bench; agent: Person; ada: Person; callId: CallId }> {
  const bench = await createBench();
  bench.service.policies.current = {
    ...DEFAULT_POLICIES,
    identity: { ...DEFAULT_POLICIES.identity, isOn: true },
  };
  const agent = await bench.agent();
  const ada = await bench.customer('Ada');
  return { bench, agent, ada, callId: await agent.answers() };
}

async function enrol(agent: Person, callId: CallId, text = 'ADA'): Promise<string> {
  const { checkId } = await agent.does('identity.begin', { callId, kind: 'enrol' });
  await agent.does('identity.finish', { callId, checkId, ...seen('enrolled') });
  await agent.does('identity.fileTemplate', { callId, checkId, ...sealed(text) });
  return checkId;
}

it('[IDENTITY-2] without a consent in this call nothing begins, and none is taken to old words', async () => {
  const { agent, ada, callId } = await talking();
  expect(await agent.tries('identity.begin', { callId, kind: 'verify' })).toBe('consentMissing');
  expect(await ada.tries('identity.consent', { ...consentOf(ADA), textVersion: '1999-01' })).toBe('textOutdated');
  expect(await agent.tries('identity.consent', consentOf(ADA))).toBe('notAllowed');
  expect(await ada.does('identity.consent', consentOf(ADA))).toEqual({ isEnrolled: false });
  expect(await agent.tries('identity.begin', { callId, kind: 'verify' })).toBe('notEnrolled');
});

it('[IDENTITY-2] where it is switched off nothing is asked and nothing begins', async () => {
  const { bench, agent, ada, callId } = await talking();
  bench.service.policies.current = DEFAULT_POLICIES;
  expect(await ada.tries('identity.consent', consentOf(ADA))).toBe('identityOff');
  expect(await agent.tries('identity.begin', { callId, kind: 'enrol' })).toBe('identityOff');
  expect((await ada.does('identity.policy', {})).isOn).toBe(false);
});

it('[IDENTITY-1][IDENTITY-5] a template is filed once, of somebody who was there, and comes back as it was sealed', async () => {
  const { bench, agent, ada, callId } = await talking();
  await ada.does('identity.consent', consentOf(ADA));
  const begun = await agent.does('identity.begin', { callId, kind: 'enrol' });
  const { checkId, toFile } = begun;
  expect([begun.template, toFile?.expiresAtMs]).toEqual([null, bench.clock.nowMs() + 365 * DAY_MS]);
  const filing = { callId, checkId, ...sealed('ADA') };
  expect(await agent.tries('identity.fileTemplate', filing)).toBe('checkNotFound');
  await agent.does('identity.finish', { callId, checkId, ...seen('enrolled', 'failed') });
  expect(await agent.tries('identity.fileTemplate', filing)).toBe('checkNotFound');
  const second = await enrol(agent, callId);
  expect(await agent.tries('identity.fileTemplate', { ...filing, checkId: second })).toBe('checkNotFound');
  const verify = await agent.does('identity.begin', { callId, kind: 'verify' });
  expect(verify.template).toMatchObject({ sealed: sealed('ADA').sealed, nonce: sealed('ADA').nonce });
  expect(verify.enrolment).toMatchObject({ name: 'Ada Lovelace', proof: 'passport', reference: 'K-1815' });
  expect(verify.customerId).toBe(ADA);
});

it('[IDENTITY-25] whoever is enrolled again brings what was enrolled before, while it is good', async () => {
  const { bench, agent, ada, callId } = await talking();
  await ada.does('identity.consent', consentOf(ADA));
  await enrol(agent, callId, 'ADA');
  const again = await agent.does('identity.begin', { callId, kind: 'enrol' });
  expect(again.template?.sealed).toBe(sealed('ADA').sealed);
  expect(again.toFile?.templateId, 'the new one has an id of its own').not.toBe(again.template?.templateId);
  const made = await bench.store.findTemplate(ADA);
  if (!made) throw new Error('it was filed');
  await bench.store.putTemplate({ ...made, expiresAtMs: bench.clock.nowMs() });
  const anew = await agent.does('identity.begin', { callId, kind: 'enrol' });
  expect([anew.template, anew.enrolment]).toEqual([null, null]);
});

it('[IDENTITY-4] with a thousand templates an agent is given the one of the customer in their call, and names nobody', async () => {
  const { bench, agent, ada, callId } = await talking();
  await ada.does('identity.consent', consentOf(ADA));
  await enrol(agent, callId, 'ADA');
  const ofAda = await bench.store.findTemplate(ADA);
  if (!ofAda) throw new Error('it was filed');
  for (let number = 0; number < 1000; number += 1) {
    const customerId = customerIdSchema.parse(String(number).padStart(22, '0'));
    await bench.store.putTemplate({ ...ofAda, customerId, templateId: `t${number}`, sealed: new Uint8Array(32) });
  }
  const begun = await agent.does('identity.begin', { callId, kind: 'verify' });
  expect([begun.customerId, begun.template?.sealed]).toEqual([ADA, sealed('ADA').sealed]);
  const named = { callId, kind: 'verify', customerId: BOB };
  expect(await agent.asks('identity.begin', named), 'a name is left out').toMatchObject({
    result: { customerId: ADA },
  });
});

/** The names of all fields of a message, at any depth. */
function fieldsOf(schema: unknown): readonly string[] {
  const json = JSON.stringify(z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }));
  return [...json.matchAll(/"([A-Za-z0-9]+)":\{/g)].map(([, name]) => name ?? '');
}

it('[IDENTITY-4] no message to or from an agent names a customer to be found, or carries a face, a likeness or a list', () => {
  const ofCustomers = /\.(challenge|consent|withdraw|policy|wantedKeys)$/;
  const ofAgents = Object.entries(identityRequests).filter(([name]) => !ofCustomers.test(name));
  expect(ofAgents.length).toBeGreaterThan(4);
  for (const [name, { params, result }] of ofAgents) {
    const asked = fieldsOf(params);
    expect(asked, name).toContain('callId');
    expect(asked, name).not.toContain('customerId');
    for (const field of [...asked, ...fieldsOf(result)]) {
      expect(field, name).not.toMatch(/descriptor|likeness|score|picture|image|embedding|candidates|templates/i);
    }
  }
});

it('[IDENTITY-3] whoever consented takes it back, with or without a call; nobody else can', async () => {
  const { bench, agent, ada, callId } = await talking();
  await ada.does('identity.consent', consentOf(ADA));
  await enrol(agent, callId);
  const stranger = await bench.connect('customer');
  const wrong = { customerId: ADA, withdrawalToken: 'x'.repeat(43) };
  expect(await stranger.tries('identity.withdraw', wrong)).toBe('customerUnknown');
  expect(await stranger.tries('identity.withdraw', { ...wrong, customerId: BOB })).toBe('customerUnknown');
  expect(await bench.store.findTemplate(ADA)).not.toBeNull();
  await stranger.does('identity.withdraw', { customerId: ADA, withdrawalToken: TOKEN });
  expect(await bench.store.findTemplate(ADA)).toBeNull();
  expect(await agent.tries('identity.begin', { callId, kind: 'enrol' })).toBe('consentMissing');
  await stranger.does('identity.withdraw', { customerId: ADA, withdrawalToken: TOKEN });
});

it('[IDENTITY-3] withdrawn in the middle, what was made in the check is not filed any more', async () => {
  const { agent, ada, callId } = await talking();
  await ada.does('identity.consent', consentOf(ADA));
  const { checkId } = await agent.does('identity.begin', { callId, kind: 'enrol' });
  await agent.does('identity.finish', { callId, checkId, ...seen('enrolled') });
  await ada.does('identity.withdraw', { customerId: ADA, withdrawalToken: TOKEN });
  expect(await agent.tries('identity.fileTemplate', { callId, checkId, ...sealed('ADA') })).toBe('consentMissing');
});

it('[IDENTITY-6] after five failed tries there is a wait, and another call is no way round it', async () => {
  const { bench, agent, ada, callId } = await talking();
  for (const person of [agent, ada]) await person.does('peer.reportConnected', { callId, generation: 1 });
  await ada.does('identity.consent', consentOf(ADA));
  await enrol(agent, callId);
  for (let left = 4; left >= 0; left -= 1) {
    const { checkId } = await agent.does('identity.begin', { callId, kind: 'verify' });
    const finished = await agent.does('identity.finish', { callId, checkId, ...seen('noMatch') });
    expect(finished.triesLeft).toBe(left);
  }
  const refused = await agent.asks('identity.begin', { callId, kind: 'verify' });
  expect(refused).toMatchObject({ problem: { code: 'tooManyTries', retryAfterMs: 30_000 } });
  await bench.clock.advance(30_000);
  expect((await agent.does('identity.begin', { callId, kind: 'verify' })).triesLeft).toBe(1);
});

it('[IDENTITY-7][AUDIT-3] what was seen and decided goes on record, once, for who had the call and for supervisors', async () => {
  const { bench, agent, ada, callId } = await talking();
  await ada.does('identity.consent', consentOf(ADA));
  await enrol(agent, callId);
  const { checkId } = await agent.does('identity.begin', { callId, kind: 'verify' });
  await agent.does('identity.finish', { callId, checkId, ...seen('inconclusive') });
  await agent.does('identity.finish', { callId, checkId, ...seen('match') });
  await agent.does('identity.decide', { callId, checkId, decision: 'notAccepted' });
  const unfiled = await agent.does('identity.begin', { callId, kind: 'enrol' });
  await agent.does('identity.finish', { callId, checkId: unfiled.checkId, ...seen('enrolled') });
  await ada.does('call.hangUp', {});
  await agent.does('identity.decide', { callId, checkId, decision: 'otherWay', way: 'code' });
  await agent.does('identity.decide', { callId, checkId: null, decision: 'otherWay', way: 'document' });
  await agent.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect(await agent.tries('identity.decide', { callId, checkId, decision: 'accepted' })).toBe('callNotFound');
  const noted = vi.spyOn(bench.store, 'appendAudit');
  const { checks } = await agent.does('identity.records', { callId });
  const facts = { agentId: 'demo-agent', callId, what: 'checks' };
  expect(noted.mock.calls).toMatchObject([[{ kind: 'recordRead', facts }]]);
  expect(
    checks.map(({ kind, seen: what, isFiled, decision }) => [kind, what?.outcome, isFiled, decision?.way]),
  ).toEqual([
    ['enrol', 'enrolled', true, undefined],
    ['verify', 'inconclusive', false, 'code'],
    ['enrol', 'enrolled', false, undefined],
    ['otherWay', undefined, false, 'document'],
  ]);
  expect(checks[1]?.consentVersion).toBe(CONSENT_TEXT_VERSION);
  const colleague = await bench.agent('agent2');
  expect(await colleague.tries('identity.records', { callId })).toBe('callNotFound');
  const supervisor = await bench.agent('supervisor');
  expect((await supervisor.does('identity.records', { callId })).checks).toHaveLength(4);
});

it('[IDENTITY-7] a check is the business of the agent who has the call, while they have it', async () => {
  const { bench, agent, ada, callId } = await talking();
  await ada.does('identity.consent', consentOf(ADA));
  const { checkId } = await agent.does('identity.begin', { callId, kind: 'enrol' });
  const colleague = await bench.agent('agent2');
  expect(await colleague.tries('identity.begin', { callId, kind: 'enrol' })).toBe('callNotFound');
  expect(await colleague.tries('identity.finish', { callId, checkId, ...seen('enrolled') })).toBe('callNotFound');
  await ada.does('call.hangUp', {});
  expect(await agent.tries('identity.begin', { callId, kind: 'enrol' })).toBe('callNotFound');
  expect(await ada.tries('identity.begin', { callId, kind: 'enrol' })).toBe('notAllowed');
});

it('[IDENTITY-8] an expired template is erased the moment it is asked for, and by the hourly tidying', async () => {
  const { bench, agent, ada, callId } = await talking();
  await ada.does('identity.consent', consentOf(ADA));
  await enrol(agent, callId);
  const template = await bench.store.findTemplate(ADA);
  if (!template) throw new Error('it was filed');
  await bench.store.putTemplate({ ...template, expiresAtMs: bench.clock.nowMs() });
  expect(await agent.tries('identity.begin', { callId, kind: 'verify' })).toBe('templateExpired');
  expect(await bench.store.findTemplate(ADA)).toBeNull();
  await bench.store.putTemplate({ ...template, expiresAtMs: bench.clock.nowMs() + 1 });
  await bench.clock.advance(60 * 60 * 1000);
  expect(await bench.store.findTemplate(ADA)).toBeNull();
});

it('[IDENTITY-7] the log tells what happened, and nothing of who it was', async () => {
  const { bench, agent, ada, callId } = await talking();
  await ada.does('identity.consent', consentOf(ADA));
  await enrol(agent, callId);
  await ada.does('identity.withdraw', { customerId: ADA, withdrawalToken: TOKEN });
  const written = JSON.stringify(bench.log.lines);
  expect(written).toContain('face template filed');
  for (const secret of [ADA, TOKEN, 'Lovelace', 'K-1815', sealed('ADA').sealed]) expect(written).not.toContain(secret);
});

it.each(THIEVES)(
  '[IDENTITY-51] without their key nothing of a customer is told, replaced or counted',
  async (claim) => {
    const { bench, agent, ada, callId } = await talking();
    await ada.does('identity.consent', consentOf(ADA));
    await enrol(agent, callId, 'ADA');
    await agent.does('call.hangUp', {});
    await agent.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });

    const thief = await bench.customer('Ada');
    const stolen = await agent.answers();
    // As for somebody whom nobody knows: it cannot even be told that there is an Ada.
    expect(await thief.does('identity.consent', claim)).toEqual({ isEnrolled: false });
    expect(await agent.tries('identity.begin', { callId: stolen, kind: 'verify' })).toBe('notEnrolled');
    const begun = await agent.does('identity.begin', { callId: stolen, kind: 'enrol' });
    expect([begun.template, begun.enrolment]).toEqual([null, null]);
    expect(begun.customerId).not.toBe(ADA);
    for (let count = 0; count < 6; count += 1) {
      const again = await agent.asks('identity.begin', { callId: stolen, kind: 'enrol' });
      if (!('result' in again)) break;
      const { checkId } = again.result as { checkId: string };
      await agent.does('identity.finish', { callId: stolen, checkId, ...seen('notCompared', 'failed') });
    }
    const mine = await bench.store.findTemplate(ADA);
    expect(Buffer.from(mine?.sealed ?? []).toString()).toContain('ADA');
    await thief.does('call.hangUp', {});
    await agent.does('wrapUp.finish', { callId: stolen, reasonId: 'solved', notes: '' });

    const back = await bench.customer('Ada');
    const later = await agent.answers();
    expect(await back.does('identity.consent', consentOf(ADA))).toEqual({ isEnrolled: true });
    const verify = await agent.does('identity.begin', { callId: later, kind: 'verify' });
    expect([verify.customerId, verify.triesLeft]).toEqual([ADA, 5]);
  },
);

it('[IDENTITY-51] whoever was taken for another person is that one again, and takes their own consent back', async () => {
  const { bench, agent, ada, callId } = await talking();
  await ada.does('identity.consent', consentOf(ADA));
  const token = 't'.repeat(43);
  const own = {
    ...consentOf(ADA),
    possession: token,
    withdrawalHash: createHash('sha256').update(token).digest('hex'),
  };
  await ada.does('identity.consent', own);
  await enrol(agent, callId, 'OTHER');
  expect(await ada.does('identity.consent', own)).toEqual({ isEnrolled: true });
  await ada.does('identity.withdraw', { customerId: ADA, withdrawalToken: token });
  expect(await ada.does('identity.consent', own)).toEqual({ isEnrolled: false });
  expect(await bench.store.findTemplate(ADA)).toBeNull();
});

it('[IDENTITY-53] one call takes no more than twenty consents', async () => {
  const { ada } = await talking();
  for (let count = 0; count < 20; count += 1) await ada.does('identity.consent', consentOf(ADA));
  expect(await ada.tries('identity.consent', consentOf(ADA))).toBe('recordFull');
});
