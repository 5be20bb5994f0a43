// The customer's yes, told to the service, with what shows that this page holds their key. Knows the wire; not the page.
import { CONSENT_TEXT_VERSION, type CallId, type Language } from '../../../../signalling/protocol/index.ts';
import type { KeptKey } from '../../../core/customerKey/keyStore.ts';
import { proofOfPossession } from '../../../core/customerKey/possession.ts';
import { withdrawalTokenOf } from '../../../core/faces/template/templateKey.ts';
import type { SignallingClient } from '../../../core/signallingClient/signallingClient.ts';
import { withdrawalHashOf } from './withdrawal.ts';

export type ConsentGiver = {
  readonly client: Pick<SignallingClient, 'request'>;
  readonly callId: CallId;
  readonly locale: Language;
};

/** `proven`: the service knows the key's public half from now on · `shown`: it is of before there were challenges. */
export type ConsentGiven = 'proven' | 'shown' | 'refused';

/**
 * `isKnown`: the service knows the public half, or there was no consent with this key. Else the secret that earlier releases showed
 * goes along, for the last time.
 */
export async function giveConsent(giver: ConsentGiver, kept: KeptKey, isKnown: boolean): Promise<ConsentGiven> {
  const first = await answerChallenge(giver, kept, isKnown);
  // A service that was started in between has forgotten what it asked.
  return first === 'stale' ? settled(await answerChallenge(giver, kept, isKnown)) : first;
}

function settled(given: ConsentGiven | 'stale'): ConsentGiven {
  return given === 'stale' ? 'refused' : given;
}

async function answerChallenge(
  { client, callId, locale }: ConsentGiver,
  { key, customerId }: KeptKey,
  isKnown: boolean,
): Promise<ConsentGiven | 'stale'> {
  const textVersion = CONSENT_TEXT_VERSION;
  const about = { customerId, textVersion, withdrawalHash: await withdrawalHashOf(key) };
  const challenge = await client.request('identity.challenge', {});
  if (!challenge.ok && challenge.problem.code !== 'unknownRequest') return 'refused';
  const proof = challenge.ok && (await proofOfPossession(key, { ...about, callId, nonce: challenge.value.nonce }));
  const answer = await client.request('identity.consent', {
    ...about,
    locale,
    ...(proof ? { proof } : {}),
    ...(proof && isKnown ? {} : { possession: await withdrawalTokenOf(key) }),
  });
  if (answer.ok) return proof ? 'proven' : 'shown';
  return proof && answer.problem.code === 'checkNotFound' ? 'stale' : 'refused';
}
