// agent.signIn: name and password for a session. Slowed down per account and address.
import { fail, ok } from '../../protocol/index.ts';
import { SESSION_MS } from '../service.ts';
import { enterAsAgent } from '../session/entering.ts';
import type { Handler } from './handler.ts';

export const signIn: Handler<'agent.signIn'> = {
  from: 'agent',
  answer: async ({ userName, password, replies = [] }, { session }, service) => {
    const { clock, log, passwords, store, throttle, tokens } = service;
    if (session.agent !== null) return fail('notPossibleNow', 'somebody is signed in');
    const { address } = session.connection;
    const { retryAfterMs } = await throttle.takeSignIn(userName, address);
    if (retryAfterMs !== null) return fail('tooManyAttempts', undefined, retryAfterMs);
    const account = await store.findAccount(userName);
    const isRight = await passwords.verify(password, account?.passwordHash ?? null);
    if (account === null || !isRight) {
      log.warn({ known: account !== null }, 'sign-in refused');
      return fail('wrongCredentials');
    }
    await throttle.forgiveSignIn(userName, address);
    const sessionToken = tokens.createToken();
    const tokenHash = tokens.hash(sessionToken);
    await store.putSession({ tokenHash, agentId: account.agentId, expiresAtMs: clock.nowMs() + SESSION_MS });
    const entered = await enterAsAgent(session, account, tokenHash, replies, service);
    return entered.ok ? ok({ sessionToken, agent: entered.value }) : entered;
  },
};
