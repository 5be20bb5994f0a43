// room.renewServers: media servers whose credentials are good from now on, for a page in a room.
import { fail, ok } from '../../../protocol/index.ts';
import { mediaPlan } from '../../../domain/call/mediaPlan.ts';
import { joinedLeg } from '../../../domain/call/parts.ts';
import type { Handler } from '../handler.ts';
import { legIn } from './legIn.ts';

export const renewServers: Handler<'room.renewServers'> = {
  from: 'inRoom',
  answer: ({ callId }, sender, { runner, clock, mediaServersFor }) => {
    const call = runner.state.calls.get(callId);
    const legId = legIn(call, sender);
    const own = call?.context.participants.find((one) => joinedLeg(one)?.legId === legId);
    if (call === undefined || own === undefined) return fail('callNotFound');
    if (mediaPlan(call).via !== 'room') return fail('notPossibleNow');
    const party = own.who.kind === 'agent' ? 'agent' : 'customer';
    return ok(mediaServersFor(party, callId, clock.nowMs()));
  },
};
