// Live calls as they were stored before they had participants and legs: who rang, who had the call and who was asked stood each in a
// field of its own, and hold in the table's state.
import * as z from 'zod/mini';
import { agentIdSchema, generationSchema, offerIdSchema, type CallId } from '../../protocol/index.ts';
import type { CallContext, Consult, Conversation, Offer } from '../../domain/call/callEvents.ts';
import {
  allLeft,
  answered,
  arrived,
  consultLinkOf,
  customerHeld,
  customerJoined,
  customerLegId,
  legOfOffer,
  rung,
  type Parts,
} from '../../domain/call/participants.ts';

const ms = z.number().check(z.minimum(0));
const text = z.string().check(z.maxLength(5000));
const offerSchema = z.object({ offerId: offerIdSchema, agentId: agentIdSchema, sinceMs: ms, interrupts: z.boolean() });
const talk = { answeredAtMs: ms, withVideo: z.boolean(), generation: generationSchema, generationSinceMs: ms };

export const earlierParts = {
  offer: z.nullable(offerSchema),
  conversation: z.nullable(z.object({ offerId: offerIdSchema, agentId: agentIdSchema, ...talk })),
  // Calls of before there was any.
  consult: z._default(
    z.nullable(
      z.object({
        offer: offerSchema,
        byName: text,
        reason: text,
        notes: text,
        wasHeld: z.boolean(),
        talk: z.nullable(z.object(talk)),
      }),
    ),
    null,
  ),
};
type EarlierParts = {
  readonly offer: Offer | null;
  readonly conversation: Conversation | null;
  readonly consult: EarlierConsult | null;
};
type EarlierConsult = Omit<Consult, 'sinceMs'>;

export function isOfToday(context: unknown): boolean {
  return typeof context === 'object' && context !== null && 'participants' in context;
}

const activeSchema = z.object({
  open: z.looseObject({ service: z.looseObject({ active: z.looseObject({ hold: z.enum(['talking', 'held']) }) }) }),
});

export function wasHeld(value: unknown): boolean {
  const { data } = activeSchema.safeParse(value);
  return data?.open.service.active.hold === 'held';
}

export function withoutHold(value: unknown): unknown {
  const { data } = activeSchema.safeParse(value);
  if (data === undefined) return value;
  const { hold: _, ...active } = data.open.service.active;
  return { open: { ...data.open, service: { active } } };
}

export function partsOfEarlier(
  { offer, conversation, consult }: EarlierParts,
  { facts, ending, isHeld }: Pick<CallContext, 'facts' | 'ending'> & { readonly isHeld: boolean },
): Parts & Pick<CallContext, 'question'> {
  let parts = arrived(facts.callId, facts.startedAtMs);
  if (offer !== null) parts = { ...parts, participants: rung(parts, offer, 'primary') };
  if (conversation !== null) parts = withConversation(parts, facts.callId, conversation, isHeld);
  if (conversation !== null && consult !== null) parts = withConsult(parts, conversation, consult);
  if (ending !== null) return { ...allLeft(parts, ending.endedAtMs), question: null };
  if (consult === null) return { ...parts, question: null };
  const { byName, reason, notes, wasHeld: before, offer: ring } = consult;
  return { ...parts, question: { byName, reason, notes, wasHeld: before, sinceMs: ring.sinceMs } };
}

/** Since when somebody was on hold was not kept: since they talked with this agent, at most. */
function withConversation(
  parts: Parts,
  callId: CallId,
  { offerId, agentId, answeredAtMs, withVideo, generation, generationSinceMs }: Conversation,
  isHeld: boolean,
): Parts {
  const ring = { offerId, agentId, sinceMs: answeredAtMs, interrupts: false };
  const joined = { joinedMs: answeredAtMs, withVideo, sinceMs: answeredAtMs };
  const agent = answered({ participants: rung(parts, ring, 'primary') }, 'primary', joined);
  const participants = customerJoined({ participants: agent }, answeredAtMs);
  return {
    participants: customerHeld({ participants }, isHeld ? answeredAtMs : null),
    links: [
      {
        linkId: callId,
        offerer: legOfOffer(offerId),
        answerer: customerLegId(callId),
        generation,
        generationSinceMs,
      },
    ],
  };
}

function withConsult(parts: Parts, { offerId: offerer }: Conversation, { offer, talk: talks }: EarlierConsult): Parts {
  const participants = rung(parts, offer, 'consulted');
  if (talks === null) return { ...parts, participants };
  const { answeredAtMs, withVideo, generation, generationSinceMs } = talks;
  const link = {
    linkId: consultLinkOf(offer.offerId),
    offerer: legOfOffer(offerer),
    answerer: legOfOffer(offer.offerId),
    generation,
    generationSinceMs,
  };
  return {
    participants: answered({ participants }, 'consulted', { joinedMs: answeredAtMs, withVideo, sinceMs: answeredAtMs }),
    links: [...parts.links, link],
  };
}
