// Whether the media of a call goes directly or through a room: it follows from who takes part. Pure.
import type { CallContext } from './callEvents.ts';
import { joinedLeg } from './parts.ts';
import type { Participant } from './participants.ts';

/**
 * Two people talk directly, and so do two agents of whom one asks the other while the customer waits. Whatever is more goes through a room:
 * a third person, and somebody who only listens, as nobody's own page is to send to them.
 */
export function mediaShape({ participants }: Pick<CallContext, 'participants'>): 'direct' | 'room' {
  const beside = participants.filter((participant) => isBeside(participant) && joinedLeg(participant) !== undefined);
  return joinedLeg(participants[0]) !== undefined && beside.length > 0 ? 'room' : 'direct';
}

/** Takes part beside the customer, the agent who has the call and the colleague whom that agent asks. */
export function isBeside({ role }: Participant): boolean {
  return role === 'colleague' || role === 'supervisor' || role === 'guest';
}
