// More than two in a call: colleagues join and leave, supervisors listen in or take over, guests come by a link. Pure. Whether there is
// a room for their media at all has been looked at before.
import type { AgentId, CallId, LegId, OfferId, QueueId } from '../../protocol/index.ts';
import { agentWork, isFree, isOnline, isWriting, type Agent } from '../agent/agent.ts';
import { besideOf } from '../call/beside.ts';
import { callPhase, type Call, type CallPhase } from '../call/call.ts';
import { isBeside } from '../call/mediaShape.ts';
import { agentOf, isPaused, joinedLeg, offerOf } from '../call/parts.ts';
import { legOfOffer, type Participant } from '../call/participants.ts';
import { teamOfAgent } from '../queue/routingRules.ts';
import type { DecisionBuilder } from './decisionBuilder.ts';
import { takeBackBeside } from './taskEvents.ts';
import type { EventOf, Refusal } from './switchboard.ts';

type Active = Extract<CallPhase, { name: 'active' }>;
type InCall = { readonly call: Call; readonly phase: Active };

/** It rings at a colleague, or at whoever of a queue is free the longest; everybody talks on meanwhile. */
export function personAdded(builder: DecisionBuilder, event: EventOf<'personAdded'>): Refusal {
  const { callId, by, to, atMs } = event;
  const own = ownCall(builder, callId, by);
  if (own === undefined || own.phase.consult !== null) return 'notPossibleNow';
  const refusal = refusalOfRoom(builder, own) ?? refusalBeside(builder, own);
  if (refusal !== null) return refusal;
  const agentId = to.kind === 'agent' ? to.agentId : longestFree(builder, to.queueId);
  // The second click.
  if (to.kind === 'agent' && isBesideIn(own.call, to.agentId)) return null;
  const colleague = agentId === undefined ? undefined : builder.agent(agentId);
  if (colleague === undefined || !isFree(colleague) || colleague.context.agentId === by) return 'colleagueBusy';
  if (colleague.context.takesRooms !== true) return 'colleagueOutdated';
  const { agentId: rung } = colleague.context;
  takeBackBeside(builder, by, atMs);
  return builder.advanceCall(callId, { type: 'legRung', agentId: rung, atMs }) ? null : 'notPossibleNow';
}

function longestFree({ state }: DecisionBuilder, queueId: QueueId): AgentId | undefined {
  const serves = ({ context: { agentId } }: Agent): boolean =>
    teamOfAgent(state.routing, agentId).queues?.has(queueId) ?? true;
  const free = [...state.agents.values()].filter(
    (agent) => isFree(agent) && agent.context.takesRooms === true && serves(agent),
  );
  return free.toSorted((a, b) => a.context.freeSinceMs - b.context.freeSinceMs)[0]?.context.agentId;
}

/** Who has the call leaves it to whoever joined first; everybody else just leaves. */
export function callLeft(builder: DecisionBuilder, { callId, by, atMs }: EventOf<'callLeft'>): Refusal {
  const call = builder.call(callId);
  if (call === undefined) return 'callNotFound';
  if (agentOf(call.context) === by)
    return builder.advanceCall(callId, { type: 'leadLeft', atMs }) ? null : 'notPossibleNow';
  const leg = besideLegOf(call, by);
  if (leg === undefined) return 'notPossibleNow';
  builder.advanceCall(callId, { type: 'legGone', legId: leg, how: 'left', atMs });
  return null;
}

export function consultMerged(builder: DecisionBuilder, { callId, by, atMs }: EventOf<'consultMerged'>): Refusal {
  const own = ownCall(builder, callId, by);
  // Asked twice they are together once.
  if (own?.phase.consult === null && besideOf(own.call.context).length > 0) return null;
  const refusal = refusalOfRoom(builder, own);
  if (refusal !== null) return refusal;
  const asked = own?.phase.consult?.offer.agentId;
  if (asked === undefined) return 'notPossibleNow';
  if (builder.agent(asked)?.context.takesRooms !== true) return 'colleagueOutdated';
  return builder.advanceCall(callId, { type: 'consultMerged', atMs }) ? null : 'notPossibleNow';
}

/** Whoever supervises does nothing else meanwhile, and is told so by their own state. Chosen again it changes how. */
export function supervisionChosen(builder: DecisionBuilder, event: EventOf<'supervisionChosen'>): Refusal {
  const { callId, by, mode, atMs } = event;
  const call = builder.call(callId);
  if (call === undefined) return 'callNotFound';
  const phase = callPhase(call);
  const agent = builder.agent(by);
  if (phase.name !== 'active' || agent === undefined) return 'notPossibleNow';
  const present = besideOf(call.context).find((one) => isAgent(one, by));
  if (present?.supervising?.mode === mode) return null;
  const { agentId } = phase.conversation;
  const speaks = mode !== 'listen';
  const refusal = refusalOfRoom(builder, { call, phase }) ?? (speaks ? refusalBeside(builder, { call, phase }) : null);
  if (refusal !== null) return refusal;
  const mayBegin = isOnline(agent) && agentWork(agent).name === 'idle' && !isWriting(agent);
  if (present === undefined && !mayBegin) return 'notPossibleNow';
  if (agent.context.takesRooms !== true) return 'notPossibleNow';
  if (speaks) takeBackBeside(builder, agentId, atMs);
  return builder.advanceCall(callId, { type: 'supervised', agentId: by, mode, atMs }) ? null : 'notPossibleNow';
}

export function callTakenOver(builder: DecisionBuilder, { callId, by, atMs }: EventOf<'callTakenOver'>): Refusal {
  const call = builder.call(callId);
  if (call === undefined) return 'callNotFound';
  if (agentOf(call.context) === by) return null;
  return builder.advanceCall(callId, { type: 'takenOver', agentId: by, atMs }) ? null : 'notPossibleNow';
}

export function guestInvited(builder: DecisionBuilder, event: EventOf<'guestInvited'>): Refusal {
  const { callId, by, tokenHash, expiresMs, atMs } = event;
  const refusal = refusalOfRoom(builder, ownCall(builder, callId, by));
  if (refusal !== null) return refusal;
  const invite = { tokenHash, expiresMs };
  return builder.advanceCall(callId, { type: 'guestInvited', invite, atMs }) ? null : 'notPossibleNow';
}

export function guestKnocked(builder: DecisionBuilder, event: EventOf<'guestKnocked'>): Refusal {
  const { callId, inviteHash, tokenHash, name, atMs } = event;
  const knock = { type: 'guestKnocked', inviteHash, tokenHash, name, atMs } as const;
  return builder.advanceCall(callId, knock) ? null : 'inviteGone';
}

export function guestAdmitted(
  builder: DecisionBuilder,
  { callId, by, legId, atMs }: EventOf<'guestAdmitted'>,
): Refusal {
  const own = ownCall(builder, callId, by);
  const guest = own && guestBy(own.call, legId);
  if (own === undefined || guest === undefined) return 'notPossibleNow';
  if (guest.legs[0].state === 'joined') return null;
  return builder.advanceCall(callId, { type: 'guestAdmitted', legId, atMs }) ? null : 'notPossibleNow';
}

export function guestPaused(
  builder: DecisionBuilder,
  { callId, by, legId, paused, atMs }: EventOf<'guestPaused'>,
): Refusal {
  const own = ownCall(builder, callId, by);
  const guest = own && guestBy(own.call, legId);
  if (guest === undefined || joinedLeg(guest) === undefined) return 'notPossibleNow';
  // The second click.
  if (isPaused(guest) !== paused) builder.advanceCall(callId, { type: 'guestPaused', legId, paused, atMs });
  return null;
}

/** Not let in, asked to leave, or rung no longer. Who supervises is not the agent's to remove. */
export function personRemoved(
  builder: DecisionBuilder,
  { callId, by, legId, atMs }: EventOf<'personRemoved'>,
): Refusal {
  const own = ownCall(builder, callId, by);
  if (own === undefined) return 'notPossibleNow';
  const person = besideBy(own.call, legId);
  if (person !== undefined && person.role !== 'supervisor')
    builder.advanceCall(callId, { type: 'legGone', legId, how: 'left', atMs });
  return null;
}

export function guestLeft(builder: DecisionBuilder, { callId, legId, atMs }: EventOf<'guestLeft'>): Refusal {
  builder.advanceCall(callId, { type: 'legGone', legId, how: 'left', atMs });
  return null;
}

export function guestDropped(builder: DecisionBuilder, { callId, legId, atMs }: EventOf<'guestDropped'>): Refusal {
  builder.advanceCall(callId, { type: 'legDropped', legId, atMs });
  return null;
}

export function guestReturned(builder: DecisionBuilder, { callId, legId, atMs }: EventOf<'guestReturned'>): Refusal {
  const call = builder.call(callId);
  if (call === undefined || guestBy(call, legId) === undefined) return 'callEnded';
  builder.advanceCall(callId, { type: 'legReturned', legId, atMs });
  return null;
}

/** Whoever has, or comes back with, a page that knows no rooms would be alone in one: everybody beside leaves, and two talk on directly. */
export function endRoomUnlessKnown(builder: DecisionBuilder, callId: CallId, atMs: number): void {
  const call = builder.call(callId);
  const agentId = call === undefined ? null : agentOf(call.context);
  if (call === undefined || agentId === null) return;
  if (besideOf(call.context).length === 0 && call.context.viaRoom !== true) return;
  if (!knowRooms(builder, call, agentId)) builder.advanceCall(callId, { type: 'roomEnded', atMs });
}

/** Where agents do not read who listens, nothing else is to say so either: what two such pages begin, they begin in a room. */
export function hidesListening(builder: DecisionBuilder, callId: CallId, agentId: AgentId): boolean {
  const call = builder.call(callId);
  return call?.context.facts.untoldListening === true && knowRooms(builder, call, agentId);
}

function knowRooms(builder: DecisionBuilder, { context }: Call, agentId: AgentId): boolean {
  return context.customerTakesRooms === true && builder.agent(agentId)?.context.takesRooms === true;
}

function ownCall(builder: DecisionBuilder, callId: CallId, by: AgentId): InCall | undefined {
  const call = builder.call(callId);
  const phase = call === undefined ? undefined : callPhase(call);
  if (call === undefined || phase?.name !== 'active' || phase.conversation.agentId !== by) return undefined;
  return { call, phase };
}

/** A page that knows no rooms would be left out of one. */
function refusalOfRoom(builder: DecisionBuilder, own: InCall | undefined): Refusal {
  if (own === undefined) return 'notPossibleNow';
  if (own.call.context.customerTakesRooms !== true) return 'customerOutdated';
  return builder.agent(own.phase.conversation.agentId)?.context.takesRooms === true ? null : 'notPossibleNow';
}

/** Nobody hears the people of two calls: somebody speaks with an agent about the call that they are at. */
function refusalBeside(builder: DecisionBuilder, { call, phase }: InCall): Refusal {
  const { callId } = call.context.facts;
  return builder.agent(phase.conversation.agentId)?.context.callId === callId ? null : 'notPossibleNow';
}

function isAgent({ who }: Participant, agentId: AgentId): boolean {
  return who.kind === 'agent' && who.agentId === agentId;
}

/** Has joined a call beside the one who has it, is rung to join it, or supervises it. */
export function hasJoined(builder: DecisionBuilder, callId: CallId, agentId: AgentId): boolean {
  const call = builder.call(callId);
  return call !== undefined && isBesideIn(call, agentId);
}

function isBesideIn(call: Call, agentId: AgentId): boolean {
  return besideLegOf(call, agentId) !== undefined;
}

/** Of an agent who has joined a call, is rung to join it, or supervises it. */
export function besideLegOf({ context }: Call, agentId: AgentId): LegId | undefined {
  if (context.ending !== null) return undefined;
  return besideOf(context).find((one) => isAgent(one, agentId))?.legs[0].legId;
}

/** The offer is one to join, not one of a call. */
export function isJoinOffer(builder: DecisionBuilder, callId: CallId, offerId: OfferId): boolean {
  const call = builder.call(callId);
  if (call === undefined || offerOf(call.context)?.offerId === offerId) return false;
  return call.context.participants.some((one) => isBeside(one) && one.legs[0].legId === legOfOffer(offerId));
}

function besideBy({ context }: Call, legId: LegId): Participant | undefined {
  if (context.ending !== null) return undefined;
  return besideOf(context).find(({ legs: [leg] }) => leg.legId === legId);
}

function guestBy(call: Call, legId: LegId): Participant | undefined {
  const person = besideBy(call, legId);
  return person?.role === 'guest' ? person : undefined;
}
