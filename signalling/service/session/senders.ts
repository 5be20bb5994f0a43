// Who may send a request, and what is known about them once that is checked.
import { fail, ok, type AgentId, type CallId, type LegId, type Result } from '../../protocol/index.ts';
import { tasksOf, type Agent } from '../../domain/agent/agent.ts';
import type { Call } from '../../domain/call/call.ts';
import { linksOf, otherSide, type Side } from '../../domain/call/links.ts';
import { customerLegId } from '../../domain/call/participants.ts';
import { agentOf, joinedLeg } from '../../domain/call/parts.ts';
import { besideLegOf } from '../../domain/switchboard/roomEvents.ts';
import type { Service } from '../service.ts';
import type { Entering, Session } from './session.ts';

export type Senders = {
  anyone: { readonly session: Session };
  customer: { readonly session: Session };
  /** An agent's connection, signed in or not. */
  agent: { readonly session: Session };
  /** Has given the password and owes a second factor. */
  enteringAgent: { readonly session: Session; readonly entering: Entering };
  /** One of those, or a signed-in agent. */
  accountOwner: { readonly session: Session; readonly agentId: AgentId; readonly isEntering: boolean };
  signedInAgent: { readonly session: Session; readonly agentId: AgentId; readonly sessionHash: string };
  /** A signed-in agent whose account says so. */
  supervisor: { readonly session: Session; readonly agentId: AgentId };
  /** A customer with a call. */
  callingCustomer: { readonly session: Session; readonly callId: CallId };
  /** Either party of a call. */
  party: { readonly session: Session; readonly callId: CallId; readonly by: 'customer' | 'agent' };
  /** A customer with a call, or a signed-in agent, whatever they have in hand. */
  callerOrAgent: {
    readonly session: Session;
    readonly who: { readonly callId: CallId } | { readonly agentId: AgentId };
  };
  /** Whoever has media in a call, those who are only asked among them. */
  participant: { readonly session: Session; readonly callId: CallId; readonly side: Side };
  /** Came by a link. */
  guest: { readonly session: Session; readonly callId: CallId; readonly legId: LegId };
  /** Whoever has a leg in a call of more than two. */
  /** `agentId`: of an agent, who may be in rooms of calls beside this one. */
  inRoom: {
    readonly session: Session;
    readonly callId: CallId;
    readonly legId: LegId;
    readonly agentId?: AgentId;
  };
};
export type SenderKind = keyof Senders;

const IDENTIFY: { [K in SenderKind]: (session: Session, service: Service) => Result<Senders[K]> } = {
  anyone: (session) => ok({ session }),
  customer: (session) => (session.party === 'customer' ? ok({ session }) : fail('notAllowed', 'for customers')),
  agent: (session) => (session.party === 'agent' ? ok({ session }) : fail('notAllowed', 'for agents')),
  enteringAgent,
  accountOwner,
  signedInAgent,
  supervisor,
  callingCustomer,
  party: (session, service) => (session.party === 'agent' ? talkingAgent(session, service) : talkingCustomer(session)),
  callerOrAgent,
  participant: (session, service) =>
    session.party === 'agent' ? agentWithMedia(session, service) : customerWithMedia(session),
  guest,
  inRoom,
};

/** Problems: notAllowed, notSignedIn, callNotFound. */
export function identify<K extends SenderKind>(kind: K, session: Session, service: Service): Result<Senders[K]> {
  return IDENTIFY[kind](session, service);
}

function signedInAgent(session: Session): Result<Senders['signedInAgent']> {
  if (session.party !== 'agent') return fail('notAllowed', 'for agents');
  if (session.agent === null) return fail('notSignedIn');
  return ok({ session, agentId: session.agent.agentId, sessionHash: session.agent.sessionHash });
}

function enteringAgent(session: Session, { clock }: Service): Result<Senders['enteringAgent']> {
  if (session.party !== 'agent') return fail('notAllowed', 'for agents');
  const { entering, agent } = session;
  return agent !== null || entering === null || entering.untilMs <= clock.nowMs()
    ? fail('notSignedIn')
    : ok({ session, entering });
}

function accountOwner(session: Session, service: Service): Result<Senders['accountOwner']> {
  const signedIn = signedInAgent(session);
  if (signedIn.ok) return ok({ session, agentId: signedIn.value.agentId, isEntering: false });
  const entering = enteringAgent(session, service);
  return entering.ok ? ok({ session, agentId: entering.value.entering.account.agentId, isEntering: true }) : entering;
}

function supervisor(session: Session, { runner }: Service): Result<Senders['supervisor']> {
  const known = signedInAgent(session);
  if (!known.ok) return known;
  const { agentId } = known.value;
  const role = runner.state.agents.get(agentId)?.context.role;
  return role === 'supervisor' ? ok({ session, agentId }) : fail('notAllowed', 'for supervisors');
}

function callingCustomer(session: Session): Result<Senders['callingCustomer']> {
  if (session.party !== 'customer') return fail('notAllowed', 'for customers');
  return session.callId === null ? fail('callNotFound') : ok({ session, callId: session.callId });
}

function callerOrAgent(session: Session): Result<Senders['callerOrAgent']> {
  const known = session.party === 'agent' ? signedInAgent(session) : callingCustomer(session);
  return known.ok ? ok({ session, who: known.value }) : known;
}

function talkingCustomer(session: Session): Result<Senders['party']> {
  const known = callingCustomer(session);
  return known.ok ? ok({ ...known.value, by: 'customer' }) : known;
}

function talkingAgent(session: Session, { runner }: Service): Result<Senders['party']> {
  const known = signedInAgent(session);
  if (!known.ok) return known;
  const { agentId } = known.value;
  const { agents, calls } = runner.state;
  // A call that this agent wraps up may go on with another.
  const callId = callsInHand(agents.get(agentId)).find((id) => isAgentOf(calls.get(id), agentId));
  return callId === undefined ? fail('callNotFound') : ok({ session, callId, by: 'agent' });
}

function customerWithMedia(session: Session): Result<Senders['participant']> {
  const known = callingCustomer(session);
  return known.ok ? ok({ ...known.value, side: { kind: 'customer' } }) : known;
}

function agentWithMedia(session: Session, { runner }: Service): Result<Senders['participant']> {
  const known = signedInAgent(session);
  if (!known.ok) return known;
  const { agentId } = known.value;
  const { agents, calls } = runner.state;
  const side = { kind: 'agent', agentId } as const;
  // The call may just have ended: who had it hangs up in that moment, too.
  const hasPart = (callId: CallId): boolean => {
    const call = calls.get(callId);
    return (
      isAgentOf(call, agentId) ||
      (call !== undefined && besideLegOf(call, agentId) !== undefined) ||
      (call !== undefined && linksOf(call).some((link) => otherSide(link, side) !== undefined))
    );
  };
  const callIds = callsInHand(agents.get(agentId));
  const [callId] = callIds;
  return callId !== undefined && callIds.some(hasPart) ? ok({ session, callId, side }) : fail('callNotFound');
}

function isAgentOf(call: Call | undefined, agentId: AgentId): boolean {
  return call !== undefined && agentOf(call.context) === agentId;
}

function guest(session: Session): Result<Senders['guest']> {
  if (session.party !== 'customer') return fail('notAllowed', 'for guests');
  return session.guest === null ? fail('callNotFound') : ok({ session, ...session.guest });
}

function inRoom(session: Session, service: Service): Result<Senders['inRoom']> {
  if (session.guest !== null) return guest(session);
  if (session.party !== 'agent') {
    const known = callingCustomer(session);
    return known.ok ? ok({ ...known.value, legId: customerLegId(known.value.callId) }) : known;
  }
  const known = signedInAgent(session);
  if (!known.ok) return known;
  const { agentId } = known.value;
  const { agents, calls } = service.runner.state;
  for (const callId of callsInHand(agents.get(agentId))) {
    const legId = joinedLegOf(calls.get(callId), agentId);
    if (legId !== undefined) return ok({ session, callId, legId, agentId });
  }
  return fail('callNotFound');
}

/** Of an agent who has the call, or takes part beside it. */
export function joinedLegOf(call: Call | undefined, agentId: AgentId): LegId | undefined {
  const own = call?.context.participants.find(
    ({ who, role }) => who.kind === 'agent' && who.agentId === agentId && role !== 'consulted',
  );
  return joinedLeg(own)?.legId;
}

/** The one at hand first. */
function callsInHand(agent: Agent | undefined): readonly CallId[] {
  return agent === undefined ? [] : tasksOf(agent).map(({ callId }) => callId);
}
