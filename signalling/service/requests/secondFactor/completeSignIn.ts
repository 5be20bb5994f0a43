// agent.completeSignIn: the second step, for a session.
import { fail, ok } from '../../../protocol/index.ts';
import { presentAccount } from '../../secondFactor/presentAccount.ts';
import { checkCode } from '../../secondFactor/checkCode.ts';
import { openAgentSession } from '../../session/openAgentSession.ts';
import type { Handler } from '../handler.ts';

export const completeSignIn: Handler<'agent.completeSignIn'> = {
  from: 'enteringAgent',
  answer: async ({ code, replies = [] }, { session, entering }, service) => {
    const { account, need } = entering;
    if (need === 'setUp') return fail('notPossibleNow', 'the second factor must be set up first');
    let recoveryCodesLeft: number | null = null;
    if (need === 'code') {
      if (code === undefined) return fail('wrongCode');
      const right = await checkCode(account, code, session.connection.address, service);
      if (!right.ok) return right;
      ({ recoveryCodesLeft } = right.value);
    }
    const present = await presentAccount(session, account.agentId, service);
    if (!present.ok) return present;
    const opened = await openAgentSession(session, present.value, replies, service);
    if (!opened.ok) return opened;
    return ok({ ...opened.value, ...(recoveryCodesLeft === null ? {} : { recoveryCodesLeft }) });
  },
};
