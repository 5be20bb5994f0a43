// session.ping: the client's heartbeat, which also keeps an agent's session from expiring.
import { ok } from '../../protocol/index.ts';
import { expiryOf } from '../session/sessionRules.ts';
import type { Handler } from './handler.ts';

/** How often a session in use is moved on; also when the clock was put on or back by that much. */
const EXTEND_EVERY_MS = 10 * 60 * 1000;

export const ping: Handler<'session.ping'> = {
  from: 'anyone',
  answer: async (_, { session }, { clock, policies, revocations, store }) => {
    const nowMs = clock.nowMs();
    const { agent } = session;
    if (agent !== null && Math.abs(nowMs - agent.extendedAtMs) >= EXTEND_EVERY_MS) {
      session.agent = { ...agent, extendedAtMs: nowMs };
      const expiresAtMs = expiryOf(agent.startedAtMs, nowMs, policies.current.sessions);
      const lives = expiresAtMs > nowMs && (await store.extendSession(agent.sessionHash, nowMs, expiresAtMs));
      if (!lives) await revocations.expired(agent.agentId);
    }
    return ok({ serverTimeMs: nowMs });
  },
};
