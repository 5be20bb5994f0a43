// identity.consent: the customer has said yes, in this call, to the words of this version.
import { fail, MAX_CONSENTS, ok } from '../../../protocol/index.ts';
import { callPhase } from '../../../domain/call/call.ts';
import { claimedCustomer } from '../../identity/claimedCustomer.ts';
import type { Handler } from '../handler.ts';

export const giveConsent: Handler<'identity.consent'> = {
  from: 'caller',
  answer: async ({ textVersion, locale, ...claim }, { callId }, service) => {
    const { house, store, clock, runner, log } = service;
    const { isOn, textVersion: present } = house.rules.identity;
    if (!isOn) return fail('identityOff');
    if (textVersion !== present) return fail('textOutdated', `the words of ${present}`);
    const call = runner.state.calls.get(callId);
    if (call === undefined || callPhase(call).name !== 'active') return fail('notPossibleNow');
    if ((await store.countConsents(callId)) >= MAX_CONSENTS) return fail('recordFull');
    const customerId = await claimedCustomer(claim, service);
    const givenAtMs = clock.nowMs();
    const { withdrawalHash } = claim;
    await store.addConsent({ customerId, callId, textVersion, locale, withdrawalHash, givenAtMs, withdrawnAtMs: null });
    if (customerId !== claim.customerId) log.warn({ callId }, 'a customer was named without their key');
    log.info({ callId, textVersion }, 'consent to a face check given');
    const template = await store.findTemplate(customerId);
    return ok({ isEnrolled: template !== null && template.expiresAtMs > givenAtMs });
  },
};
