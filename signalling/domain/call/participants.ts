// Who takes part in a call, and by which legs: plain data and what each step makes of it. Knows no states and no agents beyond their ids.
import type { AgentId, CallId, LegId, OfferId, ParticipantId } from '../../protocol/index.ts';

/**
 * `primary`: has the call, or it rings at them · `consulted`: asked by the primary, while the customer waits · `colleague`: another agent who
 * talks with everybody · `guest`: came by a link.
 */
export type Role = 'customer' | 'primary' | 'consulted' | 'colleague' | 'supervisor' | 'guest';
export type Who =
  | { readonly kind: 'customer' }
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  /** `tokenHash`: of the token by which their page comes back. */
  | { readonly kind: 'guest'; readonly name: string; readonly tokenHash: string };

/** `whisper`: only the one who is supervised hears them · `barge`: everybody does. */
export type SupervisionMode = 'listen' | 'whisper' | 'barge';

/** One person's connection to a call. It goes with its participant; who was in the call when it ended stays as `left`. */
export type Leg = { readonly legId: LegId } & LegState;
/** Runs while somebody who takes part beside the customer, the primary and the consulted is awaited. */
export type LegTimer = { readonly attempt: number; readonly dueAtMs: number };
type Joined = {
  readonly joinedMs: number;
  readonly withVideo: boolean;
};
type LegState =
  | { readonly state: 'inLine' }
  | { readonly state: 'ringing'; readonly sinceMs: number; readonly interrupts: boolean; readonly timer?: LegTimer }
  /** A guest whom the primary has not let in yet. */
  | { readonly state: 'waitingRoom'; readonly sinceMs: number; readonly timer?: LegTimer }
  /** `heldSinceMs`: on hold, or a guest who is paused, since then; null: is talked with. `timer`: is away, and their place is kept until then. */
  | (Joined & { readonly state: 'joined'; readonly heldSinceMs: number | null; readonly timer?: LegTimer })
  | { readonly state: 'left'; readonly leftMs: number };

export type Participant = {
  readonly participantId: ParticipantId;
  readonly who: Who;
  readonly role: Role;
  /** In this role. */
  readonly sinceMs: number;
  /** Of a supervisor: how, and whom. */
  readonly supervising: { readonly mode: SupervisionMode; readonly of: ParticipantId } | null;
  /** The first is the one that they came by. */
  readonly legs: readonly [Leg, ...Leg[]];
};

/** Direct media between two legs. The offerer begins each generation. */
export type StoredLink = {
  readonly linkId: CallId;
  readonly offerer: LegId;
  readonly answerer: LegId;
  readonly generation: number;
  readonly generationSinceMs: number;
};

/** All of it that is stored with a call. */
export type Parts = {
  /** The customer first. */
  readonly participants: readonly [Participant, ...Participant[]];
  readonly links: readonly StoredLink[];
};

/** Offers are numbered from 1. */
export function customerLegId(callId: CallId): LegId {
  return `${callId}_0` as LegId;
}

/** A leg of an agent and the offer that it came from have one id. */
export function legOfOffer(offerId: OfferId): LegId {
  return offerId as string as LegId;
}

export function offerOfLeg(legId: LegId): OfferId {
  return legId as string as OfferId;
}

/** Two agents who talk about a call have a link of their own, named by the offer: calls and offers have ids of one kind, and no two are the same. */
export function consultLinkOf(offerId: OfferId): CallId {
  return offerId as string as CallId;
}

function newParticipant(leg: Leg, who: Who, role: Role, sinceMs: number): Participant {
  return { participantId: leg.legId as string as ParticipantId, who, role, sinceMs, supervising: null, legs: [leg] };
}

/** The customer alone, in line. */
export function arrived(callId: CallId, atMs: number): Parts {
  const leg = { legId: customerLegId(callId), state: 'inLine' } as const;
  return { participants: [newParticipant(leg, { kind: 'customer' }, 'customer', atMs)], links: [] };
}

export type Ring = {
  readonly offerId: OfferId;
  readonly agentId: AgentId;
  readonly sinceMs: number;
  readonly interrupts: boolean;
};

/** It rings at an agent, who has this role if they answer. */
export function rung({ participants: [customer, ...others] }: Parts, ring: Ring, role: Role): Parts['participants'] {
  const { offerId, agentId, sinceMs, interrupts } = ring;
  const leg = { legId: legOfOffer(offerId), state: 'ringing', sinceMs, interrupts } as const;
  return [customer, ...others, newParticipant(leg, { kind: 'agent', agentId }, role, sinceMs)];
}

/** Whoever has this role is gone from the call. */
export function without(
  { participants: [customer, ...others] }: Pick<Parts, 'participants'>,
  role: Role,
): Parts['participants'] {
  return [customer, ...others.filter((other) => other.role !== role)];
}

export function changed(
  { participants: [customer, ...others] }: Pick<Parts, 'participants'>,
  change: (participant: Participant) => Participant,
): Parts['participants'] {
  return [change(customer), ...others.map(change)];
}

/** Whom it rings at in this role has answered. */
export function answered(
  parts: Pick<Parts, 'participants'>,
  role: Role,
  joined: Joined & Pick<Participant, 'sinceMs'>,
): Parts['participants'] {
  return passed(parts, role, role, joined);
}

/** Whoever had one role has another from now on. */
export function passed(
  parts: Pick<Parts, 'participants'>,
  from: Role,
  to: Role,
  { joinedMs, withVideo, sinceMs }: Joined & Pick<Participant, 'sinceMs'>,
): Parts['participants'] {
  return changed(parts, (participant) => {
    if (participant.role !== from) return participant;
    const [{ legId }] = participant.legs;
    const leg = { legId, state: 'joined', joinedMs, withVideo, heldSinceMs: null } as const;
    return { ...participant, role: to, sinceMs, legs: [leg] };
  });
}

/** The customer talks with somebody from now on. */
export function customerJoined(parts: Pick<Parts, 'participants'>, atMs: number): Parts['participants'] {
  const [{ sinceMs }] = parts.participants;
  return passed(parts, 'customer', 'customer', { joinedMs: atMs, withVideo: true, sinceMs });
}

export function customerInLine({
  participants: [customer, ...others],
}: Pick<Parts, 'participants'>): Parts['participants'] {
  const [{ legId }] = customer.legs;
  return [{ ...customer, legs: [{ legId, state: 'inLine' }] }, ...others];
}

/** `heldSinceMs`: null takes them off hold. Who is on hold already stays so since then. */
export function customerHeld(
  { participants: [customer, ...others] }: Pick<Parts, 'participants'>,
  heldSinceMs: number | null,
): Parts['participants'] {
  const [leg] = customer.legs;
  if (leg.state !== 'joined') return [customer, ...others];
  const since = heldSinceMs === null ? null : (leg.heldSinceMs ?? heldSinceMs);
  return [{ ...customer, legs: [{ ...leg, heldSinceMs: since }] }, ...others];
}

/** Whoever was in it has left; nobody is rung any more. */
export function allLeft({ participants: [customer, ...others] }: Pick<Parts, 'participants'>, leftMs: number): Parts {
  const left = (participant: Participant): Participant => {
    const [{ legId }] = participant.legs;
    return { ...participant, legs: [{ legId, state: 'left', leftMs }] };
  };
  const there = others.filter(({ legs: [{ state }] }) => state !== 'ringing' && state !== 'waitingRoom');
  return { participants: [left(customer), ...there.map(left)], links: [] };
}

/** The next generation of a link. */
export function renewed({ links }: Pick<Parts, 'links'>, linkId: CallId, atMs: number): readonly StoredLink[] {
  return links.map((link) =>
    link.linkId === linkId ? { ...link, generation: link.generation + 1, generationSinceMs: atMs } : link,
  );
}
