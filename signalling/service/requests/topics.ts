// lobby.topics: what a customer may choose from.
import { ok } from '../../protocol/index.ts';
import { isOpenAt } from '../../domain/queue/openingHours.ts';
import type { Handler } from './handler.ts';

export const topics: Handler<'lobby.topics'> = {
  from: 'customer',
  answer: (_, __, { runner, clock }) => {
    const nowMs = clock.nowMs();
    const queues = [...runner.state.queues.values()];
    return ok({
      topics: queues.map(({ id, name, hours, closedMessage }) => {
        const open = isOpenAt(hours, nowMs);
        return { id, name, open, ...(open || closedMessage === undefined ? {} : { closedMessage }) };
      }),
    });
  },
};
