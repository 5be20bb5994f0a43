// agent.signIn: name and password for a session. Slowed down per account and address.
import { fail, ok, type AgentId } from '../../protocol/index.ts';
import { audit } from '../audit/audit.ts';
import { BUSY_MS } from '../ports/machineRoom.ts';
import type { AgentSession } from '../ports/accountStore.ts';
import { enterAsAgent } from '../session/entering.ts';
import { expiryOf } from '../session/sessionRules.ts';
import type { Service } from '../service.ts';
import type { Handler } from './handler.ts';

export const signIn: Handler<'agent.signIn'> = {
  from: 'agent',
  answer: async ({ userName, password, replies = [] }, { session }, service) => {
    const { clock, house, log, passwords, store, throttle, tokens } = service;
    if (session.agent !== null) return fail('notPossibleNow', 'somebody is signed in');
    const { address } = session.connection;
    const { retryAfterMs, isKnown } = await throttle.takeSignIn(userName, address);
    if (retryAfterMs !== null) return fail('tooManyAttempts', undefined, retryAfterMs);
    const account = await store.findAccount(userName);
    const isRight = await passwords.verify(password, account?.passwordHash ?? null, { address, isKnown });
    if (isRight === null) {
      await throttle.returnSignIn(userName, address);
      return fail('tooManyAttempts', 'many sign in at once', BUSY_MS);
    }
    if (account === null || !isRight) {
      await noteFailure(account?.agentId ?? null, service);
      log.warn({ known: account !== null }, 'sign-in refused');
      return fail('wrongCredentials');
    }
    await throttle.forgiveSignIn(userName, address);
    const sessionToken = tokens.createToken();
    const nowMs = clock.nowMs();
    const agentSession: AgentSession = {
      sessionId: tokens.createId(),
      tokenHash: tokens.hash(sessionToken),
      agentId: account.agentId,
      device: session.connection.device,
      startedAtMs: nowMs,
      lastSeenAtMs: nowMs,
      expiresAtMs: expiryOf(nowMs, nowMs, house.rules.sessions),
    };
    await store.addSession(agentSession);
    const { agentId, sessionId, device } = agentSession;
    await audit(service, 'signedIn', { agentId, sessionId, device });
    const entered = await enterAsAgent(session, account, agentSession, replies, service);
    return entered.ok ? ok({ sessionToken, agent: entered.value }) : entered;
  },
};

async function noteFailure(agentId: AgentId | null, service: Service): Promise<void> {
  const { clock, failedSignIns } = service;
  const nowMs = clock.nowMs();
  if (agentId !== null) {
    failedSignIns.note(agentId, nowMs);
    await audit(service, 'signInFailed', { agentId, tries: 1 });
    return;
  }
  const tries = failedSignIns.noteUnknown(nowMs);
  if (tries !== null) await audit(service, 'signInFailed', { agentId, tries });
}
