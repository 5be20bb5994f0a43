// Who has direct media with whom in a call, as its state says. A link is named in messages by an id that stands in place of the call's.
import type { AgentId, CallId } from '../../protocol/index.ts';
import { callPhase, type Call } from './call.ts';
import type { Consult } from './callEvents.ts';

export type Side = { readonly kind: 'customer' } | { readonly kind: 'agent'; readonly agentId: AgentId };
export type Link = {
  readonly linkId: CallId;
  readonly kind: 'call' | 'consult';
  readonly generation: number;
  /** Begins each generation. */
  readonly offerer: Side;
  readonly answerer: Side;
};

export function linksOf(call: Call): readonly Link[] {
  const phase = callPhase(call);
  if (phase.name !== 'active') return [];
  const { conversation, consult } = phase;
  const offerer = { kind: 'agent', agentId: conversation.agentId } as const;
  const main: Link = {
    linkId: call.context.facts.callId,
    kind: 'call',
    generation: conversation.generation,
    offerer,
    answerer: { kind: 'customer' },
  };
  if (consult === null || consult.talk === null) return [main];
  const { offer, talk } = consult;
  const linkId = consultLinkId(consult);
  const answerer = { kind: 'agent', agentId: offer.agentId } as const;
  return [main, { linkId, kind: 'consult', generation: talk.generation, offerer, answerer }];
}

/** Calls and offers have ids of one kind, and no two are the same. */
export function consultLinkId({ offer }: Pick<Consult, 'offer'>): CallId {
  return offer.offerId as string as CallId;
}

/** The side that is not this one; undefined: this one has no part in the link. */
export function otherSide({ offerer, answerer }: Link, side: Side): Side | undefined {
  if (isSame(offerer, side)) return answerer;
  return isSame(answerer, side) ? offerer : undefined;
}

function isSame(a: Side, b: Side): boolean {
  return a.kind === 'agent' ? b.kind === 'agent' && a.agentId === b.agentId : b.kind === 'customer';
}
