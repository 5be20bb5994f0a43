// That whoever speaks for a customer holds their key now: what was signed once, seen once or stored is good for nothing.
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  CONSENT_NONCE_MS,
  CONSENT_TEXT_VERSION,
  consentText,
  customerIdSchema,
  type CallId,
  type CustomerId,
  type Params,
} from '../../../protocol/index.ts';
import { createBench, type Bench, type Person } from '../../../testing/serviceBench.ts';
import { DEFAULT_POLICIES } from '../../policies.ts';

const ADA = customerIdSchema.parse('A'.repeat(22));
const ADAS_SECRET = 'w'.repeat(43);
type Consent = Params<'identity.consent'>;
type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

/** As browsers do it; `about` is what they sign, where it is not what they say. */
function proven(nonce: string, callId: CallId, keys: KeyPair, said: Partial<Consent> = {}, about = said): Consent {
  const plain = consentOf(ADA, said);
  const text = consentText({ nonce, callId, ...consentOf(ADA, about) });
  const signature = sign(null, Buffer.from(text), keys.privateKey).toString('base64url');
  return { ...plain, proof: { publicKey: keys.publicKey.export({ format: 'jwk' }).x ?? '', signature } };
}

function consentOf(customerId: CustomerId, more: Partial<Consent> = {}): Consent {
  const withdrawalHash = createHash('sha256').update(ADAS_SECRET).digest('hex');
  return { customerId, textVersion: CONSENT_TEXT_VERSION, locale: 'en', withdrawalHash, ...more };
}

type Talk = { readonly customer: Person; readonly callId: CallId };

class Day {
  readonly #bench: Bench;
  readonly agent: Person;

  constructor(bench: Bench, agent: Person) {
    this.#bench = bench;
    this.agent = agent;
  }

  get bench(): Bench {
    return this.#bench;
  }

  async calls(): Promise<Talk> {
    const customer = await this.#bench.customer('Ada');
    const callId = await this.agent.answers();
    for (const person of [customer, this.agent]) await person.does('peer.reportConnected', { callId, generation: 1 });
    return { customer, callId };
  }

  async ends(callId: CallId): Promise<void> {
    await this.agent.does('call.hangUp', {});
    await this.agent.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  }

  async enrols(callId: CallId, text: string): Promise<void> {
    const { checkId } = await this.agent.does('identity.begin', { callId, kind: 'enrol' });
    const steps = [{ prompt: 'blink' as const, result: 'passed' as const }];
    const seen = { model: 'face/128', liveness: 'passed', steps, outcome: 'enrolled', hints: [] } as const;
    await this.agent.does('identity.finish', { callId, checkId, ...seen, steps, hints: [] });
    await this.agent.does('identity.fileTemplate', {
      ...{ callId, checkId, model: 'face/128', name: 'Ada Lovelace', proof: 'passport' },
      nonce: Buffer.alloc(12, 7).toString('base64'),
      sealed: Buffer.from(text.padEnd(30, '.')).toString('base64'),
    });
  }
}

async function day(): Promise<Day> {
  const bench = await createBench();
  bench.service.policies.current = { ...DEFAULT_POLICIES, identity: { ...DEFAULT_POLICIES.identity, isOn: true } };
  return new Day(bench, await bench.agent());
}

const nonceFor = async ({ customer }: Talk): Promise<string> => (await customer.does('identity.challenge', {})).nonce;

/** Ada has enrolled in a call that is over; what went over the wire then is what a thief has seen. */
async function adaEnrolled(): Promise<{ today: Day; keys: KeyPair; seen: Consent; firstCall: CallId }> {
  const today = await day();
  const keys = generateKeyPairSync('ed25519');
  const first = await today.calls();
  const seen = proven(await nonceFor(first), first.callId, keys);
  expect(await first.customer.does('identity.consent', seen)).toEqual({ isEnrolled: false });
  await today.enrols(first.callId, 'ADA');
  await today.ends(first.callId);
  return { today, keys, seen, firstCall: first.callId };
}

async function isTakenForAda(today: Day, { customer, callId }: Talk, consent: Consent): Promise<boolean> {
  const { isEnrolled } = await customer.does('identity.consent', consent);
  const begun = await today.agent.does('identity.begin', { callId, kind: 'enrol' });
  expect(begun.template !== null, 'what is told and what is given agree').toBe(isEnrolled);
  expect(begun.customerId === ADA).toBe(isEnrolled);
  return isEnrolled;
}

it('[IDENTITY-51] whoever signs what was asked with the customer’s key is them, and the fixed secret is not needed', async () => {
  const { today, keys } = await adaEnrolled();
  const back = await today.calls();
  expect(await isTakenForAda(today, back, proven(await nonceFor(back), back.callId, keys))).toBe(true);
});

it('[IDENTITY-51] a consent that was seen once is refused when it is shown again, in that call and in any other', async () => {
  const { today, keys, seen, firstCall } = await adaEnrolled();
  const thief = await today.calls();
  expect(await thief.customer.tries('identity.consent', seen)).toBe('checkNotFound');
  const nonce = await nonceFor(thief);
  expect(await thief.customer.tries('identity.consent', seen)).toBe('checkNotFound');
  // The nonce is used up by the try.
  const late = proven(nonce, thief.callId, keys);
  expect(await thief.customer.tries('identity.consent', late)).toBe('checkNotFound');
  const good = proven(await nonceFor(thief), thief.callId, keys);
  expect(await thief.customer.does('identity.consent', good)).toEqual({ isEnrolled: true });
  expect(await thief.customer.tries('identity.consent', good)).toBe('checkNotFound');
  const ofOtherCall = proven(await nonceFor(thief), firstCall, keys);
  expect(await thief.customer.tries('identity.consent', ofOtherCall)).toBe('checkNotFound');
});

it('[IDENTITY-51] what is signed is this consent: another customer, words or withdrawal under the same signature are refused', async () => {
  const { today, keys } = await adaEnrolled();
  const thief = await today.calls();
  const bob = customerIdSchema.parse('B'.repeat(22));
  for (const [said, signed] of [
    [{ customerId: ADA }, { customerId: bob }],
    [{ withdrawalHash: 'f'.repeat(64) }, {}],
    [{}, { textVersion: '1999-01' }],
  ] as const) {
    const forged = proven(await nonceFor(thief), thief.callId, keys, said, signed);
    expect(await thief.customer.tries('identity.consent', forged)).toBe('checkNotFound');
  }
});

it('[IDENTITY-51] a challenge is good for two minutes, in its own call, and a newer one cancels it', async () => {
  const { today, keys } = await adaEnrolled();
  const back = await today.calls();
  const older = await nonceFor(back);
  const newer = await nonceFor(back);
  expect(newer).not.toBe(older);
  expect(await back.customer.tries('identity.consent', proven(older, back.callId, keys))).toBe('checkNotFound');
  const inTime = await nonceFor(back);
  await today.bench.clock.advance(CONSENT_NONCE_MS - 1);
  expect(await back.customer.tries('identity.consent', proven(inTime, back.callId, keys))).toBe('ok');
  const late = await nonceFor(back);
  await today.bench.clock.advance(CONSENT_NONCE_MS);
  expect(await back.customer.tries('identity.consent', proven(late, back.callId, keys))).toBe('checkNotFound');
  const stranger = await today.bench.connect('customer');
  expect(await stranger.tries('identity.challenge', {})).toBe('callNotFound');
  expect(await today.agent.tries('identity.challenge', {})).toBe('notAllowed');
  await today.ends(back.callId);
  expect(await back.customer.tries('identity.challenge', {})).toBe('notPossibleNow');
});

it('[IDENTITY-51] who has the database, and so the public key and the hash, can answer nothing with them', async () => {
  const { today, seen } = await adaEnrolled();
  const [stored] = (await today.bench.store.readCustomer(ADA)).consents;
  expect(stored?.possessionKey).toBe(seen.proof?.publicKey);
  const own = generateKeyPairSync('ed25519');
  const thief = await today.calls();
  // Signed with their own key, said to be Ada's.
  const lying = proven(await nonceFor(thief), thief.callId, own, { withdrawalHash: stored?.withdrawalHash ?? '' });
  const claimed = {
    ...lying,
    proof: { publicKey: stored?.possessionKey ?? '', signature: lying.proof?.signature ?? '' },
  };
  expect(await thief.customer.tries('identity.consent', claimed)).toBe('checkNotFound');
  // Signed in their own name: somebody new.
  const honest = proven(await nonceFor(thief), thief.callId, own);
  expect(await isTakenForAda(today, thief, honest)).toBe(false);
  // The hash in place of what it is of.
  const shown = Buffer.from(stored?.withdrawalHash ?? '', 'hex').toString('base64url');
  expect(await isTakenForAda(today, thief, consentOf(ADA, { possession: shown }))).toBe(false);
  expect(await isTakenForAda(today, thief, consentOf(ADA))).toBe(false);
  expect((await today.bench.store.findTemplate(ADA))?.sealed.length).toBe(30);
});

it('[IDENTITY-51] nobody becomes the somebody new who another claim was taken for', async () => {
  const { today } = await adaEnrolled();
  const [first, second] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const one = await today.calls();
  await one.customer.does('identity.consent', proven(await nonceFor(one), one.callId, first));
  await today.enrols(one.callId, 'FIRST');
  const again = proven(await nonceFor(one), one.callId, first);
  expect(await one.customer.does('identity.consent', again)).toEqual({ isEnrolled: true });
  const copied = proven(await nonceFor(one), one.callId, second);
  expect(await one.customer.does('identity.consent', copied)).toEqual({ isEnrolled: false });
});

it('[IDENTITY-54] who consented before there were challenges goes on, and from the first answer on their secret says nothing', async () => {
  const today = await day();
  const keys = generateKeyPairSync('ed25519');
  const old = await today.calls();
  await old.customer.does('identity.consent', consentOf(ADA, { possession: ADAS_SECRET }));
  await today.enrols(old.callId, 'ADA');
  await today.ends(old.callId);

  const back = await today.calls();
  // A key alone says nothing of who consented without one.
  expect(await isTakenForAda(today, back, proven(await nonceFor(back), back.callId, keys))).toBe(false);
  // An old page is served as it was.
  expect(await isTakenForAda(today, back, consentOf(ADA, { possession: ADAS_SECRET }))).toBe(true);
  const both = proven(await nonceFor(back), back.callId, keys, { possession: ADAS_SECRET }, {});
  expect(await isTakenForAda(today, back, both)).toBe(true);
  await today.ends(back.callId);

  const thief = await today.calls();
  expect(await isTakenForAda(today, thief, consentOf(ADA, { possession: ADAS_SECRET }))).toBe(false);
  const own = generateKeyPairSync('ed25519');
  const withOwn = proven(await nonceFor(thief), thief.callId, own, { possession: ADAS_SECRET }, {});
  expect(await isTakenForAda(today, thief, withOwn)).toBe(false);
  await today.ends(thief.callId);

  const later = await today.calls();
  expect(await isTakenForAda(today, later, proven(await nonceFor(later), later.callId, keys))).toBe(true);
  await later.customer.does('identity.withdraw', { customerId: ADA, withdrawalToken: ADAS_SECRET });
  expect(await today.bench.store.findTemplate(ADA)).toBeNull();
});

it('[IDENTITY-55] the server names the templates of the check that is under way in the caller’s own call, and no others', async () => {
  const { today, keys } = await adaEnrolled();
  const held = (await today.bench.store.findTemplate(ADA))?.templateId;
  const back = await today.calls();
  const wanted = () => back.customer.does('identity.wantedKeys', {});
  expect(await wanted()).toEqual({ check: null });
  await back.customer.does('identity.consent', proven(await nonceFor(back), back.callId, keys));
  expect(await wanted()).toEqual({ check: null });
  const { callId } = back;
  const verify = await today.agent.does('identity.begin', { callId, kind: 'verify' });
  expect(await wanted()).toEqual({ check: { kind: 'verify', templateIds: [held] } });
  const seen = { model: 'face/128', liveness: 'passed', steps: [], outcome: 'match', hints: [] } as const;
  const nothing = { steps: [], hints: [] };
  await today.agent.does('identity.finish', { callId, checkId: verify.checkId, ...seen, ...nothing });
  expect(await wanted()).toEqual({ check: null });
  const enrol = await today.agent.does('identity.begin', { callId, kind: 'enrol' });
  expect(await wanted()).toEqual({ check: { kind: 'enrol', templateIds: [held, enrol.toFile?.templateId] } });
  expect(await today.agent.tries('identity.wantedKeys', {})).toBe('notAllowed');
  await back.customer.does('identity.withdraw', { customerId: ADA, withdrawalToken: ADAS_SECRET });
  expect(await wanted()).toEqual({ check: null });
});
