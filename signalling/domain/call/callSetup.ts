// The guards and actions of a call's machine. Knows no states.
import { assign, setup } from 'xstate';
import type { AgentId, CallId, LegId, OfferId } from '../../protocol/index.ts';
import {
  allLeft,
  answered,
  consultLinkOf,
  customerHeld,
  customerInLine,
  customerJoined,
  customerLegId,
  legOfOffer,
  passed,
  renewed,
  rung,
  without,
  type Ring,
  type StoredLink,
} from './participants.ts';
import { effectActions } from '../machine/effects.ts';
import { following, isThere, ledBy, merged, successorOf, supervisorOf } from './lead.ts';
import { consultOf, conversationOf, isHeld, offerOf } from './parts.ts';
import {
  afterReservation,
  closed,
  joinedBeside,
  consultLeft,
  joined,
  lastPart,
  left,
  leftBy,
  outcomeOf,
  wrappedUpBy,
  wrappingUp,
} from './segments.ts';
import {
  CALLBACK_TRIES,
  type CallContext,
  type CallEvent,
  type CallFacts,
  type Ending,
  type TimerKind,
} from './callEvents.ts';

/** How a call ends; when is added. */
export type How = Omit<Ending, 'endedAtMs'>;

/** When the present event came; a call arrives without one. */
export const timeOf = (event: { atMs?: number }, { facts }: CallContext): number => event.atMs ?? facts.startedAtMs;

export const callSetup = setup({
  types: { context: {} as CallContext, events: {} as CallEvent, input: {} as CallFacts },
  guards: {
    isPresentOffer: ({ context }, params: { offerId: OfferId }) => offerOf(context)?.offerId === params.offerId,
    isPresentTimer: ({ context }, params: { kind: TimerKind; attempt: number }) =>
      context.timers[params.kind]?.attempt === params.attempt,
    // In a room each leg has a way of its own: nobody's is renewed for another's.
    isPresentGeneration: ({ context }, params: { generation: number }) =>
      context.viaRoom !== true && conversationOf(context)?.generation === params.generation,
    isOffered: ({ context }) => offerOf(context) !== null,
    isReserved: ({ context }) => context.reservedFor !== null,
    isWrappedUp: ({ context, event }) =>
      event.type === 'wrapUpClosed' && wrappedUpBy(context, event.agentId) !== undefined,
    hasThreshold: ({ context }) => context.facts.timings.interruptReplyAfterMs !== undefined,
    isLastTry: ({ context: { callback, timers } }, params: { attempt: number }) =>
      timers.callbackRing?.attempt === params.attempt && callback !== null && callback.tries >= CALLBACK_TRIES,
    isKnownGeneration: ({ context }, params: { generation: number }) =>
      params.generation <= (conversationOf(context)?.generation ?? 0),
    isPresentConsult: ({ context }, params: { offerId: OfferId }) => {
      const consult = consultOf(context);
      return consult?.talk === null && consult.offer.offerId === params.offerId;
    },
    isPresentConsultLink: ({ context }, params: { generation: number }) =>
      consultOf(context)?.talk?.generation === params.generation,
    isConsulting: ({ context }) => (consultOf(context)?.talk ?? null) !== null,
    hasSuccessor: ({ context }) => isThere(successorOf(context)),
    hasAwaySuccessor: ({ context }) => successorOf(context) !== undefined,
    isGraceWithSuccessor: ({ context }, params: { attempt: number; successor: 'isThere' | 'isAway' }) => {
      const next = successorOf(context);
      const isDue = context.timers.agentGrace?.attempt === params.attempt;
      return isDue && next !== undefined && isThere(next) === (params.successor === 'isThere');
    },
    isSupervised: ({ context }, params: { agentId: AgentId }) => supervisorOf(context, params.agentId) !== undefined,
    isHeld: ({ context }) => isHeld(context),
    isTalkedWith: ({ context }) => !isHeld(context),
    isLateTimer: ({ context }, params: { kind: TimerKind; attempt: number }) =>
      context.timers[params.kind]?.attempt !== params.attempt,
  },
  actions: {
    // Effects: asked for here, performed by the runner.
    ...effectActions<TimerKind>(),
    // Changes to the context.
    armTimer: assign(({ context }, params: { kind: TimerKind; dueAtMs: number }) => ({
      attempt: context.attempt + 1,
      timers: { ...context.timers, [params.kind]: { attempt: context.attempt + 1, dueAtMs: params.dueAtMs } },
    })),
    disarmTimer: assign(({ context }, params: { kind: TimerKind }) => {
      const { [params.kind]: _stopped, ...timers } = context.timers;
      return { timers };
    }),
    beginOffer: assign(({ context, event }) => {
      if (event.type !== 'offered') return {};
      const ring = ringOf(context, event.agentId, event.atMs, event.interrupts);
      return { offerCount: context.offerCount + 1, participants: rung(context, ring, 'primary') };
    }),
    dropOffer: assign(({ context }) => ({ participants: without(context, 'primary') })),
    passReservation: assign(({ context }) => ({ reservedFor: afterReservation(context) })),
    noteTransfer: assign(({ context: { facts, declinedBy }, event }) =>
      event.type !== 'transferred'
        ? {}
        : {
            transfer: event.transfer,
            facts: { ...facts, ...event.queue },
            reservedFor: event.transfer.to.kind === 'agent' ? event.transfer.to.agentId : null,
            declinedBy: [...declinedBy, event.transfer.by],
          },
    ),
    closeWrapUp: assign(({ context, event }) => {
      if (event.type !== 'wrapUpClosed') return {};
      const { timers, declinedBy } = context;
      const segments = closed(context.segments, event.agentId);
      return timers.declineRest !== undefined || declinedBy.length === 0
        ? { segments }
        : { segments, declinedBy: declinedBy.filter((agentId) => agentId !== event.agentId) };
    }),
    noteDecline: assign(({ context }) => {
      const offer = offerOf(context);
      return offer === null ? {} : { declinedBy: [...context.declinedBy, offer.agentId] };
    }),
    promiseCallback: assign(({ context, event }) => ({
      callback: { promisedAtMs: timeOf(event, context), tries: 0 },
      reservedFor: null,
    })),
    countTry: assign(({ context: { callback } }) =>
      callback === null ? {} : { callback: { ...callback, tries: callback.tries + 1 } },
    ),
    /** Whoever still wraps up their part of it is not rung by it beside that. */
    forgetDeclines: assign(({ context }) => ({ declinedBy: wrappingUp(context) })),
    beginConversation: assign(({ context, event }) => {
      const offer = offerOf(context);
      if (offer === null || event.type !== 'answered') return {};
      const { facts, lastGeneration = 0 } = context;
      const { atMs, withVideo, inRoom } = event;
      const joinedMs = Math.max(atMs, facts.startedAtMs);
      const participants = answered(context, 'primary', { joinedMs, withVideo, sinceMs: joinedMs });
      const link = customerLink(facts.callId, legOfOffer(offer.offerId), lastGeneration + 1, atMs);
      return {
        reservedFor: null,
        segments: joined(context, offer.agentId, atMs),
        participants: customerJoined({ participants }, joinedMs),
        links: [link],
        ...(inRoom === true ? ({ viaRoom: true, roomFromStart: 'trying' } as const) : {}),
      };
    }),
    /** `wrapUp`: whether the agent is to wrap up. */
    dropConversation: assign(({ context, event }, { wrapUp }: { wrapUp: 'none' | 'open' }) => {
      const conversation = conversationOf(context);
      if (conversation === null) return {};
      const alone = without({ participants: without(context, 'consulted') }, 'primary');
      return {
        participants: customerInLine({ participants: alone }),
        links: [],
        question: null,
        lastGeneration: conversation.generation,
        segments: left(context.segments, event.atMs, wrapUp),
      };
    }),
    nextGeneration: assign(({ context, event }) => ({
      links: renewed(context, context.facts.callId, event.atMs),
    })),
    hold: assign(({ context, event }) => ({ participants: customerHeld(context, event.atMs) })),
    resume: assign(({ context }) => ({ participants: customerHeld(context, null) })),
    swap: assign(({ context, event }) => ({
      participants: customerHeld(context, isHeld(context) ? null : event.atMs),
    })),
    beginConsult: assign(({ context, event }) => {
      if (event.type !== 'consultBegun') return {};
      const { agentId, atMs, about } = event;
      const participants = rung(context, ringOf(context, agentId, atMs, false), 'consulted');
      return {
        offerCount: context.offerCount + 1,
        participants: customerHeld({ participants }, atMs),
        question: { ...about, sinceMs: atMs },
      };
    }),
    beginTalk: assign(({ context, event }) => {
      const consult = consultOf(context);
      const conversation = conversationOf(context);
      if (consult === null || conversation === null || event.type !== 'consultAnswered') return {};
      const { atMs, withVideo } = event;
      const { offerId, agentId } = consult.offer;
      const link = {
        linkId: consultLinkOf(offerId),
        offerer: legOfOffer(conversation.offerId),
        answerer: legOfOffer(offerId),
        generation: 1,
        generationSinceMs: atMs,
      };
      return {
        participants: answered(context, 'consulted', { joinedMs: atMs, withVideo, sinceMs: atMs }),
        links: [...context.links, link],
        segments: joinedBeside(context, agentId, 'consulted', atMs),
      };
    }),
    /** Who was not on hold before a colleague was asked is not when that has come to nothing. */
    dropConsult: assign(({ context, event }) => {
      const participants = without(context, 'consulted');
      const resumes = event.type === 'consultEnded' && event.resumes;
      const staysHeld = context.question?.wasHeld === true && !resumes;
      return {
        question: null,
        participants: staysHeld ? participants : customerHeld({ participants }, null),
        links: context.links.filter(({ linkId }) => linkId === context.facts.callId),
        segments: consultLeft(context.segments, event.atMs),
      };
    }),
    nextConsultGeneration: assign(({ context, event }) => {
      const consult = consultOf(context);
      return consult === null ? {} : { links: renewed(context, consultLinkOf(consult.offer.offerId), event.atMs) };
    }),
    /** `wrapUp`: whether the agent who asked is to wrap up. */
    handToColleague: assign(({ context, event: { atMs } }, { wrapUp }: { wrapUp: 'none' | 'open' }) => {
      const conversation = conversationOf(context);
      const consult = consultOf(context);
      if (conversation === null || !consult?.talk) return {};
      const { offer, byName, reason, notes, talk } = consult;
      const { offerId, agentId } = offer;
      const to = { kind: 'agent' as const, agentId };
      const transfer = { by: conversation.agentId, byName, to, reason, notes, atMs };
      // The customer's page tells by it that somebody else has the call now, also where the clock was put back.
      const sinceMs = Math.max(atMs, conversation.answeredAtMs + 1);
      const { answeredAtMs: joinedMs, withVideo } = talk;
      const others = { participants: without(context, 'primary') };
      const participants = passed(others, 'consulted', 'primary', { joinedMs, withVideo, sinceMs });
      return {
        transfer,
        question: null,
        segments: joined(
          { ...context, transfer, segments: leftBy(context.segments, [conversation.agentId, agentId], atMs, wrapUp) },
          agentId,
          atMs,
        ),
        participants: customerHeld({ participants: following(participants) }, null),
        links: [customerLink(context.facts.callId, legOfOffer(offerId), conversation.generation + 1, atMs)],
      };
    }),
    mergeConsult: assign(({ context, event }) => merged(context, event.atMs)),
    /** `wrapUp`: whether the agent who had it is to wrap up. */
    passLead: assign(({ context, event }, { wrapUp }: { wrapUp: 'none' | 'open' }) =>
      ledBy(context, successorOf(context), { how: 'transferred', wrapUp, atMs: event.atMs }),
    ),
    takeOver: assign(({ context, event }) =>
      event.type === 'takenOver'
        ? ledBy(context, supervisorOf(context, event.agentId), { how: 'tookOver', wrapUp: 'open', atMs: event.atMs })
        : {},
    ),
    // The clock may have been put back during the call; a record never ends before it began.
    end: assign(({ context, event }, how: How) => {
      const { facts, segments } = context;
      const last = lastPart(segments);
      const endedAtMs = Math.max(event.atMs, last?.leftMs ?? last?.joinedMs ?? facts.startedAtMs);
      return {
        ...allLeft(context, endedAtMs),
        question: null,
        reservedFor: null,
        segments: left(segments, endedAtMs, 'open'),
        ending: { ...how, outcome: outcomeOf(how.outcome, segments), endedAtMs },
      };
    }),
  },
});

function ringOf({ facts, offerCount }: CallContext, agentId: AgentId, sinceMs: number, interrupts: boolean): Ring {
  return { offerId: `${facts.callId}_${offerCount + 1}` as OfferId, agentId, sinceMs, interrupts };
}

/** Between the agent who has the call and the customer. */
function customerLink(callId: CallId, offerer: LegId, generation: number, generationSinceMs: number): StoredLink {
  return { linkId: callId, offerer, answerer: customerLegId(callId), generation, generationSinceMs };
}
