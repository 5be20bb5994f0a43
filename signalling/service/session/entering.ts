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
import type { Account } from '../ports/store.ts';
import type { FurtherWrites, News } from '../runner/runner.ts';
import type { Service } from '../service.ts';
import { claim, type Session } from './session.ts';

/** Problems: internal, shuttingDown. */
export async function enterAsAgent(
  session: Session,
  account: Account,
  sessionHash: string,
  replies: readonly ReplyBegin[],
  { runner, bus, clock, mediaServersFor }: Service,
): Promise<Result<AgentView>> {
  if (session.closed) return fail('internal', 'the connection is gone');
  const { agentId, displayName, role } = account;
  const listen = claim(session, `agent:${agentId}`, bus);
  session.agent = { agentId, sessionHash, extendedAtMs: clock.nowMs() };
  const connected = await runner.run({ type: 'agentConnected', agent: { agentId, displayName, role }, replies });
  const agent = runner.state.agents.get(agentId);
  if (!connected.ok || agent === undefined) {
    session.release();
    session.agent = null;
    return connected.ok ? fail('internal') : connected;
  }
  listen();
  return ok(agentView(runner.state, agent, mediaServersFor));
}

/** Problems: those of `news`, internal, shuttingDown. */
export async function enterCall(
  session: Session,
  callId: CallId,
  news: News,
  further: FurtherWrites,
  { runner, bus, mediaServersFor }: Service,
): Promise<Result<CustomerCall>> {
  if (session.closed) return fail('internal', 'the connection is gone');
  const listen = claim(session, `call:${callId}`, bus);
  session.callId = callId;
  const entered = await runner.run(news, further);
  if (!entered.ok) {
    session.release();
    session.callId = null;
    return entered;
  }
  listen();
  const call =
    runner.state.calls.get(callId) ?? entered.value.changedCalls.find(({ context }) => context.facts.callId === callId);
  return call === undefined ? fail('callEnded') : ok(customerCallView(runner.state, call, mediaServersFor));
}
