// Who has a call next when somebody beside its agent takes it over, and how whoever was asked joins. Plain data; knows no states.
import type { AgentId } from '../../protocol/index.ts';
import type { CallContext } from './callEvents.ts';
import { consultOf, conversationOf, inRole, joinedLeg } from './parts.ts';
import { changed, customerHeld, type Participant, type Parts } from './participants.ts';
import { joined, joinedBeside, leftBy } from './segments.ts';

type People = Pick<CallContext, 'participants'>;

/** The colleague who has the call when its agent leaves: who is there before who is away, then who joined first. */
export function successorOf({ participants }: People): Participant | undefined {
  const joinedColleagues = participants.filter((one) => one.role === 'colleague' && joinedLeg(one) !== undefined);
  return joinedColleagues.find(isThere) ?? joinedColleagues[0];
}

export function isThere(participant: Participant | undefined): boolean {
  const leg = joinedLeg(participant);
  return leg !== undefined && leg.timer === undefined;
}

export function supervisorOf({ participants }: People, agentId: AgentId): Participant | undefined {
  return participants.find(({ role, who }) => role === 'supervisor' && who.kind === 'agent' && who.agentId === agentId);
}

/** Whoever supervises follows whoever has the call. */
export function following(participants: Parts['participants']): Parts['participants'] {
  const primary = inRole({ participants }, 'primary');
  if (primary === undefined) return participants;
  return changed({ participants }, (one) =>
    one.supervising === null ? one : { ...one, supervising: { ...one.supervising, of: primary.participantId } },
  );
}

/** This one has the call from now on; who had it leaves. The room goes on as it is. */
export function ledBy(
  context: CallContext,
  next: Participant | undefined,
  { how, wrapUp, atMs }: { how: 'transferred' | 'tookOver'; wrapUp: 'none' | 'open'; atMs: number },
): Partial<CallContext> {
  const conversation = conversationOf(context);
  const leg = joinedLeg(next);
  if (conversation === null || next?.who.kind !== 'agent' || leg === undefined) return {};
  const { agentId } = next.who;
  // The customer's page tells by it that somebody else has the call now, also where the clock was put back.
  const sinceMs = Math.max(atMs, conversation.answeredAtMs + 1);
  const { timer: _, ...present } = leg;
  const leads: Participant = { ...next, role: 'primary', sinceMs, supervising: null, legs: [present] };
  const [customer, ...others] = context.participants;
  const staying = others.filter(
    ({ role, participantId }) => role !== 'primary' && participantId !== next.participantId,
  );
  const before = leftBy(context.segments, [agentId], atMs, 'none');
  const segments = leftBy(before, [conversation.agentId], atMs, wrapUp);
  return {
    participants: customerHeld({ participants: following([customer, leads, ...staying]) }, null),
    links: context.links.map((link) => (link.linkId === context.facts.callId ? { ...link, offerer: leg.legId } : link)),
    segments: joined({ ...context, segments }, agentId, atMs, how),
  };
}

/** Whoever was asked talks with everybody from now on. */
export function merged(context: CallContext, atMs: number): Partial<CallContext> {
  const consult = consultOf(context);
  if (!consult?.talk) return {};
  const { agentId } = consult.offer;
  const participants = changed(context, (one) =>
    one.role === 'consulted' ? { ...one, role: 'colleague', sinceMs: atMs } : one,
  );
  const segments = leftBy(context.segments, [agentId], atMs, 'none');
  return {
    question: null,
    participants: customerHeld({ participants }, null),
    links: context.links.filter(({ linkId }) => linkId === context.facts.callId),
    segments: joinedBeside({ ...context, segments }, agentId, 'joined', atMs),
  };
}
