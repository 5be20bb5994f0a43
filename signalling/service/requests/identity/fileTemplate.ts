// identity.fileTemplate: the sealed template of an enrolment, with the proof of identity that its agent saw.
import { fail, ok } from '../../../protocol/index.ts';
import { checkIn, isWorkingOn } from '../../identity/checkedCall.ts';
import type { Handler } from '../handler.ts';

export const fileTemplate: Handler<'identity.fileTemplate'> = {
  from: 'signedInAgent',
  answer: async ({ callId, checkId, model, nonce, sealed, name, proof, reference }, { agentId }, service) => {
    const { store, clock, log } = service;
    if (!isWorkingOn(callId, agentId, service)) return fail('callNotFound');
    const check = await checkIn({ callId, checkId }, agentId, service);
    if (check?.kind !== 'enrol' || check.customerId === null || check.toFile === null) return fail('checkNotFound');
    // Only of somebody who was there: a stolen device or a photo makes no template.
    if (check.seen?.liveness !== 'passed' || check.seen.outcome !== 'enrolled') return fail('checkNotFound');
    const consent = await store.findConsent(callId);
    if (consent?.customerId !== check.customerId || consent.withdrawnAtMs !== null) return fail('consentMissing');
    const { customerId, toFile } = check;
    await store.putTemplate({
      customerId,
      ...toFile,
      model,
      nonce: Buffer.from(nonce, 'base64'),
      sealed: Buffer.from(sealed, 'base64'),
      enrolment: { name, proof, reference: reference ?? null, enrolledAtMs: clock.nowMs() },
      enrolledBy: agentId,
    });
    await store.putCheck({ ...check, isFiled: true, toFile: null });
    log.info({ callId, checkId }, 'face template filed');
    return ok({ expiresAtMs: toFile.expiresAtMs });
  },
};
