// agent.beginSignIn: name and password; for a session, or for the second step.
import { fail, ok } from '../../../protocol/index.ts';
import { ENTERING_MS, needOf } from '../../secondFactor/secondFactorRules.ts';
import { openAgentSession } from '../../session/openAgentSession.ts';
import { checkPassword } from '../../session/passwordCheck.ts';
import type { Handler } from '../handler.ts';

export const beginSignIn: Handler<'agent.beginSignIn'> = {
  from: 'agent',
  answer: async ({ userName, password, replies = [] }, { session }, service) => {
    const { clock, throttle } = service;
    if (session.agent !== null) return fail('notPossibleNow', 'somebody is signed in');
    session.entering = null;
    const { address } = session.connection;
    const account = await checkPassword(userName, password, address, service);
    if (!account.ok) return account;
    const need = await needOf(account.value, service.store, service.policies.current.secondFactor);
    if (need === 'nothing') {
      const opened = await openAgentSession(session, account.value, replies, service);
      return opened.ok ? ok({ next: 'signedIn', ...opened.value }) : opened;
    }
    // Right, so it counts against nobody; but only who has given all is known from here on.
    await throttle.returnSignIn(userName, address);
    session.entering = { account: account.value, need, untilMs: clock.nowMs() + ENTERING_MS };
    return ok({ next: need });
  },
};
