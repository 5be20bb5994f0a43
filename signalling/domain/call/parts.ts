// Who rings, who has the call and who is asked about it, as its participants say: the one place where that is read from them. Pure.
import type { AgentId, CallId } from '../../protocol/index.ts';
import type { CallContext, Consult, Conversation, Offer } from './callEvents.ts';
import { consultLinkOf, offerOfLeg, type Leg, type Participant, type Role, type StoredLink } from './participants.ts';

type People = Pick<CallContext, 'participants'>;
type Linked = Pick<CallContext, 'facts' | 'participants' | 'links'>;
export type JoinedLeg = Extract<Leg, { state: 'joined' }>;

export function inRole({ participants }: People, role: Role): Participant | undefined {
  return participants.find((participant) => participant.role === role);
}

export function linkOf({ links }: Pick<CallContext, 'links'>, linkId: CallId): StoredLink | undefined {
  return links.find((link) => link.linkId === linkId);
}

export function joinedLeg(participant: Participant | undefined): JoinedLeg | undefined {
  return participant?.legs.find((leg): leg is JoinedLeg => leg.state === 'joined');
}

/** Rings at an agent, who has the call if they answer. */
export function offerOf(context: People): Offer | null {
  return ringOf(inRole(context, 'primary'));
}

function ringOf(participant: Participant | undefined): Offer | null {
  const leg = participant?.legs[0];
  if (participant?.who.kind !== 'agent' || leg?.state !== 'ringing') return null;
  const { legId, sinceMs, interrupts } = leg;
  return { offerId: offerOfLeg(legId), agentId: participant.who.agentId, sinceMs, interrupts };
}

/** With the agent who has the call, for as long as it goes on. */
export function conversationOf(context: Linked): Conversation | null {
  const primary = inRole(context, 'primary');
  const leg = joinedLeg(primary);
  const link = linkOf(context, context.facts.callId);
  if (primary?.who.kind !== 'agent' || leg === undefined || link === undefined) return null;
  const { generation, generationSinceMs } = link;
  const { withVideo, legId } = leg;
  const { agentId } = primary.who;
  const answeredAtMs = primary.sinceMs;
  return { offerId: offerOfLeg(legId), agentId, answeredAtMs, withVideo, generation, generationSinceMs };
}

/** Who has the call, or had it when it ended. */
export function agentOf(context: People): AgentId | null {
  const primary = inRole(context, 'primary');
  return primary?.who.kind === 'agent' && primary.legs[0].state !== 'ringing' ? primary.who.agentId : null;
}

/** Whom the call's agent asks. */
export function consultOf(context: Linked & Pick<CallContext, 'question'>): Consult | null {
  const { question } = context;
  const consulted = inRole(context, 'consulted');
  if (question === null || consulted?.who.kind !== 'agent') return null;
  const [leg] = consulted.legs;
  const { agentId } = consulted.who;
  const offerId = offerOfLeg(leg.legId);
  const ring = { offerId, agentId, sinceMs: question.sinceMs, interrupts: false };
  const link = linkOf(context, consultLinkOf(offerId));
  if (leg.state !== 'joined' || link === undefined) return { ...question, offer: ring, talk: null };
  const { generation, generationSinceMs } = link;
  const { withVideo } = leg;
  return { ...question, offer: ring, talk: { answeredAtMs: leg.joinedMs, withVideo, generation, generationSinceMs } };
}

/** Is in the call, and neither sees and hears anybody nor is seen and heard. */
export function isPaused(participant: Participant): boolean {
  return participant.role === 'guest' && (joinedLeg(participant)?.heldSinceMs ?? null) !== null;
}

/** The customer is on hold. */
export function isHeld({ participants: [customer] }: People): boolean {
  return (joinedLeg(customer)?.heldSinceMs ?? null) !== null;
}
