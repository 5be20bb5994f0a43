// Who has direct media with whom in a call, as its state says. A link is named in messages by an id that stands in place of the call's.
import type { AgentId, CallId, LegId } from '../../protocol/index.ts';
import type { Call } from './call.ts';
import type { Participant } from './participants.ts';

export type Side = { readonly kind: 'customer' } | { readonly kind: 'agent'; readonly agentId: AgentId };
export type Link = {
  readonly linkId: CallId;
  readonly kind: 'call' | 'consult';
  readonly generation: number;
  /** Begins each generation. */
  readonly offerer: Side;
  readonly answerer: Side;
};

export function linksOf({ context: { facts, participants, links } }: Call): readonly Link[] {
  return links.map(({ linkId, generation, offerer, answerer }) => ({
    linkId,
    kind: linkId === facts.callId ? 'call' : 'consult',
    generation,
    offerer: sideOf(participants, offerer),
    answerer: sideOf(participants, answerer),
  }));
}

function sideOf(participants: readonly Participant[], legId: LegId): Side {
  const who = participants.find(({ legs }) => legs.some((leg) => leg.legId === legId))?.who;
  if (who === undefined || who.kind === 'guest')
    throw new Error('a link is between the legs of the customer and of agents');
  return who;
}

/** The side that is not this one; undefined: this one has no part in the link. */
export function otherSide({ offerer, answerer }: Link, side: Side): Side | undefined {
  if (isSame(offerer, side)) return answerer;
  return isSame(answerer, side) ? offerer : undefined;
}

function isSame(a: Side, b: Side): boolean {
  return a.kind === 'agent' ? b.kind === 'agent' && a.agentId === b.agentId : b.kind === 'customer';
}
