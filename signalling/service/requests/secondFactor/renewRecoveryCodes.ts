// account.renewRecoveryCodes: for who gives a code, others in place of those before.
import { fail, ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import { checkCode } from '../../secondFactor/checkCode.ts';
import { createRecoveryCodes } from '../../secondFactor/recoveryCodes.ts';
import type { Handler } from '../handler.ts';

export const renewRecoveryCodes: Handler<'account.renewRecoveryCodes'> = {
  from: 'signedInAgent',
  answer: async ({ code }, { session, agentId }, service) => {
    const { store } = service;
    const account = await store.findAccountOf(agentId);
    if (account === null) return fail('sessionExpired');
    const right = await checkCode(account, code, session.connection.address, service);
    if (!right.ok) return right;
    const { recoveryCodes, hashes } = createRecoveryCodes(service);
    if (!(await store.putRecoveryCodes(agentId, hashes))) return fail('notPossibleNow', 'there is no second factor');
    await audit(service, 'recoveryCodesRenewed', { agentId });
    return ok({ recoveryCodes: [...recoveryCodes] });
  },
};
