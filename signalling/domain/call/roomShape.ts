// When the media of a call goes over into a room and back: what each step makes of it. Plain data; timers are asked for, not run.
import type { CallContext } from './callEvents.ts';
import { mediaShape } from './mediaShape.ts';
import { renewed } from './participants.ts';

/** A room in which only two are left goes on for so long: somebody may come back. One that has carried nothing has as long to begin. */
const BACK_TO_DIRECT_MS = 10_000;

/** A room from the moment that it is needed; back to direct media only after a while, and at once where nobody has the call. */
export function withShape(context: CallContext, isActive: boolean, atMs: number): CallContext {
  const isNeeded = isActive && (mediaShape(context) === 'room' || context.roomFromStart === 'holds');
  const isRoom = context.viaRoom === true;
  if (isNeeded) {
    const steady = withoutDirectTimer(context);
    return isRoom ? steady : { ...steady, viaRoom: true, links: renewed(steady, steady.facts.callId, atMs) };
  }
  if (!isRoom) return context;
  if (!isActive) return withoutRoom(context, atMs);
  return context.timers.direct === undefined ? withDirectTimer(context, atMs) : context;
}

/** Media has come by it: two stay in it from now on, where it was a room from the start. */
export function roomHeld(context: CallContext): CallContext {
  return context.roomFromStart === undefined ? context : { ...context, roomFromStart: 'holds' };
}

export function withDirectTimer(context: CallContext, atMs: number): CallContext {
  const attempt = context.attempt + 1;
  const direct = { attempt, dueAtMs: atMs + BACK_TO_DIRECT_MS };
  return { ...context, attempt, timers: { ...context.timers, direct } };
}

function withoutDirectTimer(context: CallContext): CallContext {
  if (context.timers.direct === undefined) return context;
  const { direct: _, ...timers } = context.timers;
  return { ...context, timers };
}

/** Directly from now on, in the next generation. */
export function withoutRoom(context: CallContext, atMs: number): CallContext {
  if (context.viaRoom !== true) return context;
  const { viaRoom: _, roomFromStart: __, ...others } = withoutDirectTimer(context);
  return { ...others, links: renewed(others, others.facts.callId, atMs) };
}
