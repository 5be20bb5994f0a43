// session.ping: the client's heartbeat, which also keeps an agent's session from expiring.
import { ok } from '../../protocol/index.ts';
import { SESSION_MS } from '../service.ts';
import type { Handler } from './handler.ts';

/** How often a session in use is moved on; also when the clock was put on or back by that much. */
const EXTEND_EVERY_MS = 10 * 60 * 1000;

export const ping: Handler<'session.ping'> = {
  from: 'anyone',
  answer: async (_, { session }, { clock, store }) => {
    const nowMs = clock.nowMs();
    const { agent } = session;
    if (agent !== null && Math.abs(nowMs - agent.extendedAtMs) >= EXTEND_EVERY_MS) {
      session.agent = { ...agent, extendedAtMs: nowMs };
      await store.putSession({
        tokenHash: agent.sessionHash,
        agentId: agent.agentId,
        expiresAtMs: nowMs + SESSION_MS,
      });
    }
    return ok({ serverTimeMs: nowMs });
  },
};
