// Says to the media bridge what the rooms of all calls are to be, after every decision and after a start, and passes on what it tells.
import type { CallId, LegId } from '../../protocol/index.ts';
import type { Call } from '../../domain/call/call.ts';
import { hearing } from '../../domain/call/hearing.ts';
import { mediaPlan } from '../../domain/call/mediaPlan.ts';
import { isPaused, joinedLeg } from '../../domain/call/parts.ts';
import type { Participant } from '../../domain/call/participants.ts';
import type { Address } from '../../domain/switchboard/notices.ts';
import type { Decision, Switchboard } from '../../domain/switchboard/switchboard.ts';
import { ROOM_LINES } from '../../protocol/index.ts';
import type { Bus } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { Hearing, LegRights, MediaBridge, MediaBridgeEvent } from '../ports/mediaBridge.ts';

type Ports = { readonly mediaBridge: MediaBridge; readonly bus: Bus; readonly clock: Pick<Clock, 'setTimer'> };

const ALL: LegRights = { mayProduce: ROOM_LINES, mayProduceData: true };
/** Who only listens, or is paused, has no way to send anything at all. */
const NOTHING: LegRights = { mayProduce: [], mayProduceData: false };
/** A guest is seen and heard; what lies on the table and what is agreed to is between customer and agents. */
const VOICE_AND_FACE: LegRights = { mayProduce: ['audio', 'video'], mayProduceData: false };
const VOICE_ALONE: LegRights = { mayProduce: ['audio'], mayProduceData: false };

/** Media is direct again: so long the room goes on, until both sides have each other by the new way. */
const DIRECT_WITHIN_MS = 5_000;

export class RoomKeeper {
  readonly #ports: Ports;
  /** Legs of each room, as it was last said. */
  readonly #rooms = new Map<CallId, { readonly generation: number; readonly legs: readonly LegId[] }>();
  /** Rooms that are left, and how to stop their closing. */
  readonly #closing = new Map<CallId, () => void>();
  readonly #stateOf: () => Switchboard;

  constructor(ports: Ports, stateOf: () => Switchboard) {
    this.#ports = ports;
    this.#stateOf = stateOf;
    ports.mediaBridge.listen((event) => this.#pass(event));
  }

  /** After a start: rooms of before that nobody needs any more are closed. */
  begin(): void {
    for (const call of this.#stateOf().calls.values()) this.#follow(call);
    this.#ports.mediaBridge.keepOnly(new Set(this.#rooms.keys()));
  }

  observe({ changedCalls }: Decision): void {
    for (const call of changedCalls) this.#follow(call);
  }

  #follow(call: Call): void {
    const { callId } = call.context.facts;
    const plan = mediaPlan(call);
    if (plan.via === 'room') this.#keep(call, plan.generation);
    else if (plan.via === 'direct' && call.context.ending === null) this.#leave(call);
    else this.#close(callId);
  }

  #leave(call: Call): void {
    const { callId } = call.context.facts;
    const before = this.#rooms.get(callId);
    if (before === undefined) return;
    this.#settle(call, before.generation);
    if (this.#closing.has(callId)) return;
    this.#closing.set(
      callId,
      this.#ports.clock.setTimer(DIRECT_WITHIN_MS, () => this.#close(callId)),
    );
  }

  #close(callId: CallId): void {
    this.#stay(callId);
    if (this.#rooms.delete(callId)) this.#ports.mediaBridge.closeRoom(callId);
  }

  #stay(callId: CallId): void {
    this.#closing.get(callId)?.();
    this.#closing.delete(callId);
  }

  #keep(call: Call, generation: number): void {
    this.#stay(call.context.facts.callId);
    this.#settle(call, generation);
  }

  #settle(call: Call, generation: number): void {
    const { callId } = call.context.facts;
    const { mediaBridge } = this.#ports;
    const inRoom = call.context.participants.filter((one) => one.role !== 'consulted' && joinedLeg(one) !== undefined);
    const legs = inRoom.map(({ legs: [leg] }) => leg.legId);
    mediaBridge.ensureRoom(callId, generation);
    const before = this.#rooms.get(callId);
    if (before?.generation === generation)
      for (const legId of before.legs) if (!legs.includes(legId)) mediaBridge.removeLeg(callId, legId);
    for (const one of inRoom) mediaBridge.addLeg(callId, one.legs[0].legId, rightsOf(one));
    mediaBridge.setHearing(callId, hearingIn(call, legs));
    this.#rooms.set(callId, { generation, legs });
  }

  #pass(event: MediaBridgeEvent): void {
    if (event.type !== 'legTold') return;
    const call = this.#stateOf().calls.get(event.roomId as CallId);
    const room = this.#rooms.get(event.roomId as CallId);
    const address = call === undefined ? undefined : addressOf(call, event.legId as LegId);
    if (room === undefined || address === undefined) return;
    const { generation } = room;
    const payload = { callId: event.roomId as CallId, generation, tell: JSON.stringify(event.tell) };
    this.#ports.bus.publish(address, { name: 'room.told', payload });
  }
}

function rightsOf(participant: Participant): LegRights {
  const { role, supervising } = participant;
  if (isPaused(participant)) return NOTHING;
  if (role === 'guest') return VOICE_AND_FACE;
  if (supervising?.mode === 'listen') return NOTHING;
  return supervising?.mode === 'whisper' ? VOICE_ALONE : ALL;
}

/** Whom somebody hears they also see; documents are shared among those who talk with each other. */
function hearingIn(call: Call, legs: readonly LegId[]): readonly Hearing[] {
  const guests = new Set(
    call.context.participants.filter(({ role }) => role === 'guest').map(({ legs: [{ legId }] }) => legId),
  );
  return [...hearing(call)].flatMap(([legId, sources]) =>
    [...sources]
      .filter((of) => legs.includes(of) && legs.includes(legId))
      .map((of) => ({ legId, of, sound: true, picture: true, data: !guests.has(of) && !guests.has(legId) })),
  );
}

/** Where a leg's page is reached. */
export function addressOf({ context }: Call, legId: LegId): Address | undefined {
  const one = context.participants.find(({ legs: [leg] }) => leg.legId === legId);
  if (one === undefined) return undefined;
  if (one.who.kind === 'agent') return `agent:${one.who.agentId}`;
  return one.who.kind === 'customer' ? `call:${context.facts.callId}` : `leg:${legId}`;
}
