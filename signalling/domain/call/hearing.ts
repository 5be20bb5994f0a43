// Who hears and sees whom in a call: it follows from who takes part, and is never stored. Pure.
import type { LegId } from '../../protocol/index.ts';
import { callPhase, type Call } from './call.ts';
import { isHeld, isPaused, joinedLeg } from './parts.ts';
import type { Participant } from './participants.ts';

/** By leg: the legs that it hears and sees. A leg that hears nobody is there, with none. */
export type Hearing = ReadonlyMap<LegId, ReadonlySet<LegId>>;

/** Whoever waits hears nobody: what they are told instead is their page's. A supervisor sends nothing but where they whisper or barge in. */
export function hearing(call: Call): Hearing {
  const joined = callPhase(call).name === 'active' ? call.context.participants.filter(joinedLeg) : [];
  const circles = circlesOf(call, joined);
  const heard = (listener: Participant): Participant[] => {
    const circle = circles.find((members) => members.includes(listener));
    return circle === undefined ? [] : circle.filter((member) => member !== listener);
  };
  const all = joined.map((listener) => [listener, [...heard(listener), ...toOne(listener, joined, heard)]] as const);
  return new Map(all.map(([listener, sources]) => [legIdOf(listener), new Set(sources.map(legIdOf))]));
}

function legIdOf({ legs: [{ legId }] }: Participant): LegId {
  return legId;
}

/** What goes to one person alone: a whisper, and whatever a supervisor follows. */
function toOne(
  listener: Participant,
  joined: readonly Participant[],
  heard: (listener: Participant) => readonly Participant[],
): readonly Participant[] {
  const { supervising } = listener;
  if (supervising !== null && supervising.mode !== 'barge') {
    const followed = joined.find(({ participantId }) => participantId === supervising.of);
    return followed === undefined ? [] : [followed, ...heard(followed).filter((other) => other !== listener)];
  }
  return joined.filter((other) => isWhisperingTo(other, listener));
}

function isWhisperingTo({ supervising }: Participant, { participantId }: Participant): boolean {
  return supervising?.mode === 'whisper' && supervising.of === participantId;
}

/** Those who talk with each other. Nobody is in two of them. */
function circlesOf(call: Call, joined: readonly Participant[]): readonly (readonly Participant[])[] {
  const held = isHeld(call.context);
  const consulted = joined.filter(({ role }) => role === 'consulted');
  const agents = joined.filter(({ role, supervising }) =>
    role === 'supervisor' ? supervising?.mode === 'barge' : role === 'primary' || role === 'colleague',
  );
  const callers = joined.filter((one) => one.role === 'customer' || (one.role === 'guest' && !isPaused(one)));
  return held ? [[...agents, ...consulted]] : [[...agents, ...callers]];
}
