// agent.resume: a session token in place of a password.
import { fail, ok } from '../../protocol/index.ts';
import { enterAsAgent } from '../session/entering.ts';
import type { Handler } from './handler.ts';

export const resumeAgent: Handler<'agent.resume'> = {
  from: 'agent',
  answer: async ({ sessionToken, replies = [] }, { session }, service) => {
    const { clock, store, throttle, tokens } = service;
    const tokenHash = tokens.hash(sessionToken);
    const agentSession = await store.findSession(tokenHash, clock.nowMs());
    const account = agentSession === null ? null : await store.findAccountOf(agentSession.agentId);
    if (agentSession === null || account === null) return fail('sessionExpired');
    throttle.rememberSignedIn(account.userName, session.connection.address);
    const entered = await enterAsAgent(session, account, agentSession, replies, service);
    return entered.ok ? ok({ agent: entered.value }) : entered;
  },
};
