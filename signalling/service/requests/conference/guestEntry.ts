// guest.enter, guest.resume and guest.leave: somebody comes by a link, comes back, and leaves.
import { fail, ok, type CallId, type GuestView, type LegId, type Result } from '../../../protocol/index.ts';
import type { Call } from '../../../domain/call/call.ts';
import { guestView } from '../../../domain/switchboard/conferenceViews.ts';
import type { Command } from '../../runner/runner.ts';
import type { Service } from '../../service.ts';
import { claim, type Session } from '../../session/session.ts';
import type { Handler } from '../handler.ts';

type Place = { readonly callId: CallId; readonly legId: LegId };

export const enterAsGuest: Handler<'guest.enter'> = {
  from: 'customer',
  answer: async ({ inviteToken, name }, { session }, service) => {
    if (isTaken(session)) return fail('alreadyInCall');
    // Whoever could not be in a room would wait in vain.
    if (!session.capabilities.has('rooms')) return fail('unsupportedVersion');
    const { runner, tokens } = service;
    const inviteHash = tokens.hash(inviteToken);
    const call = find(runner.state.calls.values(), ({ context }) =>
      (context.invites ?? []).some((invite) => invite.tokenHash === inviteHash),
    );
    if (call === undefined) return fail('inviteGone');
    const { callId } = call.context.facts;
    const guestToken = tokens.createToken();
    const tokenHash = tokens.hash(guestToken);
    const knocked = await runner.run({ type: 'guestKnocked', callId, inviteHash, tokenHash, name });
    if (!knocked.ok) return knocked;
    const place = placeOf(knocked.value.changedCalls, tokenHash);
    if (place === undefined) return fail('inviteGone');
    const entered = await enter(session, place, { type: 'guestReturned', ...place }, service);
    return entered.ok ? ok({ guestToken, guest: entered.value }) : entered;
  },
};

export const resumeAsGuest: Handler<'guest.resume'> = {
  from: 'customer',
  answer: async ({ guestToken }, { session }, service) => {
    const { runner, tokens } = service;
    const place = placeOf(runner.state.calls.values(), tokens.hash(guestToken));
    if (place === undefined) return fail('callEnded');
    if (isTaken(session) && session.guest?.legId !== place.legId) return fail('alreadyInCall');
    const entered = await enter(session, place, { type: 'guestReturned', ...place }, service);
    return entered.ok ? ok({ guest: entered.value }) : entered;
  },
};

export const leaveAsGuest: Handler<'guest.leave'> = {
  from: 'guest',
  answer: async (_, { session, callId, legId }, { runner }) => {
    const left = await runner.run({ type: 'guestLeft', callId, legId });
    if (!left.ok) return left;
    session.guest = null;
    session.release();
    return ok({});
  },
};

function isTaken({ callId, guest }: Session): boolean {
  return callId !== null || guest !== null;
}

function find<T>(values: Iterable<T>, isWanted: (value: T) => boolean): T | undefined {
  for (const value of values) if (isWanted(value)) return value;
  return undefined;
}

function placeOf(calls: Iterable<Call>, tokenHash: string): Place | undefined {
  for (const { context } of calls) {
    const guest = context.participants.find(({ who }) => who.kind === 'guest' && who.tokenHash === tokenHash);
    const leg = guest?.legs[0];
    if (leg !== undefined && leg.state !== 'left') return { callId: context.facts.callId, legId: leg.legId };
  }
  return undefined;
}

async function enter(
  session: Session,
  place: Place,
  command: Command,
  { runner, bus, mediaServersFor }: Service,
): Promise<Result<GuestView>> {
  if (session.closed) return fail('internal', 'the connection is gone');
  const listen = claim(session, `leg:${place.legId}`, bus);
  session.guest = place;
  const entered = await runner.run(command);
  if (!entered.ok) {
    session.release();
    session.guest = null;
    return entered;
  }
  listen();
  return ok(guestView(runner.state, runner.state.calls.get(place.callId), place.legId, mediaServersFor));
}
