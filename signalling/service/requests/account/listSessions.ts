// account.sessions: where the agent is signed in.
import { MAX_SESSIONS_TOLD, ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';

export const listSessions: Handler<'account.sessions'> = {
  from: 'signedInAgent',
  answer: async (_, { agentId, sessionHash }, { store, clock }) => {
    const sessions = await store.sessionsOf(agentId, clock.nowMs());
    return ok({
      sessions: sessions
        .slice(0, MAX_SESSIONS_TOLD)
        .map(({ sessionId, device, startedAtMs, lastSeenAtMs, tokenHash }) => ({
          sessionId,
          device,
          startedAtMs,
          lastSeenAtMs,
          isThis: tokenHash === sessionHash,
        })),
    });
  },
};
