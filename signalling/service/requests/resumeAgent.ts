// agent.resume: a session token in place of a password.
import { fail, ok } from '../../protocol/index.ts';
import { SESSION_MS } from '../service.ts';
import { enterAsAgent } from '../session/entering.ts';
import type { Handler } from './handler.ts';

export const resumeAgent: Handler<'agent.resume'> = {
  from: 'agent',
  answer: async ({ sessionToken, replies = [] }, { session }, service) => {
    const { clock, store, tokens } = service;
    const tokenHash = tokens.hash(sessionToken);
    if (session.agent !== null && session.agent.sessionHash !== tokenHash) {
      return fail('notPossibleNow', 'somebody is signed in');
    }
    const nowMs = clock.nowMs();
    const agentId = await store.findSession(tokenHash, nowMs);
    const account = agentId === null ? null : await store.findAccountOf(agentId);
    if (account === null) return fail('sessionExpired');
    await store.putSession({ tokenHash, agentId: account.agentId, expiresAtMs: nowMs + SESSION_MS });
    const entered = await enterAsAgent(session, account, tokenHash, replies, service);
    return entered.ok ? ok({ agent: entered.value }) : entered;
  },
};
