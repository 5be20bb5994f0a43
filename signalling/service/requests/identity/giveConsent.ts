// identity.consent: the customer has said yes, in this call, to the words of this version.
import { consentText, fail, MAX_CONSENTS, ok, type CallId, type Params } from '../../../protocol/index.ts';
import { callPhase } from '../../../domain/call/call.ts';
import { claimedCustomer } from '../../identity/claimedCustomer.ts';
import type { Service } from '../../service.ts';
import type { Handler } from '../handler.ts';

export const giveConsent: Handler<'identity.consent'> = {
  from: 'callingCustomer',
  answer: async (params, { callId }, service) => {
    const { policies, store, clock, runner, log } = service;
    const { textVersion, locale, withdrawalHash, possession, proof } = params;
    const { isOn, textVersion: present } = policies.current.identity;
    if (!isOn) return fail('identityOff');
    if (textVersion !== present) return fail('textOutdated', `the words of ${present}`);
    const call = runner.state.calls.get(callId);
    if (call === undefined || callPhase(call).name !== 'active') return fail('notPossibleNow');
    if ((await store.countConsents(callId)) >= MAX_CONSENTS) return fail('recordFull');
    if (proof !== undefined && !isFresh(params, callId, service))
      return fail('checkNotFound', 'ask for a new challenge');
    const publicKey = proof?.publicKey;
    const claim = { customerId: params.customerId, withdrawalHash, possession, publicKey };
    const customerId = await claimedCustomer(claim, service);
    const givenAtMs = clock.nowMs();
    const about = { customerId, callId, textVersion, locale, withdrawalHash, possessionKey: publicKey ?? null };
    await store.addConsent({ ...about, givenAtMs, withdrawnAtMs: null });
    if (customerId !== claim.customerId) log.warn({ callId }, 'a customer was named without their key');
    log.info({ callId, textVersion }, 'consent to a face check given');
    const template = await store.findTemplate(customerId);
    return ok({ isEnrolled: template !== null && template.expiresAtMs > givenAtMs });
  },
};

/** Signed for this call, over the nonce that was given for it last, which is used up. */
function isFresh(params: Params<'identity.consent'>, callId: CallId, { consentNonces, tokens }: Service): boolean {
  const { customerId, textVersion, withdrawalHash, proof } = params;
  const nonce = consentNonces.take(callId);
  if (nonce === null || proof === undefined) return false;
  const text = consentText({ nonce, callId, customerId, textVersion, withdrawalHash });
  return tokens.isSigned(text, proof.signature, proof.publicKey);
}
