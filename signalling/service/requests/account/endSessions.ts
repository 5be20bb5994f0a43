// account.endSessions: the agent signs out elsewhere, in one place or in all.
import { fail, ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';

export const endSessions: Handler<'account.endSessions'> = {
  from: 'signedInAgent',
  answer: async ({ sessionId }, { agentId, sessionHash }, service) => {
    const { store, clock, revocations } = service;
    const nowMs = clock.nowMs();
    const own = await store.findSession(sessionHash, nowMs);
    if (own !== null && own.sessionId === sessionId) return fail('notPossibleNow', 'sign out instead');
    const which = sessionId === undefined ? { keep: sessionHash } : { sessionId };
    const ended = await store.endSessions(agentId, which, nowMs);
    if (ended > 0) await audit(service, 'sessionsEnded', { agentId, by: agentId, ended });
    await revocations.look();
    return ok({ ended });
  },
};
