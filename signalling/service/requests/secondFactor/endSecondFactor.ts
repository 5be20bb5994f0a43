// account.endSecondFactor: for who gives a code, and where the settings do not want one.
import { fail, ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import { checkCode } from '../../secondFactor/checkCode.ts';
import type { Handler } from '../handler.ts';

export const endSecondFactor: Handler<'account.endSecondFactor'> = {
  from: 'signedInAgent',
  answer: async ({ code }, { session, agentId }, service) => {
    const { store, policies, log } = service;
    const account = await store.findAccountOf(agentId);
    if (account === null) return fail('sessionExpired');
    if (policies.current.secondFactor.requiredFor.includes(account.role))
      return fail('notPossibleNow', 'it is required');
    const right = await checkCode(account, code, session.connection.address, service);
    if (!right.ok) return right;
    if (!(await store.endSecondFactor(agentId))) return fail('notPossibleNow', 'there is no second factor');
    await audit(service, 'secondFactorOff', { agentId, by: agentId });
    log.info({}, 'second factor turned off');
    return ok({});
  },
};
