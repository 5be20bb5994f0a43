// peer.reportMedia: tells the other side of a link which of microphone and camera are on.
import { fail, ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';
import { ownLink } from './ownLink.ts';

export const reportMedia: Handler<'peer.reportMedia'> = {
  from: 'participant',
  answer: (params, sender, { bus, runner }) => {
    const own = ownLink(runner.state, sender, params.callId);
    if (own === undefined) return fail('callNotFound');
    bus.publish(own.other, { name: 'peer.mediaChanged', payload: params });
    return ok({});
  },
};
