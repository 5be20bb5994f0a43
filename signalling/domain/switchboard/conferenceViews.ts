// What each side sees of a call of more than two. Pure.
import type { Conference, GuestView, LegId, PersonInCall, Work } from '../../protocol/index.ts';
import type { Agent } from '../agent/agent.ts';
import { besideOf, timerOf } from '../call/beside.ts';
import { callPhase, isCustomerPresent, type Call, type CallPhase } from '../call/call.ts';
import type { CallContext } from '../call/callEvents.ts';
import { hearing } from '../call/hearing.ts';
import { inRole, isPaused } from '../call/parts.ts';
import { offerOfLeg, type Participant } from '../call/participants.ts';
import type { Switchboard } from './switchboard.ts';
import { aboutCall } from './taskViews.ts';
import { requireAgent, type MediaServersFor } from './viewParts.ts';

type Active = Extract<CallPhase, { name: 'active' }>;

/** Undefined: nobody takes part beside agent, customer and whoever is asked, and nobody did a moment ago. */
export function conferenceView(state: Switchboard, call: Call, legId: LegId): Conference | undefined {
  const phase = callPhase(call);
  const { context } = call;
  if (phase.name !== 'active' || (besideOf(context).length === 0 && context.viaRoom !== true)) return undefined;
  const viewer = context.participants.find(({ legs: [leg] }) => leg.legId === legId);
  const people = context.participants.filter((one) => isKnownTo(one, viewer, context));
  return {
    legId,
    ...(context.viaRoom === true ? { room: phase.conversation.generation } : {}),
    people: people.map((one) => personView(state, call, phase, one)),
  };
}

/**
 * Supervisors know of everybody, and so do agents, unless nothing is to tell them who only listens. Customers and guests know of those who
 * speak with them, on hold or not, and of themselves.
 */
function isKnownTo(
  one: Participant,
  viewer: Participant | undefined,
  context: Pick<CallContext, 'roomFromStart'>,
): boolean {
  if (viewer === undefined || viewer.role === 'supervisor' || one === viewer) return true;
  if (viewer.who.kind === 'agent') return context.roomFromStart === undefined || one.supervising?.mode !== 'listen';
  // Who is paused learns nothing of who comes and goes meanwhile.
  if (isPaused(viewer)) return one.role === 'primary';
  if (one.legs[0].state !== 'joined' || one.role === 'consulted') return false;
  return one.supervising === null || one.supervising.mode === 'barge';
}

function personView(state: Switchboard, call: Call, phase: Active, participant: Participant): PersonInCall {
  const { who, role, supervising, legs } = participant;
  const [{ legId }] = legs;
  const name =
    who.kind === 'customer'
      ? call.context.facts.customerName
      : who.kind === 'guest'
        ? who.name
        : requireAgent(state, who.agentId).context.displayName;
  const mode = supervising === null ? {} : { supervising: supervising.mode };
  const paused = isPaused(participant) ? { paused: true } : {};
  return { legId, name, role, state: stateOf(call, phase, participant), ...mode, ...paused };
}

function stateOf(call: Call, phase: Active, { role, legs: [leg] }: Participant): PersonInCall['state'] {
  if (leg.state === 'ringing' || leg.state === 'waitingRoom') return leg.state;
  if (role === 'customer') return isCustomerPresent(call) ? 'joined' : 'away';
  if (role === 'primary') return phase.agentPresent ? 'joined' : 'away';
  if (role === 'consulted') return phase.consult?.present === true ? 'joined' : 'away';
  return timerOf(leg) === undefined ? 'joined' : 'away';
}

/** Of an agent beside the one who has the call: it rings, or they are in it. Undefined: this agent is neither. */
export function besideWork(
  state: Switchboard,
  { context: { agentId } }: Agent,
  call: Call,
  mediaServersFor: MediaServersFor,
): Work | undefined {
  const phase = callPhase(call);
  const own = besideOf(call.context).find(({ who }) => who.kind === 'agent' && who.agentId === agentId);
  if (phase.name !== 'active' || own === undefined) return undefined;
  const [leg] = own.legs;
  const { startedAtMs, timings } = call.context.facts;
  if (leg.state === 'ringing') {
    const byName = requireAgent(state, phase.conversation.agentId).context.displayName;
    const rings = { ringingSinceMs: leg.sinceMs, ringTimeoutMs: timings.ringTimeoutMs };
    const offer = { ...aboutCall(call), offerId: offerOfLeg(leg.legId), waitingSinceMs: startedAtMs };
    return { name: 'ringing', offer: { ...offer, ...rings, join: { byName } } };
  }
  if (leg.state !== 'joined') return undefined;
  const { generation, generationSinceMs } = phase.conversation;
  const conference = conferenceView(state, call, leg.legId);
  return {
    name: 'inCall',
    call: {
      ...aboutCall(call),
      answeredAtMs: leg.joinedMs,
      withVideo: leg.withVideo,
      generation,
      held: false,
      customerConnected: isCustomerPresent(call),
      ...mediaServersFor('agent', call.context.facts.callId, generationSinceMs),
      ...(conference === undefined ? {} : { conference }),
    },
  };
}

/** Of the agent who has the call. */
export function primaryConference(state: Switchboard, call: Call): { readonly conference?: Conference } {
  const primary = inRole(call.context, 'primary');
  const conference = primary && conferenceView(state, call, primary.legs[0].legId);
  return conference === undefined ? {} : { conference };
}

export function customerConference(state: Switchboard, call: Call): { readonly conference?: Conference } {
  const conference = conferenceView(state, call, call.context.participants[0].legs[0].legId);
  // Who waits for nobody to be let in, or is only listened to, talks with one person as before.
  return conference === undefined || (conference.room === undefined && conference.people.length <= 2)
    ? {}
    : { conference };
}

/** A guest whose call waits for its next agent waits with it. */
export function guestView(
  state: Switchboard,
  call: Call | undefined,
  legId: LegId,
  mediaServersFor: MediaServersFor,
): GuestView {
  const guest = call && besideOf(call.context).find(({ legs: [leg] }) => leg.legId === legId);
  const phase = call && callPhase(call);
  if (call === undefined || guest === undefined || phase === undefined || phase.name === 'ended')
    return { name: 'ended' };
  const { topic, callId } = call.context.facts;
  const conference = conferenceView(state, call, legId);
  const [leg] = guest.legs;
  if (leg.state !== 'joined' || conference === undefined || phase.name !== 'active')
    return { name: 'waitingRoom', topic };
  const held = (hearing(call).get(legId)?.size ?? 0) === 0;
  const { generation, generationSinceMs } = phase.conversation;
  const servers = mediaServersFor('customer', callId, generationSinceMs);
  const paused = isPaused(guest) ? { paused: true } : {};
  return {
    name: 'inCall',
    callId,
    topic,
    joinedAtMs: leg.joinedMs,
    generation,
    held,
    ...paused,
    ...servers,
    conference,
  };
}
