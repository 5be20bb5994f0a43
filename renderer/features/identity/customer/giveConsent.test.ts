// @vitest-environment node
// What a page tells the service with a yes: to today's, to one of before, and to one that was started in between.
import { createPublicKey, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  callIdSchema,
  consentText,
  fail,
  identityRequests,
  type Params,
  type Result,
} from '../../../../signalling/protocol/index.ts';
import { customerIdOf, customerKeyOf, withdrawalTokenOf } from '../../../core/faces/template/templateKey.ts';
import type { KeptKey } from '../../../core/customerKey/keyStore.ts';
import type { SignallingClient } from '../../../core/signallingClient/signallingClient.ts';
import { giveConsent, type ConsentGiver } from './giveConsent.ts';

type Consent = Params<'identity.consent'>;
const CALL = callIdSchema.parse('call-1');
const NONCES = ['n'.repeat(43), 'm'.repeat(43)];

/** Answers consents one by one as it is told, and parses them as strictly as a service does. */
function serviceThat(knowsChallenges: boolean, ...answers: readonly ('ok' | 'stale' | 'refused')[]) {
  const consents: Consent[] = [];
  let asked = 0;
  const request = (name: string, params: unknown): Promise<Result<unknown>> => {
    if (name === 'identity.challenge') {
      asked += 1;
      if (!knowsChallenges) return Promise.resolve(fail('unknownRequest'));
      return Promise.resolve({ ok: true, value: { nonce: NONCES[asked - 1] } });
    }
    consents.push(identityRequests['identity.consent'].params.parse(params));
    const answer = answers[consents.length - 1];
    if (answer === 'stale') return Promise.resolve(fail('checkNotFound'));
    if (answer === 'refused') return Promise.resolve(fail('notPossibleNow'));
    return Promise.resolve({ ok: true, value: { isEnrolled: false } });
  };
  const client = { request } as unknown as Pick<SignallingClient, 'request'>;
  const giver: ConsentGiver = { client, callId: CALL, locale: 'en' };
  return { giver, consents };
}

async function keyOf(byte: number): Promise<KeptKey> {
  const key = await customerKeyOf(new Uint8Array(32).fill(byte));
  return { key, customerId: await customerIdOf(key) };
}

function isSignedFor(nonce: string, consent: Consent): boolean {
  const { proof } = consent;
  if (!proof) return false;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: proof.publicKey }, format: 'jwk' });
  const text = consentText({ nonce, callId: CALL, ...consent });
  return verify(null, Buffer.from(text), key, Buffer.from(proof.signature, 'base64url'));
}

it('[IDENTITY-51] signs what was asked with a key that is the same on every device, and shows no secret', async () => {
  const { giver, consents } = serviceThat(true);
  expect(await giveConsent(giver, await keyOf(1), true)).toBe('proven');
  const [consent] = consents;
  if (!consent) throw new Error('nothing was said');
  expect(isSignedFor('n'.repeat(43), consent)).toBe(true);
  expect(isSignedFor('m'.repeat(43), consent)).toBe(false);
  const said = JSON.stringify(consents);
  expect(said).not.toContain(await withdrawalTokenOf((await keyOf(1)).key));
  const elsewhere = serviceThat(true);
  await giveConsent(elsewhere.giver, await keyOf(1), true);
  expect(elsewhere.consents[0]?.proof?.publicKey).toBe(consent.proof?.publicKey);
  const other = serviceThat(true);
  await giveConsent(other.giver, await keyOf(2), true);
  expect(other.consents[0]?.proof?.publicKey).not.toBe(consent.proof?.publicKey);
});

it('[IDENTITY-54] shows the secret of before beside its answer once, where the service may not know the key’s public half', async () => {
  const { giver, consents } = serviceThat(true);
  const kept = await keyOf(1);
  expect(await giveConsent(giver, kept, false)).toBe('proven');
  expect(consents[0]?.possession).toBe(await withdrawalTokenOf(kept.key));
  expect(consents[0] && isSignedFor('n'.repeat(43), consents[0])).toBe(true);
});

it('[IDENTITY-54] is understood by a service of before, which is told nothing that it does not know', async () => {
  for (const isKnown of [true, false]) {
    const { giver, consents } = serviceThat(false);
    const kept = await keyOf(1);
    expect(await giveConsent(giver, kept, isKnown)).toBe('shown');
    expect(Object.keys(consents[0] ?? {}).sort()).toEqual([
      'customerId',
      'locale',
      'possession',
      'textVersion',
      'withdrawalHash',
    ]);
    expect(consents[0]?.possession).toBe(await withdrawalTokenOf(kept.key));
  }
});

it('[IDENTITY-51] asks once more where the service has forgotten what it asked, and not for ever', async () => {
  const again = serviceThat(true, 'stale', 'ok');
  expect(await giveConsent(again.giver, await keyOf(1), true)).toBe('proven');
  expect(again.consents[1] && isSignedFor('m'.repeat(43), again.consents[1])).toBe(true);
  const never = serviceThat(true, 'stale', 'stale');
  expect(await giveConsent(never.giver, await keyOf(1), true)).toBe('refused');
  expect(never.consents).toHaveLength(2);
  const no = serviceThat(true, 'refused');
  expect(await giveConsent(no.giver, await keyOf(1), true)).toBe('refused');
  expect(no.consents).toHaveLength(1);
});
