// account.beginSecondFactor: a secret to be put into an authenticator app. It stays with the connection until it is confirmed.
import { fail, ok } from '../../../protocol/index.ts';
import { presentAccount } from '../../secondFactor/presentAccount.ts';
import { ENTERING_MS } from '../../secondFactor/secondFactorRules.ts';
import { checkPassword } from '../../session/passwordCheck.ts';
import type { Handler } from '../handler.ts';

export const beginSecondFactor: Handler<'account.beginSecondFactor'> = {
  from: 'accountOwner',
  answer: async ({ password }, { session, agentId, isEntering }, service) => {
    const { store, clock, codes, throttle } = service;
    const present = await presentAccount(session, agentId, service);
    if (!present.ok) return present;
    const account = present.value;
    if ((await store.findSecondFactor(agentId)) !== null) return fail('notPossibleNow', 'there is one already');
    if (!isEntering) {
      const { address } = session.connection;
      if (password === undefined) return fail('wrongCredentials');
      const right = await checkPassword(account.userName, password, address, service);
      if (!right.ok) return right;
      await throttle.returnSignIn(account.userName, address);
    }
    const secret = codes.createSecret();
    session.newFactor = { agentId, secret, untilMs: clock.nowMs() + ENTERING_MS };
    return ok({ secret, address: codes.addressOf(secret, account.userName) });
  },
};
