// All that was asked for has been given: a session begins.
import { ok, type ReplyBegin, type RequestResult, type Result } from '../../protocol/index.ts';
import { audit } from '../audit/audit.ts';
import type { Account, AgentSession } from '../ports/accountStore.ts';
import type { Service } from '../service.ts';
import { enterAsAgent } from './entering.ts';
import type { Session } from './session.ts';
import { expiryOf } from './sessionRules.ts';

/** Problems: notPossibleNow, sessionExpired, internal, shuttingDown. */
export async function openAgentSession(
  session: Session,
  account: Account,
  replies: readonly ReplyBegin[],
  service: Service,
): Promise<Result<RequestResult<'agent.signIn'>>> {
  const { clock, policies, store, throttle, tokens } = service;
  const { address, device } = session.connection;
  await throttle.forgiveSignIn(account.userName, address);
  const sessionToken = tokens.createToken();
  const nowMs = clock.nowMs();
  const agentSession: AgentSession = {
    sessionId: tokens.createId(),
    tokenHash: tokens.hash(sessionToken),
    agentId: account.agentId,
    device,
    startedAtMs: nowMs,
    lastSeenAtMs: nowMs,
    expiresAtMs: expiryOf(nowMs, nowMs, policies.current.sessions),
  };
  await store.addSession(agentSession);
  const { agentId, sessionId } = agentSession;
  await audit(service, 'signedIn', { agentId, sessionId, device });
  const entered = await enterAsAgent(session, account, agentSession, replies, service);
  if (entered.ok) return ok({ sessionToken, agent: entered.value });
  // Nobody has its token.
  await store.endSessions(agentId, { sessionId }, clock.nowMs());
  return entered;
}
