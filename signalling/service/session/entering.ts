// A connection begins to speak for an agent or a call. The order matters: claim, report, then listen and read the view.
import {
  fail,
  ok,
  type AgentView,
  type CallId,
  type CustomerCall,
  type ReplyBegin,
  type Result,
} from '../../protocol/index.ts';
import { agentView, customerCallView } from '../../domain/switchboard/views.ts';
import type { Account, AgentSession } from '../ports/accountStore.ts';
import type { FurtherWrites } from '../runner/changes.ts';
import type { Command } from '../runner/runner.ts';
import type { Service } from '../service.ts';
import { expiryOf } from './sessionRules.ts';
import { claim, type Session } from './session.ts';

/**
 * `agentSession` is in the store. Whatever the connection had begun for an account ends with it. Problems: notPossibleNow (somebody else
 * has signed in here meanwhile), sessionExpired (it has ended meanwhile), internal, shuttingDown.
 */
export async function enterAsAgent(
  session: Session,
  account: Account,
  agentSession: AgentSession,
  replies: readonly ReplyBegin[],
  service: Service,
): Promise<Result<AgentView>> {
  const { runner, bus, clock, policies, signedIn, store, mediaServersFor } = service;
  if (session.closed) return fail('internal', 'the connection is gone');
  const { agentId, displayName, role } = account;
  const { tokenHash, startedAtMs } = agentSession;
  if (session.agent !== null && session.agent.sessionHash !== tokenHash) {
    return fail('notPossibleNow', 'somebody is signed in');
  }
  const listen = claim(session, `agent:${agentId}`, bus);
  session.entering = null;
  session.newFactor = null;
  session.agent = { agentId, sessionHash: tokenHash, startedAtMs, extendedAtMs: clock.nowMs() };
  signedIn.note(agentId, session);
  const takesConsults = session.capabilities.has('consult');
  const takesSeveral = session.capabilities.has('callsInHand');
  const takesRooms = session.capabilities.has('rooms');
  const agent = { agentId, displayName, role, takesConsults, takesSeveral, takesRooms };
  const connected = await runner.run({ type: 'agentConnected', agent, replies });
  // After the agent has been noted: a session that was ended before is missed here, one that ends from now on is followed.
  const nowMs = clock.nowMs();
  const extended = await store.extendSession(tokenHash, nowMs, expiryOf(startedAtMs, nowMs, policies.current.sessions));
  const known = runner.state.agents.get(agentId);
  if (connected.ok && !extended) await runner.run({ type: 'agentRevoked', agentId });
  if (!connected.ok || !extended || known === undefined) {
    session.release();
    signedIn.forget(agentId, session);
    session.agent = null;
    if (!connected.ok) return connected;
    return extended ? fail('internal') : fail('sessionExpired');
  }
  listen();
  const view = agentView(runner.state, known, mediaServersFor);
  runner.noteTold({ name: 'agent.changed', payload: view });
  return ok(view);
}

/** Problems: those of `command`, internal, shuttingDown. */
export async function enterCall(
  session: Session,
  callId: CallId,
  command: Command,
  further: FurtherWrites,
  { runner, bus, mediaServersFor }: Service,
): Promise<Result<CustomerCall>> {
  if (session.closed) return fail('internal', 'the connection is gone');
  const listen = claim(session, `call:${callId}`, bus);
  session.callId = callId;
  const entered = await runner.run(command, further);
  if (!entered.ok) {
    session.release();
    session.callId = null;
    return entered;
  }
  listen();
  const call =
    runner.state.calls.get(callId) ?? entered.value.endedCalls.find(({ context }) => context.facts.callId === callId);
  if (call === undefined) return fail('callEnded');
  const view = customerCallView(runner.state, call, mediaServersFor);
  runner.noteTold({ name: 'call.changed', payload: view });
  return ok(view);
}
