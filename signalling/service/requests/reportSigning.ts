// peer.reportSigning: tells whoever sees somebody that they use sign language, or do no more.
import { fail, ok } from '../../protocol/index.ts';
import { hearing } from '../../domain/call/hearing.ts';
import { addressOf } from '../rooms/roomKeeper.ts';
import { legIn } from './conference/legIn.ts';
import type { Handler } from './handler.ts';

export const reportSigning: Handler<'peer.reportSigning'> = {
  from: 'inRoom',
  answer: ({ callId, isSigning }, sender, { bus, runner }) => {
    const call = runner.state.calls.get(callId);
    const legId = legIn(call, sender);
    if (call === undefined || legId === undefined) return fail('callNotFound');
    for (const [other, sources] of hearing(call)) {
      const address = sources.has(legId) ? addressOf(call, other) : undefined;
      if (address !== undefined)
        bus.publish(address, { name: 'peer.signingChanged', payload: { callId, legId, isSigning } });
    }
    return ok({});
  },
};
