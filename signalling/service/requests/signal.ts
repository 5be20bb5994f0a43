// peer.signal: passes a media signal on to the other side of a link. Dropped when they are away: they ask for a new generation on return.
import { fail, ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';
import { ownLink } from './ownLink.ts';

export const signal: Handler<'peer.signal'> = {
  from: 'participant',
  answer: (params, sender, { bus, runner }) => {
    const own = ownLink(runner.state, sender, params.callId);
    if (own === undefined) return fail('callNotFound');
    if (own.link.generation !== params.generation) return fail('staleGeneration');
    bus.publish(own.other, { name: 'peer.signalled', payload: params });
    return ok({});
  },
};
