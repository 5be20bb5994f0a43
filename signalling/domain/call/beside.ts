// Those who take part beside the customer, the primary and the consulted: colleagues, supervisors and guests. They come and go while the
// call's table stays where it is. Plain data; timers are asked for, not run.
import type { AgentId, LegId, OfferId, ParticipantId } from '../../protocol/index.ts';
import type { BesideEvent, CallContext, Segment } from './callEvents.ts';
import { isBeside } from './mediaShape.ts';
import { inRole } from './parts.ts';
import { changed, legOfOffer, rung, type Leg, type LegTimer, type Participant } from './participants.ts';
import { roomHeld, withDirectTimer, withoutRoom, withShape } from './roomShape.ts';
import { joinedBeside, leftBy } from './segments.ts';

/** More people are not in one call: what fits a page, and a room. */
export const MOST_PARTICIPANTS = 6;
/** How long a guest may stand in the waiting room. */
export const WAITING_ROOM_MS = 10 * 60_000;
const MOST_INVITES = 6;

export function besideOf({ participants }: Pick<CallContext, 'participants'>): readonly Participant[] {
  return participants.filter(isBeside);
}

/** What an event makes of it; undefined: it was not expected. `isActive`: somebody has the call. */
export function afterBesideEvent(context: CallContext, event: BesideEvent, isActive: boolean): CallContext | undefined {
  const after = reduce(context, event, isActive);
  return after && withShape(after, isActive, event.atMs);
}

function reduce(context: CallContext, event: BesideEvent, isActive: boolean): CallContext | undefined {
  const { atMs } = event;
  switch (event.type) {
    case 'legRung':
      return isActive && hasRoom(context) ? ringsAt(context, event.agentId, atMs) : undefined;
    case 'legAnswered':
      return answeredBy(context, event.legId, event.withVideo, atMs);
    case 'legGone': {
      const participant = besideBy(context, event.legId);
      return participant && gone(context, [participant], atMs);
    }
    case 'legDropped':
      return changedLeg(context, event.legId, (leg) =>
        isAwayNow(leg) ? armed(context, leg, Math.min(graceOf(context), restAtDoorMs(leg, atMs)), atMs) : undefined,
      );
    case 'legReturned':
      return changedLeg(context, event.legId, (leg) =>
        leg.state === 'waitingRoom'
          ? armed(context, leg, restAtDoorMs(leg, atMs), atMs)
          : leg.state === 'joined' && leg.timer !== undefined
            ? { leg: disarmed(leg) }
            : undefined,
      );
    case 'supervised':
      return isActive ? supervisedBy(context, event.agentId, event.mode, atMs) : undefined;
    case 'guestInvited':
      return isActive ? invited(context, event.invite, atMs) : undefined;
    case 'guestKnocked':
      return knocked(context, event);
    case 'guestAdmitted':
      return isActive
        ? changedLeg(context, event.legId, ({ legId, state }) =>
            state === 'waitingRoom'
              ? { leg: { legId, state: 'joined', joinedMs: atMs, withVideo: true, heldSinceMs: null } }
              : undefined,
          )
        : undefined;
    case 'guestPaused':
      return changedLeg(context, event.legId, (leg) =>
        leg.state === 'joined' && (leg.heldSinceMs !== null) !== event.paused
          ? { leg: { ...leg, heldSinceMs: event.paused ? atMs : null } }
          : undefined,
      );
    case 'roomEnded':
      return besideOf(context).length === 0 && context.viaRoom !== true
        ? undefined
        : withoutRoom(gone(context, besideOf(context), atMs), atMs);
    case 'legElapsed': {
      const late = besideOf(context).find(({ legs: [leg] }) => timerOf(leg)?.attempt === event.attempt);
      return late && gone(context, [late], atMs);
    }
    case 'directDue':
      return context.timers.direct?.attempt === event.attempt ? withoutRoom(context, atMs) : undefined;
  }
}

/** What a step of the call's table means to those beside. Who is an agent leaves when nobody has the call any more; guests wait on. */
export function afterTable(
  context: CallContext,
  isActive: boolean,
  event: { type: string; atMs: number },
): CallContext {
  let after = context;
  if (event.type === 'serverRestarted') after = restarted(after, event.atMs);
  if (event.type === 'mediaConnected') after = roomHeld(after);
  if (!isActive) {
    const leaving = besideOf(after).filter(({ role, legs: [{ state }] }) => role !== 'guest' && state !== 'left');
    if (leaving.length > 0) after = gone(after, leaving, event.atMs);
  }
  if (after.ending !== null && after.invites !== undefined) after = withoutInvites(after);
  return withShape(after, isActive, event.atMs);
}

export function timerOf(leg: Leg): LegTimer | undefined {
  return 'timer' in leg ? leg.timer : undefined;
}

type BesideTimer = { readonly kind: 'leg' | 'direct'; readonly dueAtMs: number };

/** Every timer of it that does not belong to the table. */
export function besideTimers(context: CallContext): ReadonlyMap<number, BesideTimer> {
  const legs = besideOf(context).flatMap(({ legs: [leg] }) => timerOf(leg) ?? []);
  const { direct } = context.timers;
  const timers = new Map<number, BesideTimer>(legs.map(({ attempt, dueAtMs }) => [attempt, { kind: 'leg', dueAtMs }]));
  return direct === undefined ? timers : timers.set(direct.attempt, { kind: 'direct', dueAtMs: direct.dueAtMs });
}

function hasRoom({ participants, question }: CallContext): boolean {
  return question === null && participants.length < MOST_PARTICIPANTS;
}

function ringsAt(context: CallContext, agentId: AgentId, atMs: number): CallContext | undefined {
  if (isIn(context, agentId)) return undefined;
  const offerId = `${context.facts.callId}_${context.offerCount + 1}` as OfferId;
  const participants = rung(context, { offerId, agentId, sinceMs: atMs, interrupts: false }, 'colleague');
  const next = { ...context, participants, offerCount: context.offerCount + 1 };
  const { ringTimeoutMs } = context.facts.timings;
  return changedLeg(next, legOfOffer(offerId), (leg) => armed(next, leg, ringTimeoutMs, atMs));
}

function isIn({ participants }: CallContext, agentId: AgentId): boolean {
  return participants.some(({ who }) => who.kind === 'agent' && who.agentId === agentId);
}

function answeredBy(context: CallContext, legId: LegId, withVideo: boolean, atMs: number): CallContext | undefined {
  const after = changedLeg(context, legId, ({ state }) =>
    state === 'ringing' ? { leg: { legId, state: 'joined', joinedMs: atMs, withVideo, heldSinceMs: null } } : undefined,
  );
  const who = besideBy(context, legId)?.who;
  if (after === undefined || who?.kind !== 'agent') return undefined;
  return { ...after, segments: joinedBeside(after, who.agentId, 'joined', atMs) };
}

const HOW = { listen: 'listened', whisper: 'whispered', barge: 'barged' } as const satisfies Record<
  string,
  Segment['how']
>;

/** Each way of it is a part of its own on record. */
function supervisedBy(
  context: CallContext,
  agentId: AgentId,
  mode: keyof typeof HOW,
  atMs: number,
): CallContext | undefined {
  const of = inRole(context, 'primary')?.participantId;
  if (of === undefined) return undefined;
  const isSame = ({ who }: Participant): boolean => who.kind === 'agent' && who.agentId === agentId;
  const present = context.participants.find(isSame);
  if (present === undefined ? context.participants.length >= MOST_PARTICIPANTS : present.supervising === null)
    return undefined;
  if (present?.supervising?.mode === mode) return undefined;
  const segments = joinedBeside(
    { ...context, segments: leftBy(context.segments, [agentId], atMs, 'none') },
    agentId,
    HOW[mode],
    atMs,
  );
  const supervising = { mode, of };
  if (present !== undefined) {
    const participants = changed(context, (one) => (isSame(one) ? { ...one, supervising, sinceMs: atMs } : one));
    return { ...context, participants, segments };
  }
  const legId = nextLegId(context);
  const participant: Participant = {
    participantId: legId as string as ParticipantId,
    who: { kind: 'agent', agentId },
    role: 'supervisor',
    sinceMs: atMs,
    supervising,
    legs: [{ legId, state: 'joined', joinedMs: atMs, withVideo: true, heldSinceMs: null }],
  };
  return withAnother(context, participant, segments);
}

/** Legs of agents and guests are numbered as offers are. */
function nextLegId({ facts, offerCount }: CallContext): LegId {
  return `${facts.callId}_${offerCount + 1}` as LegId;
}

function withAnother(context: CallContext, participant: Participant, segments = context.segments): CallContext {
  const { participants, offerCount } = context;
  return { ...context, participants: [...participants, participant], segments, offerCount: offerCount + 1 };
}

function invited(
  context: CallContext,
  invite: NonNullable<CallContext['invites']>[number],
  atMs: number,
): CallContext | undefined {
  const open = (context.invites ?? []).filter(({ expiresMs }) => expiresMs > atMs);
  return open.length < MOST_INVITES ? { ...context, invites: [...open, invite] } : undefined;
}

/** A link is good once: whoever comes second is told. */
function knocked(
  context: CallContext,
  { inviteHash, tokenHash, name, atMs }: Extract<BesideEvent, { type: 'guestKnocked' }>,
): CallContext | undefined {
  const invite = context.invites?.find((one) => one.tokenHash === inviteHash && one.expiresMs > atMs);
  if (invite === undefined || context.participants.length >= MOST_PARTICIPANTS) return undefined;
  const legId = nextLegId(context);
  const participant: Participant = {
    participantId: legId as string as ParticipantId,
    who: { kind: 'guest', name, tokenHash },
    role: 'guest',
    sinceMs: atMs,
    supervising: null,
    legs: [{ legId, state: 'waitingRoom', sinceMs: atMs }],
  };
  const { invites = [], ...others } = withAnother(context, participant);
  const next = { ...others, invites: invites.filter((one) => one !== invite) };
  return changedLeg(next, legId, (leg) => armed(next, leg, WAITING_ROOM_MS, atMs));
}

function withoutInvites(context: CallContext): CallContext {
  const { invites: _, ...others } = context;
  return others;
}

function gone(context: CallContext, leaving: readonly Participant[], atMs: number): CallContext {
  const [customer, ...others] = context.participants;
  const agentIds = leaving.flatMap(({ who }) => (who.kind === 'agent' ? [who.agentId] : []));
  return {
    ...context,
    participants: [customer, ...others.filter((one) => !leaving.includes(one))],
    segments: leftBy(context.segments, agentIds, atMs, 'none'),
  };
}

/** Everybody is away, and has their time anew; what rings goes on for what is left. */
function restarted(context: CallContext, atMs: number): CallContext {
  const again = besideOf(context).reduce((rest, { legs: [leg] }) => {
    const timer = timerOf(leg);
    const restMs = leg.state === 'joined' ? graceOf(rest) : Math.max(0, (timer?.dueAtMs ?? atMs) - atMs);
    return (
      changedLeg(rest, leg.legId, (one) => (one.state === 'left' ? undefined : armed(rest, one, restMs, atMs))) ?? rest
    );
  }, context);
  return again.timers.direct === undefined ? again : withDirectTimer(again, atMs);
}

function besideBy(context: CallContext, legId: LegId): Participant | undefined {
  return besideOf(context).find(({ legs: [leg] }) => leg.legId === legId);
}

/** `attempt`: of the call, where a timer was armed. */
type Changed = { readonly leg: Leg; readonly attempt?: number };

function changedLeg(
  context: CallContext,
  legId: LegId,
  change: (leg: Leg) => Changed | undefined,
): CallContext | undefined {
  const participant = besideBy(context, legId);
  const after = participant && change(participant.legs[0]);
  if (after === undefined) return undefined;
  const participants = changed(context, (one) => (one === participant ? { ...one, legs: [after.leg] } : one));
  return { ...context, participants, attempt: after.attempt ?? context.attempt };
}

function armed(context: CallContext, leg: Leg, delayMs: number, atMs: number): Changed | undefined {
  if (leg.state === 'inLine' || leg.state === 'left') return undefined;
  const attempt = context.attempt + 1;
  return { leg: { ...leg, timer: { attempt, dueAtMs: atMs + delayMs } }, attempt };
}

/** Was there until now: in the call, or at its door. */
function isAwayNow(leg: Leg): boolean {
  return leg.state === 'waitingRoom' || (leg.state === 'joined' && leg.timer === undefined);
}

/** Of who waits to be let in; endless for everybody else. */
function restAtDoorMs(leg: Leg, atMs: number): number {
  return leg.state === 'waitingRoom' ? Math.max(0, leg.sinceMs + WAITING_ROOM_MS - atMs) : Number.POSITIVE_INFINITY;
}

function disarmed(leg: Extract<Leg, { state: 'joined' }>): Leg {
  const { timer: _, ...present } = leg;
  return present;
}

function graceOf({ facts }: CallContext): number {
  return facts.timings.graceMs;
}
