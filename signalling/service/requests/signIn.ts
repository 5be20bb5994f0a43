// agent.signIn: name and password for a session, in one step. An account that needs a second factor is not for it.
import { fail } from '../../protocol/index.ts';
import { needOf } from '../secondFactor/secondFactorRules.ts';
import { openAgentSession } from '../session/openAgentSession.ts';
import { checkPassword } from '../session/passwordCheck.ts';
import type { Handler } from './handler.ts';

export const signIn: Handler<'agent.signIn'> = {
  from: 'agent',
  answer: async ({ userName, password, replies = [] }, { session }, service) => {
    if (session.agent !== null) return fail('notPossibleNow', 'somebody is signed in');
    const { address } = session.connection;
    const account = await checkPassword(userName, password, address, service);
    if (!account.ok) return account;
    if ((await needOf(account.value, service.store, service.policies.current.secondFactor)) === 'nothing') {
      return openAgentSession(session, account.value, replies, service);
    }
    await service.throttle.returnSignIn(userName, address);
    // Apps of before know this code, and say that another version of them is wanted.
    return fail('unsupportedVersion', 'this account needs a second factor: agent.beginSignIn');
  },
};
