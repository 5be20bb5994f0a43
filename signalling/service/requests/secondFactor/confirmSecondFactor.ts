// account.confirmSecondFactor: the app has the secret, as a code of it shows. From now on it is asked for.
import { fail, ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import { presentAccount } from '../../secondFactor/presentAccount.ts';
import { createRecoveryCodes } from '../../secondFactor/recoveryCodes.ts';
import type { Handler } from '../handler.ts';

export const confirmSecondFactor: Handler<'account.confirmSecondFactor'> = {
  from: 'accountOwner',
  answer: async ({ code }, { session, agentId, isEntering }, service) => {
    const { store, clock, codes, log } = service;
    const present = await presentAccount(session, agentId, service);
    if (!present.ok) return present;
    const { newFactor } = session;
    const nowMs = clock.nowMs();
    if (newFactor?.agentId !== agentId || newFactor.untilMs <= nowMs) return fail('notPossibleNow', 'begin again');
    const { secret } = newFactor;
    const step = codes.stepOf(secret, codes.read(code).code, nowMs);
    if (step === null) return fail('wrongCode');
    const { recoveryCodes, hashes: recoveryCodeHashes } = createRecoveryCodes(service);
    const isAdded = await store.addSecondFactor(agentId, { secret, step, sinceMs: nowMs, recoveryCodeHashes });
    session.newFactor = null;
    if (!isAdded) return fail('notPossibleNow', 'there is one already');
    const { entering } = session;
    if (isEntering && entering?.account.agentId === agentId) session.entering = { ...entering, need: 'nothing' };
    await audit(service, 'secondFactorOn', { agentId });
    log.info({}, 'second factor turned on');
    return ok({ recoveryCodes: [...recoveryCodes] });
  },
};
